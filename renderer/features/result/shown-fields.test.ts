import { expect, it } from 'vitest'
import type { DocumentField } from '../../../main/protocol/report.ts'
import { shownFields } from './shown-fields.ts'

const field = (
  id: DocumentField['id'],
  value: string,
  source: DocumentField['source'],
  level: DocumentField['level'],
) => ({
  id,
  value,
  source,
  level,
})

it('shows the best proven value, in the order of the protocol', () => {
  const shown = shownFields([
    field('fullName', 'Nguyễn Thị Giả', 'qr', 'declared'),
    field('fullName', 'Nguyễn Thị Thử', 'dg13', 'authentic'),
    field('personalNumber', '999190000001', 'qr', 'declared'),
  ])
  expect(shown.map(({ id, best }) => [id, best.value])).toEqual([
    ['personalNumber', '999190000001'],
    ['fullName', 'Nguyễn Thị Thử'],
  ])
  expect(shown[1]?.others.map(({ value }) => value)).toEqual(['Nguyễn Thị Giả'])
})

it('prefers the chip’s Vietnamese text at equal evidence and does not call the MRZ a difference', () => {
  const [shown] = shownFields([
    field('fullName', 'NGUYEN THI THU NGHIEM', 'dg1', 'intact'),
    field('fullName', 'Nguyễn Thị Thử Nghiệm', 'dg13', 'intact'),
  ])
  expect(shown?.best.source).toBe('dg13')
  expect(shown?.others).toEqual([])
})

it('takes a name cut by the MRZ for the same, and another name for another', () => {
  const long = field('fullName', 'Nguyễn Phước Công Huyền Tôn Nữ Quỳnh Tường Uyển', 'dg13', 'intact')
  expect(shownFields([long, field('fullName', 'NGUYEN PHUOC CONG HUYEN TON NU', 'dg1', 'intact')])[0]?.others).toEqual(
    [],
  )
  expect(
    shownFields([long, field('fullName', 'NGUYEN PHUOC CONG HUYEN TAM NU', 'dg1', 'intact')])[0]?.others,
  ).toHaveLength(1)
  // Only the MRZ cuts: a QR code that says less says something else.
  expect(
    shownFields([long, field('fullName', 'Nguyễn Phước Công Huyền Tôn', 'qr', 'declared')])[0]?.others,
  ).toHaveLength(1)
})

it('folds đ, marks, case and spacing before it speaks of a difference', () => {
  const [shown] = shownFields([
    field('placeOfResidence', 'Xã Đông Đô,  Tỉnh Ví Dụ', 'dg13', 'intact'),
    field('placeOfResidence', 'xã đông đô, tỉnh ví dụ'.normalize('NFD'), 'qr', 'declared'),
    field('placeOfResidence', 'Xã Đông Đo 2, Tỉnh Ví Dụ', 'qr', 'declared'),
  ])
  expect(shown?.others.map(({ value }) => value)).toEqual(['Xã Đông Đo 2, Tỉnh Ví Dụ'])
})
