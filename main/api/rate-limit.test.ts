import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.ts'

test('so many at once, then as fast as it fills, and never more than full', () => {
  let time = 0
  const take = rateLimit({ burst: 2, perSecond: 0.5 }, () => time)
  expect([take(), take(), take(), take()]).toEqual([0, 0, 2, 2])
  time = 1000
  expect(take()).toBe(1)
  time = 2000
  expect([take(), take()]).toEqual([0, 2])
  time = 3_600_000
  expect([take(), take(), take()]).toEqual([0, 0, 2])
})
