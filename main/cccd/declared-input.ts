import type { CardDate } from './card-date.ts'
import { repairCharset } from './charset-repair.ts'
import { readInsuranceNumber } from './insurance-number.ts'
import { type Insurance, isInsuranceQr, parseInsuranceQr } from './insurance-qr.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { canOf, documentNumberOf } from './personal-number.ts'
import { readPrintedMrz } from './printed-mrz.ts'
import { type KeptPart, parseCardQr, type UnreadableField } from './qr.ts'
import { sameDeclared } from './same-declared.ts'
import { codesIn } from './scanned-codes.ts'
import { looksBinary, type SeenKind, seenIn } from './seen-code.ts'
import { type Repair, tidyScan } from './tidy-scan.ts'
import { repairTyped } from './typed-repair.ts'

/** What was scanned or typed before any chip was opened. Declared data: it may open the chip, it proves nothing. Texts are NFC. */
export interface DeclaredInput {
  readonly origin: 'qr' | 'number' | 'can' | 'mrz'
  /** Twelve digits. */
  readonly personalNumber?: string
  /** Six digits that open the chip by PACE. */
  readonly can?: string
  /** Number of the document as in the machine-readable zone; nine digits on the card of Viet Nam. */
  readonly documentNumber?: string
  readonly fullName?: string
  readonly birthDate?: CardDate
  readonly sex?: 'M' | 'F' | 'X'
  readonly placeOfResidence?: string
  readonly issueDate?: CardDate
  readonly expiryDate?: CardDate
  /** Dates that were not in what came but were asked for. */
  readonly answered?: readonly ('birthDate' | 'expiryDate')[]
  /** Nine digits: finds a person, opens no chip. */
  readonly oldIdNumber?: string
  readonly issuingState?: string
  readonly nationality?: string
  /** Present if the whole machine-readable zone is known: the parts of MRZ_information (9303-11 §4.3.2), dates as `YYMMDD`. */
  readonly mrzInformation?: { readonly documentNumber: string; readonly birthDate: string; readonly expiryDate: string }
  /** Of the insurance card or number: for the look-up alone, it opens no chip by itself. */
  readonly insurance?: Insurance
  /** How many parts the code had. */
  readonly parts?: number
  /** The texts of a card's code exactly as scanned, white space and Unicode form kept; absent where no field can be told in it. */
  readonly original?: { readonly fullName?: string; readonly placeOfResidence?: string }
  /** Fields that came through broken: nothing is declared of them. */
  readonly unreadable?: readonly UnreadableField[]
  /** What was undone to read it. */
  readonly repairs?: readonly Repair[]
  /** Only where `keep` asks for them. */
  readonly cancelledNumber?: string
  readonly fatherName?: string
  readonly motherName?: string
}

export interface DeclaredInputError {
  readonly tag: 'DataUnknownCode' | 'DataNumberInvalid' | 'DataTooLong'
  /** What was seen. */
  readonly kind: SeenKind
  /** Technical, English, without the text itself. */
  readonly message: string
}

export interface DeclaredInputOptions {
  /** What a code of 2024 says beyond the face of the card and the purpose of the counter needs. */
  readonly keep?: readonly KeptPart[]
  /** Scanned, not typed: six, nine or ten digits alone are then a code cut off, no CAN. */
  readonly scanned?: boolean
}

/** Longest text looked at, in UTF-16 code units; the longest known QR code has a few hundred. */
export const longestInput = 4096

type Reading = Parsed<DeclaredInput, DeclaredInputError>

/**
 * Reads what a scanner, a keyboard or a clerk gave: the QR text of the card of 2021 or 2024 or of the VNeID app, that of an insurance
 * card, the twelve-digit number, its last six digits, a nine-digit number of a former card, an insurance number, or the lines of a TD1,
 * TD2 or TD3 machine-readable zone. What scanners and input methods damage on the way is undone where there is one way only; a code that
 * came twice is one, two people in one burst are refused.
 * @param thisYear for the century of a birth year printed with two digits
 */
export function parseDeclaredInput(
  text: string,
  thisYear = new Date().getUTCFullYear(),
  options: DeclaredInputOptions = {},
): Reading {
  if (text.length > longestInput)
    return refused({ tag: 'DataTooLong', kind: 'text', message: `${text.length} characters` })
  const decoded = repairCharset(text)
  const tidy = tidyScan(decoded)
  const repairs: Repair[] = [...(decoded === text ? [] : (['charset'] as const)), ...tidy.repairs]
  if (looksBinary(tidy.text)) return refused({ tag: 'DataUnknownCode', kind: 'binary', message: 'no text' })
  const codes = codesIn(tidy.text)
  const readings = codes.map(code => readCode(code, thisYear, options))
  const one = readings.length < 2 ? readings[0] : sameDeclared(readings)
  if (!one) return unknown(tidy.text)
  if (!one.ok) return one
  const all = [...new Set([...repairs, ...(one.value.repairs ?? [])])]
  const original = one.value.origin === 'qr' && !one.value.insurance ? originalOf(text, one.value) : undefined
  return parsed({ ...one.value, ...(original && { original }), ...(all.length > 0 && { repairs: all }) })
}

const unknown = (text: string): Reading => {
  const { kind, message } = seenIn(text)
  return refused({ tag: kind === 'digits' ? 'DataNumberInvalid' : 'DataUnknownCode', kind, message })
}

