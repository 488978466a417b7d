import { expect, test } from 'vitest'
import { labelAfter } from './document-label.ts'

test('says of papers of several sizes the name once', () => {
  expect(labelAfter(undefined, 'Phiếu tiếp nhận 80 mm')).toEqual({ said: '', name: 'Phiếu tiếp nhận 80 mm' })
  expect(labelAfter('Phiếu tiếp nhận 80 mm', 'Phiếu tiếp nhận 58 mm')).toEqual({
    said: 'Phiếu tiếp nhận ',
    name: '58 mm',
  })
  expect(labelAfter('Phiếu tiếp nhận 58 mm', 'Phiếu tiếp nhận A5')).toEqual({ said: 'Phiếu tiếp nhận ', name: 'A5' })
})

test('leaves names that only begin alike whole', () => {
  const whole = 'Phiếu kiểm tra căn cước'
  expect(labelAfter('Phiếu kiểm tra khách hàng', whole)).toEqual({ said: '', name: whole })
})

test('leaves a name that stands twice whole', () => {
  expect(labelAfter('Phiếu A5', 'Phiếu A5')).toEqual({ said: '', name: 'Phiếu A5' })
})

test('puts the number of a form above what it is', () => {
  expect(labelAfter('CT07 – Xác nhận', 'CT01 – Tờ khai')).toEqual({ said: '', name: 'CT01', about: 'Tờ khai' })
})
