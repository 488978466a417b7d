import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keptLater } from './kept-later.ts'

let sent: string[]
let later: ReturnType<typeof keptLater<string>>
beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  later = keptLater(value => sent.push(value), 500)
})
afterEach(() => vi.useRealTimers())

it('is the last that was typed, once the hand rests', () => {
  for (const text of ['N', 'Ng', 'Nga']) {
    later.keep(text)
    vi.advanceTimersByTime(499)
  }
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1)
  expect(sent).toEqual(['Nga'])
  vi.runAllTimers()
  later.now()
  expect(sent).toEqual(['Nga'])
})

it('comes at once where it must, and once', () => {
  later.keep('Nga')
  later.now()
  expect(sent).toEqual(['Nga'])
  vi.runAllTimers()
  expect(sent).toEqual(['Nga'])
})

it('never comes once it was dropped', () => {
  later.keep('Nga')
  later.drop()
  later.now()
  vi.runAllTimers()
  expect(sent).toEqual([])
})
