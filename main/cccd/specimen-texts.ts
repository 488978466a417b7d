import type { DeclaredInput } from './declared-input.ts'
import type { SeenKind } from './seen-code.ts'

/** One text as a scanner, a keyboard or a clerk gives it, with what is right. All people are invented. */
export interface ScannedText {
  readonly name: string
  readonly scan: string | Uint8Array
  /** Members that the declared input must have, those of `undefined` must be absent. */
  readonly is?: { readonly [K in keyof DeclaredInput]?: DeclaredInput[K] | undefined }
  /** What the refusal must say was seen. */
  readonly seen?: SeenKind
  readonly tag?: 'DataNumberInvalid' | 'DataTooLong'
  readonly scanned?: boolean
}

export const nghiem = {
  qr: '999190000001|999000001|Nguyễn Thị Thử Nghiệm|15011990|Nữ|Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ|10052021',
  qr2024: '999190000001||Nguyễn Thị Thử Nghiệm|15011990|Nữ|Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ|10052025||||',
  mrz: ['IDVNM1900000015999190000001<<4', '9001158F3001156VNM<<<<<<<<<<<8', 'NGUYEN<<THI<THU<NGHIEM<<<<<<<<'],
} as const
export const mrzText = nghiem.mrz.join('\n')
export const khoi = '999083135790|999000002|Trần Đức Minh Khôi|20031983|Nam|Phường Hoa Đào, Thành phố Mẫu|12042021'

export const opens = { personalNumber: '999190000001', can: '000001', documentNumber: '190000001' } as const
export const whole = {
  ...opens,
  origin: 'qr',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-01-15',
  sex: 'F',
  placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
} as const satisfies DeclaredInput
export const full = { ...whole, oldIdNumber: '999000001', issueDate: '2021-05-10' } as const satisfies DeclaredInput

export const mrzKey = { documentNumber: '190000001', birthDate: '900115', expiryDate: '300115' } as const
export const byMrz = { ...opens, origin: 'mrz', mrzInformation: mrzKey, expiryDate: '2030-01-15' } as const

/** The specimen passport of 9303-4 appendix A and the TD2 of 9303-6 appendix A. */
export const td3 = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const
export const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'] as const
export const td1 = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
] as const

const utf8 = new TextEncoder()
const hex = (text: string) => Array.from(utf8.encode(text), byte => byte.toString(16).padStart(2, '0')).join('')

/** Text of an insurance card with its names in hex. */
export const insuranceText = (number: string, name = 'Hoàng Thị Nụ', address = 'Số 1, Ấp Bắc, Xã Á') =>
  `${number}|${hex(name)}|1948|2|${hex(address)}|99 - 013|01/01/2026|31/12/2026|01/01/2026|-|-|K1|01/06/2025|-|$`

export const insured = {
  origin: 'qr',
  fullName: 'Hoàng Thị Nụ',
  birthDate: '1948',
  sex: 'F',
  placeOfResidence: 'Số 1, Ấp Bắc, Xã Á',
  personalNumber: undefined,
  can: undefined,
  insurance: {
    cardNumber: 'GD4999990000001',
    bookNumber: '9990000001',
    registrationCode: '99013',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    fiveYearsOn: '2025-06-01',
    area: 'K1',
  },
} as const

/** UTF-8 read as another character set, `rounds` times over. */
export function misread(text: string, charset: string, rounds = 1): string {
  return rounds === 0 ? text : misread(new TextDecoder(charset).decode(utf8.encode(text)), charset, rounds - 1)
}
