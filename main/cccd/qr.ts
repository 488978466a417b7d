import { type CardDate, readCardDate } from './card-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isPersonalNumber } from './personal-number.ts'

/** Text of the printed QR code, of 2021 and of 2024. It is not signed: whatever it says is declared, never proven. */
export interface CardQr {
  readonly personalNumber: string
  /** Number of the former nine-digit card. */
  readonly oldIdNumber?: string
  readonly fullName?: string
  readonly birthDate?: CardDate
  readonly sex?: 'M' | 'F'
  readonly placeOfResidence?: string
  readonly issueDate?: CardDate
  /** How many parts the text had; what stands past the seventh is left alone. */
  readonly parts: number
}

export interface QrError {
  readonly tag: 'DataUnknownCode' | 'DataNumberInvalid'
  readonly message: string
}

const unknown = (message: string) => refused<QrError>({ tag: 'DataUnknownCode', message })

/** Reads `number|old number|name|DDMMYYYY|Nam or Nữ|residence|DDMMYYYY…`, 6…16 parts, by position. Text must be NFC. */
export function parseCardQr(text: string): Parsed<CardQr, QrError> {
  const parts = text.split('|').map(part => part.trim())
  if (parts.length < 6 || parts.length > 16) return unknown(`${parts.length} parts`)
  const [number = '', oldNumber = '', name = '', birth = '', sex = '', residence = '', issued = ''] = parts
  if (!isPersonalNumber(number)) {
    if (/^\d+$/.test(number)) return refused({ tag: 'DataNumberInvalid', message: `${number.length} digits` })
    return unknown('first part is no number')
  }
  if (oldNumber && !/^\d{9}$|^\d{12}$/.test(oldNumber)) return unknown('second part is no former number')
  const birthDate = readCardDate(birth)
  if (birth && !birthDate) return unknown('no such birth date')
  const issueDate = readCardDate(issued)
  if (issued && !issueDate) return unknown('no such date of issue')
  const sexCode = sexOf(sex)
  if (sex && !sexCode) return unknown('fifth part is no sex')
  return parsed({
    personalNumber: number,
    ...(oldNumber && { oldIdNumber: oldNumber }),
    ...(name && { fullName: name }),
    ...(birthDate && { birthDate }),
    ...(sexCode && { sex: sexCode }),
    ...(residence && { placeOfResidence: residence }),
    ...(issueDate && { issueDate }),
    parts: parts.length,
  })
}

/** `Nam` and `Nữ` as the card writes them, in any case; anything else is undefined. */
export function sexOf(text: string): 'M' | 'F' | undefined {
  const word = text.trim().normalize('NFC').toLowerCase()
  if (word === 'nam') return 'M'
  return word === 'nữ' ? 'F' : undefined
}
