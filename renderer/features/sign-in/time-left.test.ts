import { expect, test } from 'vitest'
import { isScan } from './is-scan.ts'
import { timeLeft } from './time-left.ts'

test.each([
  [0, '0:00'],
  [1, '0:01'],
  [1000, '0:01'],
  [29_001, '0:30'],
  [60_000, '1:00'],
  [845_000, '14:05'],
  [900_000, '15:00'],
])('%i ms are %s', (ms, text) => {
  expect(timeLeft(ms)).toBe(text)
})

test.each([
  ['999190020304|123456789|Nguyễn Thị Lan|15031990|Nữ|Xã Mẫu|01012022', true],
  ['999190020304\\123456789\\Nguyen', true],
  ['999190020304||Lan', true],
  ['IDVNM1900203045999190020304<<4', false],
  ['IDVNM1900203045999190020304<<<4', true],
  ['x'.repeat(129), true],
  ['204060', false],
  ['999190020304', false],
  ['quầy | số | 7', false],
  ['', false],
])('%s is a scan: %s', (text, scan) => {
  expect(isScan(text)).toBe(scan)
})
