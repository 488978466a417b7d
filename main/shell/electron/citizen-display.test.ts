import { expect, it } from 'vitest'
import { followCitizenDisplay, type SomeDisplay } from './citizen-display.ts'

const bounds = { x: 0, y: 0, width: 1024, height: 600 }
function desk(...ids: number[]) {
  let all: SomeDisplay[] = ids.map(id => ({ id, bounds }))
  const listeners: (() => void)[] = []
  const done: string[] = []
  followCitizenDisplay(
    { getAllDisplays: () => all, on: (_, listener) => listeners.push(listener) },
    () => 1,
    ({ id }) => {
      done.push(`open ${id}`)
      return () => done.push(`close ${id}`)
    },
  )
  return {
    done,
    becomes(...now: number[]) {
      all = now.map(id => ({ id, bounds }))
      for (const listener of listeners) listener()
    },
  }
}

it('opens nothing before the citizen where the clerk has the only display', () => {
  expect(desk(1).done).toEqual([])
})
it('takes the display that is not the clerk’s, in whatever order they come', () => {
  expect(desk(1, 2).done).toEqual(['open 2'])
  expect(desk(3, 1).done).toEqual(['open 3'])
})
it('opens when the display is plugged in, closes when it goes, and minds no third', () => {
  const { done, becomes } = desk(1)
  becomes(1, 2)
  becomes(1, 2, 3)
  becomes(1)
  becomes(1, 3)
  expect(done).toEqual(['open 2', 'close 2', 'open 3'])
})
