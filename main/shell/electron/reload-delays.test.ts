import { expect, it } from 'vitest'
import { reloadDelays } from './reload-delays.ts'

it('loads a dead page at once, one that dies again and again ever more slowly, and at once again after it was well', () => {
  const delay = reloadDelays()
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(second => delay(second * 1000))).toEqual([
    100, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ])
  expect(delay(80_000)).toBe(100)
  expect(delay(81_000)).toBe(500)
})
