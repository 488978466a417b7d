import { expect, it } from 'vitest'
import { startOfShift, usualStart } from './shift-start.ts'

const at = (time: string) => new Date(`2026-01-15T${time}:00+07:00`)

it('is today where the hour is over, and yesterday where it is yet to come', () => {
  expect(startOfShift('07:00', at('11:20'))).toEqual(at('07:00'))
  expect(startOfShift('13:00', at('11:20'))).toEqual(new Date('2026-01-14T13:00:00+07:00'))
  // Half past six in the morning is the day before in UTC.
  expect(startOfShift('06:00', at('06:30'))).toEqual(at('06:00'))
})

it.each([
  ['07:00', '07:00'],
  ['12:59', '07:00'],
  ['13:00', '13:00'],
  ['23:30', '19:00'],
  ['06:59', '19:00'],
])('at %s the shift began at %s', (time, hour) => expect(usualStart(at(time))).toBe(hour))
