import { expect, it } from 'vitest'
import { vi } from '../../i18n/vi.ts'
import { howLong } from './how-long.ts'

it.each([
  [0, 'không lưu'],
  [30, '30 ngày'],
  [364, '364 ngày'],
  [365, '1 năm'],
  [400, '400 ngày'],
  [1825, '5 năm'],
  [1827, '5 năm'],
  [1900, '1.900 ngày'],
  [3653, '10 năm'],
])('%d days', (days, text) => {
  expect(howLong(days, vi.desk, 'vi')).toBe(text)
})
