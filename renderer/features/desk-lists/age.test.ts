import { expect, it } from 'vitest'
import { ageOf } from './age.ts'

const now = new Date('2026-01-15T09:00:00+07:00')
it.each([
  ['2026-01-15T09:00:30+07:00', 'minutes', 0],
  ['2026-01-15T08:59:01+07:00', 'minutes', 0],
  ['2026-01-15T08:01:00+07:00', 'minutes', 59],
  ['2026-01-15T01:00:00.000Z', 'hours', 1],
  ['2026-01-13T09:01:00+07:00', 'hours', 47],
  ['2026-01-13T09:00:00+07:00', 'days', 2],
] as const)('%s', (at, unit, count) => expect(ageOf(at, now)).toEqual({ unit, count }))
