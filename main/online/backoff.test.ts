import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff } from './backoff.ts'

test('between 1 s and a bound that doubles up to 5 min', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
      const wait = backoff(failures, random)
      expect(wait).toBeGreaterThanOrEqual(1000)
      expect(wait).toBeLessThanOrEqual(Math.min(300_000, 1000 * 2 ** failures))
    }),
  )
  expect(backoff(3, 0)).toBe(1000)
  expect(backoff(3, 0.999_999)).toBe(8000)
  expect(backoff(50, 0.999_999)).toBe(300_000)
})
