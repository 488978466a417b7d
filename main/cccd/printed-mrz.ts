import type { CardDate } from './card-date.ts'
import { mrzBirthDate, mrzExpiryDate } from './mrz-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isPersonalNumber } from './personal-number.ts'

/** What a typed or scanned machine-readable zone says; check digits have been verified. */
export interface PrintedMrz {
  readonly documentNumber: string
  /** Absent with the name where only the lines of the key were given. */
  readonly issuingState?: string
  readonly nationality: string
  readonly fullName?: string
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
export const checkDigit = (text: string) =>
  String([...text].reduce((sum, char, i) => sum + digitValue(char) * (weights[i % 3] ?? 0), 0) % 10)

const matches = (text: string, digit: string | undefined) => checkDigit(text) === (digit === '<' ? '0' : digit)

/**
 * Reads TD1 (90 characters), TD2 (72) or TD3 (88), with or without line breaks and spaces between lines. The key is whole without the
 * line of the name: of TD1 the first two lines (60) and of TD3 the second (44) are read too. Undefined if it is none of these.
 */
export function readPrintedMrz(text: string, thisYear: number): Parsed<PrintedMrz, string> | undefined {
  if (text.length > 400) return undefined
  const zone = text.replaceAll('«', '<<').replaceAll('‹', '<').replace(/\s+/g, '').toUpperCase()
  if (!/^[A-Z0-9<]+$/.test(zone)) return undefined
  if ((zone.length === 90 || zone.length === 60) && /^[ACI]/.test(zone))
    return readTd1(withZeros(zone, zone.startsWith('VNM', 2) ? td1DigitsOfVietNam : td1Digits), thisYear)
  if (zone.length === 88 && zone.startsWith('P'))
    return readTd3(zone.slice(0, 44), withZeros(zone.slice(44), secondLineDigits), thisYear)
  if (zone.length === 72 && /^[ACIP]/.test(zone))
    return readTd2(zone.slice(0, 36), withZeros(zone.slice(36), secondLineDigits), thisYear)
  // A lone second line of a passport: its digits stand where they must.
  const line = zone.length === 44 ? withZeros(zone, secondLineDigits) : ''
  if (/^[A-Z0-9<]{9}\d[A-Z<]{3}[\d<]{6}\d[MF<X]\d{7}[A-Z0-9<]{16}$/.test(line)) return readTd3('', line, thisYear)
  return undefined
}

/** Places, from 0, where only digits and fillers stand: dates and their check digits, on the card of Viet Nam both numbers as well. */
const td1Digits: readonly (readonly [number, number])[] = [
  [30, 37],
  [38, 45],
  [59, 60],
]
const td1DigitsOfVietNam = [[5, 30] as const, ...td1Digits]
const secondLineDigits: readonly (readonly [number, number])[] = [
  [13, 20],
  [21, 28],
]

/** The letter O typed for zero where no letter can stand. */
const withZeros = (zone: string, places: readonly (readonly [number, number])[]) =>
  places.reduce(
    (text, [from, to]) => text.slice(0, from) + text.slice(from, to).replaceAll('O', '0') + text.slice(to),
    zone,
  )

function readTd1(zone: string, thisYear: number): Parsed<PrintedMrz, string> {
  const [first, second, third] = [zone.slice(0, 30), zone.slice(30, 60), zone.slice(60)]
  const number = documentNumber(first.slice(5, 14), first[14], first.slice(15, 30))
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
    national: first,
  })
}

/** A document number over nine characters goes on in the optional data, its check digit before the first filler (9303-5 §4.2.2). */
function documentNumber(text: string, digit: string | undefined, optional: string) {
  if (digit !== '<') return { text, digit, optional }
  const rest = optional.split('<')[0] ?? ''
  return { text: text + rest.slice(0, -1), digit: rest.at(-1) ?? '0', optional: optional.slice(rest.length) }
}

/** Two lines of 36 (9303-6 §4.2). */
function readTd2(first: string, second: string, thisYear: number): Parsed<PrintedMrz, string> {
  const number = documentNumber(second.slice(0, 9), second[9], second.slice(28, 35))
  return readFields(thisYear, {
    number,
    issuer: first.slice(2, 5),
    optional: number.optional,
    birth: second.slice(13, 20),
    sex: second[20],
    expiry: second.slice(21, 28),
    nationality: second.slice(10, 13),
    composite: [second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 35), second[35]],
    name: first.slice(5),
  })
}

function readTd3(first: string, second: string, thisYear: number): Parsed<PrintedMrz, string> {
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
  /** First line of a card that may use the optional data nationally. */
  readonly national?: string
}

function readFields(thisYear: number, zones: Zones): Parsed<PrintedMrz, string> {
  const { number, birth, expiry, composite } = zones
  if (!matches(number.text, number.digit)) return refused('check digit of the document number')
  if (!matches(birth.slice(0, 6), birth[6])) return refused('check digit of the birth date')
  if (!matches(expiry.slice(0, 6), expiry[6])) return refused('check digit of the expiry date')
  if (!matches(...composite)) return refused('composite check digit')
  if (zones.national && !nationalMatches(zones.national)) return refused('check digit of the personal number')
  const [state, name] = [plain(zones.issuer), plain(zones.name)]
  const twelve = zones.optional.slice(0, 12)
  const personalNumber = state === 'VNM' && isPersonalNumber(twelve) ? twelve : undefined
  const birthDate = mrzBirthDate(birth.slice(0, 6), thisYear, personalNumber)
  const expiryDate = mrzExpiryDate(expiry.slice(0, 6))
  return parsed({
    documentNumber: plain(number.text),
    ...(state && { issuingState: state }),
    nationality: plain(zones.nationality),
    ...(name && { fullName: name }),
    ...(birthDate && { birthDate }),
    ...(expiryDate && { expiryDate }),
    sex: zones.sex === 'M' || zones.sex === 'F' ? zones.sex : 'X',
    ...(personalNumber && { personalNumber }),
    birthDigits: birth.slice(0, 6),
    expiryDigits: expiry.slice(0, 6),
  })
}

/** On the card of Viet Nam the last character of the first line checks the personal number before it; a filler checks nothing. */
const nationalMatches = (line: string) =>
  !/^I[A-Z<]VNM.{10}\d{12}<<\d$/.test(line) || checkDigit(line.slice(15, 29)) === line[29]

const plain = (text: string) => text.replace(/<+/g, ' ').trim()