function readCode(text: string, thisYear: number, options: DeclaredInputOptions): Reading {
  const strict = readPlainly(text, thisYear, options)
  if (strict?.ok) return strict
  const repaired = repairTyped(text)
  if (!repaired.ok) return repaired
  if (repaired.value.text === text) return strict ?? unknown(text)
  const again = readPlainly(repaired.value.text, thisYear, options)
  if (!again?.ok) return again ?? strict ?? unknown(text)
  const lost = repaired.value.repairs.includes('keyboard') && again.value.origin === 'mrz' && !again.value.fullName
  return parsed({
    ...again.value,
    repairs: [...(again.value.repairs ?? []), ...repaired.value.repairs],
    ...(lost && { unreadable: ['fullName'] as const }),
  })
}

/** Undefined where the text has none of the known forms. */
function readPlainly(text: string, thisYear: number, options: DeclaredInputOptions): Reading | undefined {
  if (text.includes('|')) return isInsuranceQr(text) ? fromInsuranceQr(text) : fromQr(text, options)
  const digits = text.replace(/[\s.\u2010-\u2015_/-]/g, '')
  if (/^[0-9]+$/.test(digits)) return fromDigits(digits, options)
  const zeros = digits.replace(/[oO]/g, '0')
  // The letter O for zero, where most of it is digits: no number has a letter there.
  if (/^[0-9]{6,15}$/.test(zeros) && digits.replace(/\D/g, '').length * 2 >= zeros.length)
    return noting('digits', fromDigits(zeros, options))
  const insurance = readInsuranceNumber(text)
  if (insurance) return parsed({ origin: 'number', insurance })
  return fromMrz(text, thisYear)
}

const noting = (repair: Repair, reading: Reading): Reading =>
  reading.ok ? parsed({ ...reading.value, repairs: [repair] }) : reading

function fromQr(text: string, { keep = [] }: DeclaredInputOptions): Reading | undefined {
  const [first = '', ...rest] = text.split('|')
  const number = first.replace(/[\s.-]/g, '')
  const qr = parseCardQr([number, ...rest].join('|'), keep)
  if (/^[A-Z]{2}[1-5]\d{12}$/i.test(number))
    return refused({ tag: 'DataUnknownCode', kind: 'half-code', message: 'an insurance card cut off' })
  if (qr.ok) return parsed({ origin: 'qr', ...qr.value, ...derived(qr.value.personalNumber) })
  return qr.error.kind === 'other-fields' ? unknown(text) : qr
}

function fromInsuranceQr(text: string): Reading {
  const qr = parseInsuranceQr(text)
  if (!qr.ok) return qr
  const { personalNumber } = qr.value
  return parsed({ origin: 'qr', ...qr.value, ...(personalNumber && derived(personalNumber)) })
}

function fromDigits(digits: string, { scanned = false }: DeclaredInputOptions): Reading {
  const { length } = digits
  if (length === 12) return parsed({ origin: 'number', personalNumber: digits, ...derived(digits) })
  if (length === 24 && digits.startsWith(digits.slice(12)))
    return noting('repeated', fromDigits(digits.slice(12), { scanned }))
  if (digits.startsWith('000201') && length > 15) return unknown(digits)
  if (scanned && length < 12)
    return refused({ tag: 'DataNumberInvalid', kind: 'half-code', message: `${length} digits` })
  if (length === 6) return parsed({ origin: 'can', can: digits })
  if (length === 9) return parsed({ origin: 'number', oldIdNumber: digits })
  if (length === 10) return parsed({ origin: 'number', insurance: { bookNumber: digits } })
  return refused({ tag: 'DataNumberInvalid', kind: 'digits', message: `${length} digits` })
}

function fromMrz(text: string, thisYear: number): Reading | undefined {
  const zone = readPrintedMrz(text, thisYear)
  if (!zone) return undefined
  if (!zone.ok) return refused({ tag: 'DataUnknownCode', kind: 'mrz', message: `MRZ: wrong ${zone.error}` })
  const { birthDigits, expiryDigits, ...fields } = zone.value
  return parsed({
    origin: 'mrz',
    ...fields,
    ...cardAccess(fields.documentNumber, fields.personalNumber),
    mrzInformation: { documentNumber: fields.documentNumber, birthDate: birthDigits, expiryDate: expiryDigits },
  })
}

const derived = (personalNumber: string) => ({
  can: canOf(personalNumber),
  documentNumber: documentNumberOf(personalNumber),
})

/** Only the identity card derives its CAN from the number; a passport that carries the number has none. */
const cardAccess = (documentNumber: string, personalNumber: string | undefined) =>
  personalNumber && documentNumberOf(personalNumber) === documentNumber ? { can: canOf(personalNumber) } : {}

/** Name and residence as they stand in the scan, byte for byte, where it has its fields parted as the card has. */
function originalOf(
  scan: string,
  { fullName, placeOfResidence, unreadable }: DeclaredInput,
): DeclaredInput['original'] {
  const [, , name, , , residence] = scan.split('|')
  const original = {
    ...(name && (fullName || unreadable?.includes('fullName')) && { fullName: name }),
    ...(residence && (placeOfResidence || unreadable?.includes('placeOfResidence')) && { placeOfResidence: residence }),
  }
  return original.fullName || original.placeOfResidence ? original : undefined
}
