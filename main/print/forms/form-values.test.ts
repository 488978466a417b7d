import { expect, test } from 'vitest'
import { dayInWords, nameInCapitals, placeOfPolice } from './form-values.ts'

test.each([
  ['2026-11-05', 'ngày 05 tháng 11 năm 2026'],
  ['2026-02-28', 'ngày 28 tháng 02 năm 2026'],
  ['2026-03-10', 'ngày 10 tháng 3 năm 2026'],
  ['1964', undefined],
  ['', undefined],
])('the day %s in words', (day, expected) => {
  expect(dayInWords(day)).toBe(expected)
})

test.each([
  ['Công an xã Mẫu Đơn', 'Mẫu Đơn'],
  ['Công an phường Kiểm Thử', 'Kiểm Thử'],
  ['CÔNG AN ĐẶC KHU ĐẢO MẪU', 'ĐẢO MẪU'],
  ['Công an xã Mẫu Đơn'.normalize('NFD'), 'Mẫu Đơn'],
  ['Ngân hàng Thử Nghiệm', undefined],
  [undefined, undefined],
])('the place of a paper of %s', (issuing, expected) => {
  expect(placeOfPolice(issuing)).toBe(expected)
})

test('a name in capitals keeps every mark', () => {
  expect(nameInCapitals('Nguyễn Thị Mỹ Ặn'.normalize('NFD'))).toBe('NGUYỄN THỊ MỸ ẶN')
})
