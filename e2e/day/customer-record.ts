import type { Citizen } from './day-script.ts'

/** The record that the bank's own system has of a citizen, as a teller reads it off another screen. */
export function recordOf({ persona, customer }: Citizen): Readonly<Record<string, string>> {
  const { personalNumber, fullName, birthDate, placeOfResidence } = persona
  const local = (date: string) => date.split('-').reverse().join('/')
  const record = { personalNumber, fullName: fullName.normalize('NFC'), birthDate: local(birthDate) }
  switch (customer?.record) {
    case 'without-marks':
      return { ...record, fullName: plainName(fullName) }
    case 'other-birth':
      return { ...record, birthDate: local('1977-07-07') }
    case 'other-address':
      return { ...record, placeOfResidence: 'Số 99, Đường Khác Hẳn, Xã Chưa Từng Có, Tỉnh Ví Dụ' }
    default:
      return { ...record, placeOfResidence: placeOfResidence.normalize('NFC') }
  }
}

/** Without marks, as many systems write names. */
export const plainName = (name: string) =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
