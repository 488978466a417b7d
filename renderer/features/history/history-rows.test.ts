import { expect, it } from 'vitest'
import { byDay, type HistoryRow, inParts, withNewest } from './history-rows.ts'

const row = (id: string, day: string, more: Partial<HistoryRow> = {}): HistoryRow => ({
  id,
  at: `${day}T09:00:00+07:00`,
  day,
  desk: 'quay-1',
  purpose: undefined,
  verdict: 'authentic',
  light: 'green',
  name: 'Thử',
  number: undefined,
  registry: 'pending',
  ...more,
})
const rows = [row('c', '2026-01-15'), row('b', '2026-01-15'), row('a', '2026-01-14')]

it('keeps the order, breaks it by day, and counts what is not in the list yet too', () => {
  const days = byDay(rows, { '2026-01-15': 240 }, false)
  expect(days.map(({ day, count, more, rows: own }) => [day, count, more, own.length])).toEqual([
    ['2026-01-15', 240, false, 2],
    ['2026-01-14', 1, true, 1],
  ])
  expect(byDay(rows, {}, true).map(({ count, more }) => [count, more])).toEqual([
    [2, false],
    [1, false],
  ])
})

it('puts what is new in front, draws what has changed anew, and leaves the rest as it was', () => {
  const answered = { ...rows[1], registry: 'answered' } as HistoryRow
  const merged = withNewest(rows, [row('d', '2026-01-15'), row('c', '2026-01-15'), answered])
  expect(merged.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
  expect(merged[1]).toBe(rows[0])
  expect(merged[2]).toBe(answered)
  expect(merged[3]).toBe(rows[2])
})

it('cuts a list into parts and loses none', () => {
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inParts([], 2)).toEqual([])
})
