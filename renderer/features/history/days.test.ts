import { expect, it } from 'vitest'
import { dayName, searchText } from './days.ts'

it('names today and yesterday by the day in Vietnam, over a month’s end too', () => {
  const words = { today: 'Hôm nay', yesterday: 'Hôm qua' }
  const now = new Date('2026-03-01T00:30:00+07:00')
  expect(dayName('2026-03-01', now, words)).toBe('Hôm nay')
  expect(dayName('2026-02-28', now, words)).toBe('Hôm qua')
  expect(dayName('2026-02-27', now, words)).toBe('27/02/2026')
})

it('searches the number of a scanned card', () => {
  expect(searchText('999190000001|999000001|Nguyễn Thị Thử Nghiệm|15011990|Nữ|Xã Mẫu|10052021')).toBe('999190000001')
  expect(searchText('  nguyen thi ')).toBe('nguyen thi')
  expect(searchText('x'.repeat(500))).toHaveLength(200)
})
