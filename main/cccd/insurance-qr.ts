import { type CardDate, readCardDate } from './card-date.ts'
import { type InsuranceNumber, readInsuranceNumber } from './insurance-number.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isPersonalNumber, numberStructure } from './personal-number.ts'
import { isBroken, type QrError, type UnreadableField } from './qr.ts'
import type { SeenKind } from './seen-code.ts'

/** What a health-insurance card says of the insurance. */
export interface Insurance extends Partial<InsuranceNumber> {
  /** Five digits: province and facility of first registration. */
  readonly registrationCode?: string
  readonly validFrom?: CardDate
  readonly validTo?: CardDate
  /** From when five years without a gap are full. */
  readonly fiveYearsOn?: CardDate
  /** Hard or island area of the residence. */
  readonly area?: 'K1' | 'K2' | 'K3'
}

export interface InsuranceQr {
  /** Where the card is numbered by the personal number, as the law now goes: then it opens the chip. */
  readonly personalNumber?: string
  readonly insurance: Insurance
  readonly fullName?: string
  readonly birthDate?: CardDate
  readonly sex?: 'M' | 'F'
  readonly placeOfResidence?: string
  readonly parts: number
  readonly unreadable?: readonly UnreadableField[]
}

const unknown = (kind: SeenKind, message: string) => refused<QrError>({ tag: 'DataUnknownCode', kind, message })

/** Whether `text` begins as the code of an insurance card: its number, then a name in hex or none. */
export const isInsuranceQr = (text: string): boolean =>
  /^(?:[A-Z]{2}[1-5]\d{12}|\d{10}|\d{12})\|(?:-|[0-9A-F]+|[^|\d]{0,120})\|(?:\d{2}\/\d{2}\/)?\d{4}\|/i.test(text)

/**
 * Reads `number|name|DD/MM/YYYY or YYYY|1 or 2|address|facility|from|to|…|$`, 8 parts or more; names are the hex of UTF-8, `-` is
 * nothing, `$` the end. Dates past the eighth part are told by position where they stand: issue, five years.
 */
export function parseInsuranceQr(text: string): Parsed<InsuranceQr, QrError> {
  const parts = text.split('|', 32).map(part => (/^[-$\s]*$/.test(part) ? '' : part.trim().replace(/\$$/, '')))
  const [number = '', name = '', birth = '', sex = '', address = '', facility = '', from = '', to = ''] = parts
  const [, , , , , , , , , , , area = '', fiveYears = ''] = parts
  const insured = readInsuranceNumber(number)
  if (!insured && !isPersonalNumber(number)) return unknown('other-fields', 'first part is no insurance number')
  if (parts.length < 8) return unknown('half-code', `${parts.length} parts`)
  const birthDate = readCardDate(birth)
  if (birth && !birthDate) return unknown('field', 'no such birth date')
  if (sex && sex !== '1' && sex !== '2') return unknown('field', 'fourth part is no sex')
  const sexCode = sex ? (sex === '1' ? ('M' as const) : ('F' as const)) : undefined
  // Twelve digits may be the end of a card number of fifteen: no key is made of those unless they fit the holder.
  if (!insured && !fitsHolder(number, birth.slice(-4), sexCode))
    return unknown('half-code', 'twelve digits that do not fit the holder')
  const fullName = textOfHex(name)
  const placeOfResidence = textOfHex(address)
  const unreadable: UnreadableField[] = []
  if (name && !fullName) unreadable.push('fullName')
  if (address && !placeOfResidence) unreadable.push('placeOfResidence')
  const insurance = insuranceFields({ ...insured }, { facility, from, to, fiveYears, area })
  return parsed({
    ...(!insured && { personalNumber: number }),
    insurance,
    ...(fullName && { fullName }),
    ...(birthDate && { birthDate }),
    ...(sexCode && { sex: sexCode }),
    ...(placeOfResidence && { placeOfResidence }),
    parts: parts.length,
    ...(unreadable.length > 0 && { unreadable }),
  })
}

function fitsHolder(number: string, year: string, sex: 'M' | 'F' | undefined): boolean {
  const said = numberStructure(number)
  return said?.birthYear === Number(year) && said.sex === sex
}

function insuranceFields(
  insured: Partial<InsuranceNumber>,
  said: Readonly<Record<'facility' | 'from' | 'to' | 'fiveYears' | 'area', string>>,
): Insurance {
  const registrationCode = said.facility.replace(/\D/g, '')
  const [validFrom, validTo, fiveYearsOn] = [said.from, said.to, said.fiveYears].map(readCardDate)
  return {
    ...insured,
    ...(/^\d{5}$/.test(registrationCode) && { registrationCode }),
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
    ...(fiveYearsOn && { fiveYearsOn }),
    ...((said.area === 'K1' || said.area === 'K2' || said.area === 'K3') && { area: said.area }),
  }
}

/** Text of hex in UTF-8, brought to NFC; text that is no hex as it stands; undefined where it is broken. */
function textOfHex(field: string): string | undefined {
  if (!/^[0-9A-F]+$/i.test(field)) return /\d{4}/.test(field) || isBroken(field) ? undefined : field
  if (field.length % 2 !== 0) return undefined
  const bytes = Uint8Array.from(field.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC').trim()
    return /\p{Cc}/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
