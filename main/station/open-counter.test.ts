import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openCounter } from './open-counter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function counting() {
  const state = { idle: true, count: 1, counted: 0, told: 0, broken: false }
  const counter = openCounter({
    count() {
      state.counted++
      if (state.broken) throw new Error('disk')
      return state.count
    },
    isIdle: () => state.idle,
    changed: () => state.told++,
  })
  return { state, counter }
}

test('counts once, again only after something was recorded, and not twice within three seconds', () => {
  const { state, counter } = counting()
  expect([counter.view(), counter.view(), state.counted]).toEqual([1, 1, 1])
  state.count = 2
  counter.recorded()
  expect([counter.view(), state.counted, state.told]).toEqual([1, 1, 0])
  vi.advanceTimersByTime(3000)
  expect(state.told).toBe(1)
  expect([counter.view(), state.counted]).toEqual([2, 2])
})

test('nobody waits for it while a citizen is served', () => {
  const { state, counter } = counting()
  state.idle = false
  expect([counter.view(), state.counted]).toEqual([0, 0])
  state.idle = true
  expect(counter.view()).toBe(1)
})

test('a store that cannot be read leaves the number as it was', () => {
  const { state, counter } = counting()
  state.broken = true
  expect(counter.view()).toBe(0)
})
