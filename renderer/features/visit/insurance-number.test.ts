import { expect, it } from 'vitest'
import { insuranceNumberOf, isInsuranceCode } from './insurance-number.ts'

it.each([
  ['DN4990000000001', 'DN4990000000001'],
  ['dn 4 99 0000000001', 'DN4990000000001'],
  ['0000000001', '0000000001'],
  ['999190000001', '999190000001'],
  ['DN4990000000001|4E677579|15/01/1990|2|', 'DN4990000000001'],
  ['DN9990000000001', undefined],
  ['DN499000000001', undefined],
  ['123456', undefined],
  ['', undefined],
])('%s', (text, number) => expect(insuranceNumberOf(text)).toBe(number))

it('tells the code of an insurance card from that of an identity card', () => {
  expect(isInsuranceCode('DN4990000000001|4E677579|15/01/1990|2|')).toBe(true)
  expect(isInsuranceCode('0000000001')).toBe(true)
  expect(isInsuranceCode('999190000001||Nguyễn Thị Thử Nghiệm|15011990|Nữ|Xã Thử|10052021')).toBe(false)
  expect(isInsuranceCode('999190000001')).toBe(false)
})
