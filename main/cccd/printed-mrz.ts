import type { CardDate } from './card-date.ts'
import { mrzBirthDate, mrzExpiryDate } from './mrz-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isPersonalNumber } from './personal-number.ts'

/** What a typed or scanned machine-readable zone says; check digits have been verified. */
export interface PrintedMrz {
  readonly documentNumber: string
  readonly issuingState: string
  readonly nationality: string
  readonly fullName: string
  readonly birthDate?: CardDate
  readonly expiryDate?: CardDate
  readonly sex: 'M' | 'F' | 'X'
  readonly personalNumber?: string
  /** As printed, `YYMMDD`: what the access key is made of (9303-11 §4.3.2). */
  readonly birthDigits: string
  readonly expiryDigits: string
}

const weights = [7, 3, 1]
const digitValue = (char: string) => (char === '<' ? 0 : Number.parseInt(char, 36))

/** Check digit over digits, letters and fillers (9303-3 §4.9). */
const checkDigit = (text: string) =>
  String([...text].reduce((sum, char, i) => sum + digitValue(char) * (weights[i % 3] ?? 0), 0) % 10)

const matches = (text: string, digit: string | undefined) => checkDigit(text) === (digit === '<' ? '0' : digit)

/** Reads TD1 (90 characters) or TD3 (88), with or without line breaks and spaces between lines; undefined if it is neither. */
export function readPrintedMrz(text: string, thisYear: number): Parsed<PrintedMrz, string> | undefined {
  const zone = text.replace(/\s+/g, '').toUpperCase()
  if (!/^[A-Z0-9<]+$/.test(zone)) return undefined
  if (zone.length === 90 && /^[ACI]/.test(zone)) return readTd1(zone, thisYear)
  if (zone.length === 88 && zone.startsWith('P')) return readTd3(zone, thisYear)
  return undefined
}

function readTd1(zone: string, thisYear: number): Parsed<PrintedMrz, string> {
  const [first, second, third] = [zone.slice(0, 30), zone.slice(30, 60), zone.slice(60)]
  const number = td1DocumentNumber(first)
  const composite = first.slice(5, 30) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29)
  return readFields(thisYear, {
    number,
    issuer: first.slice(2, 5),
    optional: number.optional,
    birth: second.slice(0, 7),
    sex: second[7],
    expiry: second.slice(8, 15),
    nationality: second.slice(15, 18),
    composite: [composite, second[29]],
    name: third,
  })
}

/** A document number over nine characters goes on in the optional data, its check digit before the first filler (9303-5 §4.2.2). */
function td1DocumentNumber(line: string) {
  if (line[14] !== '<') return { text: line.slice(5, 14), digit: line[14], optional: line.slice(15, 30) }
  const rest = line.slice(15, 30).split('<')[0] ?? ''
  return {
    text: line.slice(5, 14) + rest.slice(0, -1),
    digit: rest.at(-1) ?? '0',
    optional: line.slice(15 + rest.length, 30),
  }
}

function readTd3(zone: string, thisYear: number): Parsed<PrintedMrz, string> {
  const [first, second] = [zone.slice(0, 44), zone.slice(44)]
  return readFields(thisYear, {
    number: { text: second.slice(0, 9), digit: second[9] },
    issuer: first.slice(2, 5),
    optional: second.slice(28, 42),
    birth: second.slice(13, 20),
    sex: second[20],
    expiry: second.slice(21, 28),
    nationality: second.slice(10, 13),
    composite: [second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43), second[43]],
    name: first.slice(5),
  })
}

interface Zones {
  readonly number: { readonly text: string; readonly digit: string | undefined }
  readonly issuer: string
  readonly optional: string
  readonly birth: string
  readonly sex: string | undefined
  readonly expiry: string
  readonly nationality: string
  readonly composite: readonly [string, string | undefined]
  readonly name: string
}

function readFields(thisYear: number, zones: Zones): Parsed<PrintedMrz, string> {
  const { number, birth, expiry, composite } = zones
  if (!matches(number.text, number.digit)) return refused('check digit of the document number')
  if (!matches(birth.slice(0, 6), birth[6])) return refused('check digit of the birth date')
  if (!matches(expiry.slice(0, 6), expiry[6])) return refused('check digit of the expiry date')
  if (!matches(...composite)) return refused('composite check digit')
  const state = plain(zones.issuer)
  const twelve = zones.optional.slice(0, 12)
  const personalNumber = state === 'VNM' && isPersonalNumber(twelve) ? twelve : undefined
  const birthDate = mrzBirthDate(birth.slice(0, 6), thisYear, personalNumber)
  const expiryDate = mrzExpiryDate(expiry.slice(0, 6))
  return parsed({
    documentNumber: plain(number.text),
    issuingState: state,
    nationality: plain(zones.nationality),
    fullName: plain(zones.name),
    ...(birthDate && { birthDate }),
    ...(expiryDate && { expiryDate }),
    sex: zones.sex === 'M' || zones.sex === 'F' ? zones.sex : 'X',
    ...(personalNumber && { personalNumber }),
    birthDigits: birth.slice(0, 6),
    expiryDigits: expiry.slice(0, 6),
  })
}

const plain = (text: string) => text.replace(/<+/g, ' ').trim()
