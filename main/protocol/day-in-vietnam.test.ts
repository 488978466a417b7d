import { expect, test } from 'vitest'
import { beginOfDayInVietnam, dayInVietnam, daysInVietnam } from './day-in-vietnam.ts'

test('a day in Vietnam begins at its own midnight, seven hours before that of UTC', () => {
  const begins = beginOfDayInVietnam('2026-11-21')
  expect(new Date(begins).toISOString()).toBe('2026-11-20T17:00:00.000Z')
  expect([begins - 1, begins].map(at => dayInVietnam(new Date(at)))).toEqual(['2026-11-20', '2026-11-21'])
})

test('a span of days ends at the first moment after its last one', () => {
  expect(daysInVietnam('2026-12-31', '2027-01-01')).toEqual({
    from: '2026-12-30T17:00:00.000Z',
    to: '2027-01-01T17:00:00.000Z',
  })
})
