import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AddressRelation, relateAddresses } from './address-wording.ts'

type Row = readonly [one: string, other: string]

const rows: Readonly<Record<AddressRelation['kind'] | 'old and new', readonly Row[]>> = {
  same: [
    ['Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'số 1,thôn thử , XÃ MẪU,  tỉnh ví dụ '],
    ['Thôn Đồng Ổi, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Đồng Ổi, Xã Mẫu, Tỉnh Ví Dụ'.normalize('NFD')],
  ],
  spelling: [
    ['Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'So 1, Thon Thu, Xa Mau, Tinh Vi Du'],
    ['Thôn Hòa Bình, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Hoà Bình, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Xã Đông Đô, Tỉnh Ví Dụ', 'Xã Đong Đô, Tỉnh Ví Dụ'],
  ],
  wording: [
    ['12 Hoa Sữa, Phường Mẫu, Quận Thử, TP. Hà Nội', '12 Hoa Sữa, P. Mẫu, Q. Thử, Thành phố Hà Nội'],
    ['12 Hoa Sữa, Phường 1, Quận 10, Thành phố Hồ Chí Minh', '12 Hoa Sữa, P.1, Q.10, TP.HCM'],
    ['12 Hoa Sữa, Phường 1, Quận 10, Thành phố Hồ Chí Minh', '12 Hoa Sữa P1 Q10 TPHCM'],
    ['12 Hoa Sữa, Phường 01, Quận 4, TP. Hồ Chí Minh', '12 Hoa Sữa, Phường 1, Quận 4, TP Hồ Chí Minh'],
    ['Số 5 Đường Ngày Mới, Phường Mẫu, Tỉnh Ví Dụ', '5 Ngày Mới, P Mẫu, Ví Dụ'],
    ['Số nhà 5, Đ. Ngày Mới, Xã Mẫu, H. Thử, T. Ví Dụ', 'Số 5, Ngày Mới, X. Mẫu, Huyện Thử, Tỉnh Ví Dụ'],
    ['Tổ dân phố 3, TT. Mẫu, Huyện Thử, Tỉnh Ví Dụ', 'TDP 3, Thị trấn Mẫu, H.Thử, Ví Dụ'],
    ['Khu phố 3, Phường Mẫu, Thị xã Thử, Tỉnh Ví Dụ', 'KP3, P. Mẫu, Tx. Thử, Tỉnh Ví Dụ'],
    ['KP 3, Phường Mẫu, TP Thử, Tỉnh Ví Dụ', 'Khu phố 3, Phường Mẫu, Thành phố Thử, Tỉnh Ví Dụ'],
    ['Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Thử - Xã Mẫu - Tỉnh Ví Dụ.'],
    ['Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ, Việt Nam'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Thôn Thử Xã Mẫu Huyện Thử Tỉnh Ví Dụ', 'Thôn Thử, xã Mẫu, tỉnh Ví Dụ'],
    ['Thôn Thử Phường Mẫu Thị xã Thử Tỉnh Ví Dụ', 'Thôn Thử, Phường Mẫu, Tx. Thử, Tỉnh Ví Dụ'],
    ['Thôn Thử, Xã Mẫu, Thị xã Thử, Tỉnh Ví Dụ', 'Thôn Thử, Phường Mẫu, Tỉnh Ví Dụ'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Thái Bình', 'Thôn Thử, Xã Mẫu, Tỉnh Hưng Yên'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Bình Dương', 'Thôn Thử, Xã Mẫu, TP.HCM'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Bà Rịa - Vũng Tàu', 'Thôn Thử, Xã Mẫu, Thành phố Hồ Chí Minh'],
    ['5 Ngày Mới, Phường Mẫu, Thành phố Huế, Tỉnh Thừa Thiên Huế', '5 Ngày Mới, Phường Mẫu, Thành phố Huế'],
  ],
  'old and new': [
    ['5 Ngày Mới, Phường Mẫu, Quận 1, TP. Hồ Chí Minh', '5 Ngày Mới, Phường Thử, TP. Hồ Chí Minh'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Thái Bình', 'Thôn Thử, Xã Gió Lành, Tỉnh Hưng Yên'],
  ],
  different: [
    ['Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Số 7, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu, Tỉnh Minh Họa'],
    ['Thôn Thử, Xã Mẫu, Huyện Thử, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu, Huyện Gió Ngàn, Tỉnh Ví Dụ'],
    ['Thôn Thử, Xã Mẫu, Tỉnh Hưng Yên', 'Thôn Thử, Xã Mẫu, Tỉnh Ninh Bình'],
    ['12 Hoa Sữa, Phường 1, Quận 4, TP.HCM', '12 Hoa Sữa, Phường 4, Quận 1, TP.HCM'],
    ['12 Hoa Sữa, Phường 1, TP.HCM', '12 Hoa Sữa, Quận 1, TP.HCM'],
    ['Thôn 1, Xã Mẫu, Tỉnh Ví Dụ', 'Ấp 1, Xã Mẫu, Tỉnh Ví Dụ'],
    ['Khu phố 3, Phường Mẫu, Tỉnh Ví Dụ', 'Phố 3, Phường Mẫu, Tỉnh Ví Dụ'],
    ['Xã Mẫu, Tỉnh Ví Dụ', ','],
    [',', ';'],
    ['ស្រុក', 'ខេត្ត'],
  ],
}

describe.each(Object.entries(rows))('addresses: %s', (name, pairs) => {
  const kind = name === 'old and new' ? 'different' : name
  it.each(pairs)('%s | %s', (one, other) => {
    for (const relation of [relateAddresses(one, other), relateAddresses(other, one)])
      expect(relation).toEqual({ kind, ...(name === 'old and new' && { oldAndNew: true }) })
  })
})

const part = fc.oneof(
  fc.constantFrom('Phường ', 'P.', 'P1', 'Q. 1', 'Huyện ', 'Thành phố ', 'TP.HCM', 'Tỉnh ', 'Số 5', ', ', ' - ', '.'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const address = fc.array(part, { maxLength: 8 }).map(parts => parts.join(''))

it('is the same for itself in any case and form, and no matter from which side', () => {
  fc.assert(
    fc.property(address, address, (one, other) => {
      expect(relateAddresses(one, one.normalize('NFD'))).toEqual({ kind: 'same' })
      expect(relateAddresses(one, other)).toEqual(relateAddresses(other, one))
    }),
    { numRuns: 300 },
  )
})

it('takes no longer than a scan for the longest text', () => {
  const long = 'Phường P. 1 Q. đường số '.repeat(170)
  const started = performance.now()
  relateAddresses(long, `${long}x`)
  relateAddresses(' '.repeat(4000), ','.repeat(4000))
  expect(performance.now() - started).toBeLessThan(1000)
})
