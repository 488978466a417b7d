import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openCounter } from './open-counter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function counting() {
  const state = { idle: true, count: 1, counted: 0, told: 0, broken: false }
  const counter = openCounter({
    async count() {
      state.counted++
      if (state.broken) throw new Error('disk')
      return state.count
    },
    isIdle: () => state.idle,
    changed: () => state.told++,
  })
  return { state, counter }
}

test('counts once, again only after something was recorded, and not twice within three seconds', async () => {
  const { state, counter } = counting()
  expect([counter.view(), counter.view(), state.counted]).toEqual([0, 0, 1])
  await vi.advanceTimersByTimeAsync(0)
  expect([counter.view(), state.counted, state.told]).toEqual([1, 1, 1])
  state.count = 2
  counter.recorded()
  expect([counter.view(), state.counted, state.told]).toEqual([1, 1, 1])
  await vi.advanceTimersByTimeAsync(3000)
  expect([counter.view(), state.counted, state.told]).toEqual([1, 2, 2])
  await vi.advanceTimersByTimeAsync(0)
  expect([counter.view(), state.counted, state.told]).toEqual([2, 2, 3])
})

test('nobody waits for it while a citizen is served', async () => {
  const { state, counter } = counting()
  state.idle = false
  expect([counter.view(), state.counted]).toEqual([0, 0])
  state.idle = true
  counter.view()
  await vi.advanceTimersByTimeAsync(0)
  expect(counter.view()).toBe(1)
})

test('a store that cannot be read leaves the number as it was', async () => {
  const { state, counter } = counting()
  state.broken = true
  counter.view()
  await vi.advanceTimersByTimeAsync(0)
  expect([counter.view(), state.told]).toEqual([0, 0])
})
