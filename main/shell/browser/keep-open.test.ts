import { expect, it } from 'vitest'
import { keepOpen } from './keep-open.ts'
import type { AppWindow } from './open-app-window.ts'

function windows() {
  const opened: { end(): void; closed: boolean }[] = []
  const open = (): AppWindow => {
    let end = () => {}
    const closed = new Promise<void>(resolve => {
      end = resolve
    })
    const one = { end, closed: false }
    opened.push(one)
    return {
      closed,
      close() {
        one.closed = true
        end()
      },
    }
  }
  return { opened, open }
}
const until = async (holds: () => boolean) => {
  for (let turn = 0; turn < 500 && !holds(); turn++) await new Promise(resolve => setTimeout(resolve, 2))
  expect(holds()).toBe(true)
}

it('opens a closed window again, as often as it is closed, and closes it when it is over', async () => {
  const { opened, open } = windows()
  let leave = () => {}
  const over = new Promise<void>(resolve => {
    leave = resolve
  })
  const kept = keepOpen({ first: open(), again: async () => open(), over, waitMs: 1 })
  for (const times of [1, 2, 3]) {
    opened[times - 1]?.end()
    await until(() => opened.length === times + 1)
  }
  leave()
  await kept
  expect(opened).toHaveLength(4)
  expect(opened.map(({ closed }) => closed)).toEqual([false, false, false, true])
})

it('goes on trying where the screen has gone for a while', async () => {
  const { opened, open } = windows()
  let leave = () => {}
  const over = new Promise<void>(resolve => {
    leave = resolve
  })
  let tries = 0
  const kept = keepOpen({ first: open(), again: async () => ++tries > 2 && open(), over, waitMs: 1 })
  opened[0]?.end()
  await until(() => opened.length === 2)
  expect(tries).toBe(3)
  leave()
  await kept
  expect(opened[1]?.closed).toBe(true)
})

it('opens nothing more once it is over', async () => {
  const { opened, open } = windows()
  await keepOpen({ first: open(), again: async () => open(), over: Promise.resolve(), waitMs: 1 })
  expect(opened.map(({ closed }) => closed)).toEqual([true])
})
