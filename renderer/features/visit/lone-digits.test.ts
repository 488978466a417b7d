import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loneDigits } from './lone-digits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Keys with the time before each, ms; what was chosen in the end. */
function chosen(keys: readonly (readonly [key: string, after: number])[], isText = false): number[] {
  const digits: number[] = []
  const { pressed } = loneDigits(
    digit => digits.push(digit),
    () => isText,
  )
  let now = 1_000
  for (const [key, after] of keys) {
    vi.advanceTimersByTime(after)
    now += after
    const none = { ctrlKey: false, altKey: false, metaKey: false, repeat: false, defaultPrevented: false, target: null }
    pressed({ key, timeStamp: now, ...none })
  }
  vi.advanceTimersByTime(1_000)
  return digits
}

it('takes a digit that stands alone', () => {
  expect(chosen([['2', 0]])).toEqual([2])
  expect(chosen([['0', 0]])).toEqual([])
  expect(chosen([['x', 0]])).toEqual([])
})

it('takes nothing of what a scanner types, fast or slow', () => {
  for (const pause of [1, 8, 35, 80])
    expect(chosen([...'999190000001'].map(key => [key, pause] as const)), `${pause} ms`).toEqual([])
  // The keys after the fifth never arrive: the wedge keeps them. The last that did is no choice.
  expect(chosen([...'99919'].map(key => [key, 8] as const))).toEqual([])
})

it('takes nothing that is typed into a field', () => {
  expect(chosen([['2', 0]], true)).toEqual([])
})
