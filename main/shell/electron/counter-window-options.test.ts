import { expect, it } from 'vitest'
import { counterWindowOptions } from './counter-window-options.ts'

it.each([true, false])('leaves no way out of a kiosk, in development (%s) neither', developer => {
  expect(counterWindowOptions({ kiosk: true, developer })).toMatchObject({
    kiosk: true,
    closable: false,
    minimizable: false,
    alwaysOnTop: true,
    devTools: false,
  })
})

it('leaves a counter on a desktop a window as others are, with tools for those who build it', () => {
  const window = counterWindowOptions({ kiosk: false, developer: false })
  expect(window).toMatchObject({ kiosk: false, closable: true, minimizable: true, alwaysOnTop: false, devTools: false })
  expect(counterWindowOptions({ kiosk: false, developer: true }).devTools).toBe(true)
})
