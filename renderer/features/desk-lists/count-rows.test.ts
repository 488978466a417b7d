import { expect, it } from 'vitest'
import { busyHours, countRows } from './count-rows.ts'

it('puts the largest first, measures by it and leaves out what never was', () => {
  expect(countRows({ served: 3, refused: 12, referred: 0 }, key => key.toUpperCase())).toEqual([
    { key: 'refused', name: 'REFUSED', count: 12, share: 1 },
    { key: 'served', name: 'SERVED', count: 3, share: 0.25 },
  ])
  expect(countRows({}, key => key)).toEqual([])
})

it('shows the hours between the first visit and the last, empty ones too', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 4 : hour === 10 ? 2 : 0))
  expect(busyHours(hours)).toEqual([
    { hour: 8, count: 4, share: 1 },
    { hour: 9, count: 0, share: 0 },
    { hour: 10, count: 2, share: 0.5 },
  ])
  expect(busyHours(hours.map(() => 0))).toEqual([])
})
