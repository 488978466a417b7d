import { expect, it } from 'vitest'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { byDay, dayName, searchText } from './days.ts'

const at = (time: string) => ({ id: time, at: time }) as Transaction

it('keeps the order and breaks it by day', () => {
  const days = byDay([
    at('2026-01-15T09:00:00+07:00'),
    at('2026-01-15T08:00:00+07:00'),
    at('2026-01-14T23:59:59+07:00'),
  ])
  expect(days.map(({ isoDay, transactions }) => [isoDay, transactions.length])).toEqual([
    ['2026-01-15', 2],
    ['2026-01-14', 1],
  ])
})

it('names today and yesterday, over a month’s end too', () => {
  const words = { today: 'Hôm nay', yesterday: 'Hôm qua' }
  const now = new Date(2026, 2, 1, 0, 30)
  expect(dayName('2026-03-01', now, words)).toBe('Hôm nay')
  expect(dayName('2026-02-28', now, words)).toBe('Hôm qua')
  expect(dayName('2026-02-27', now, words)).toBe('27/02/2026')
})

it('searches the number of a scanned card', () => {
  expect(searchText('999190000001|999000001|Nguyễn Thị Thử Nghiệm|15011990|Nữ|Xã Mẫu|10052021')).toBe('999190000001')
  expect(searchText('  nguyen thi ')).toBe('nguyen thi')
  expect(searchText('x'.repeat(500))).toHaveLength(200)
})
