import { describe, expect, test } from 'vitest'
import { halfWorkingDayAfter, workingDayAfter } from './working-days.ts'

describe('working days', () => {
  test.each([
    ['a Monday', '2026-11-23', 3, '2026-11-26'],
    ['a Tuesday', '2026-11-24', 3, '2026-11-27'],
    ['a Wednesday, over the weekend', '2026-11-25', 3, '2026-11-30'],
    ['a Thursday', '2026-11-26', 3, '2026-12-01'],
    ['a Friday', '2026-11-27', 3, '2026-12-02'],
    ['a Saturday', '2026-11-28', 3, '2026-12-02'],
    ['a Sunday', '2026-11-29', 3, '2026-12-02'],
    ['a Friday, one day', '2026-11-27', 1, '2026-11-30'],
    ['the end of a year', '2026-12-31', 1, '2027-01-01'],
    ['the end of February', '2028-02-28', 1, '2028-02-29'],
    ['no days at all', '2026-11-28', 0, '2026-11-28'],
    // Tết of 2027 begins on 6 February: a holiday is the officer's to move.
    ['the eve of Tết, which is not known', '2027-02-04', 3, '2027-02-09'],
  ])('after %s', (_, from, count, expected) => {
    expect(workingDayAfter(from, count)).toBe(expected)
  })

  test.each([
    ['first thing in the morning', '2026-11-23T07:30:00+07:00', '2026-11-23', 'afternoon'],
    ['just before noon', '2026-11-23T11:59:59+07:00', '2026-11-23', 'afternoon'],
    ['at noon', '2026-11-23T12:00:00+07:00', '2026-11-24', 'morning'],
    ['in the afternoon', '2026-11-23T16:40:00+07:00', '2026-11-24', 'morning'],
    ['on a Friday afternoon', '2026-11-27T14:00:00+07:00', '2026-11-30', 'morning'],
    ['on a Saturday morning', '2026-11-28T08:00:00+07:00', '2026-11-30', 'morning'],
    ['on a Sunday', '2026-11-29T09:00:00+07:00', '2026-11-30', 'morning'],
    ['written in UTC, morning in Vietnam', '2026-11-23T02:00:00Z', '2026-11-23', 'afternoon'],
    ['written in UTC, the day before there', '2026-11-22T23:30:00Z', '2026-11-23', 'afternoon'],
  ] as const)('half a day: what comes %s', (_, at, day, half) => {
    expect(halfWorkingDayAfter(at)).toEqual({ day, half })
  })
})
