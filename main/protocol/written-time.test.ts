import { describe, expect, it } from 'vitest'
import { clockInVietnam, dayOf, dayText, minuteInVietnam, timeInVietnam } from './written-time.ts'

describe('a moment', () => {
  it.each([
    ['2026-01-15T23:59:07.123+07:00', '23:59:07 15/01/2026'],
    ['2026-01-15T17:00:00Z', '00:00:00 16/01/2026'],
    ['2026-12-31T16:59:59Z', '23:59:59 31/12/2026'],
    ['2026-01-15T09:10:05-05:00', '21:10:05 15/01/2026'],
  ])('%s is %s in Viet Nam, whatever the zone of the computer', (text, shown) => {
    expect(timeInVietnam(text)).toBe(shown)
    expect(clockInVietnam(text)).toBe(shown.slice(0, 8))
    expect(minuteInVietnam(text)).toBe(shown.slice(0, 5))
  })

  it.each(['', '2026-01-15', 'yesterday', '2026-13-45T99:99:99Z', '+275760-09-13T00:00:00Z'])(
    'leaves %j alone',
    text => {
      for (const written of [timeInVietnam, clockInVietnam, minuteInVietnam]) expect(written(text)).toBe(text)
    },
  )

  it('has the day that certificates count', () => {
    expect(dayOf('2026-01-15T23:59:59Z')).toBe('15/01/2026')
    expect(dayOf(new Date('2026-01-15T23:59:59+07:00'))).toBe('15/01/2026')
    expect(dayOf('soon')).toBe('soon')
  })
})

describe('a day', () => {
  it.each([
    ['1990-01-15', '15/01/1990'],
    ['1990', '1990'],
    ['unlimited', 'unlimited'],
    ['15/01/1990', '15/01/1990'],
  ])('%s', (text, shown) => expect(dayText(text)).toBe(shown))
})
