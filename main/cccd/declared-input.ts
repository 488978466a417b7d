import type { CardDate } from './card-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { canOf, documentNumberOf } from './personal-number.ts'
import { readPrintedMrz } from './printed-mrz.ts'
import { parseCardQr } from './qr.ts'

/** What was scanned or typed before any chip was opened. Declared data: it may open the chip, it proves nothing. */
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
  readonly oldIdNumber?: string
  readonly issuingState?: string
  readonly nationality?: string
  /** Present if the whole machine-readable zone is known: the parts of MRZ_information (9303-11 §4.3.2), dates as `YYMMDD`. */
  readonly mrzInformation?: { readonly documentNumber: string; readonly birthDate: string; readonly expiryDate: string }
}

export interface DeclaredInputError {
  readonly tag: 'DataUnknownCode' | 'DataNumberInvalid' | 'DataTooLong'
  /** Technical, English, without the text itself. */
  readonly message: string
}

/** Longest text looked at, in UTF-16 code units; the longest known QR code has a few hundred. */
export const longestInput = 4096

/**
 * Reads what a scanner or a clerk gave: the QR text of the card, the twelve-digit number, its last six digits, or the lines of a
 * TD1 or TD3 machine-readable zone with or without line breaks. White space around it is dropped, text is brought to NFC.
 * @param thisYear for the century of a birth year printed with two digits
 */
export function parseDeclaredInput(
  text: string,
  thisYear = new Date().getUTCFullYear(),
): Parsed<DeclaredInput, DeclaredInputError> {
  if (text.length > longestInput) return refused({ tag: 'DataTooLong', message: `${text.length} characters` })
  // A byte order mark or a NUL from a scanner is white space to us; anything else that is no text is not.
  const clean = text.replaceAll('\0', ' ').normalize('NFC').trim()
  if (clean.includes('|')) return fromQr(clean)
  const digits = clean.replace(/[ .-]/g, '')
  if (/^[0-9]+$/.test(digits)) return fromDigits(digits)
  return fromMrz(clean, thisYear)
}

function fromQr(text: string): Parsed<DeclaredInput, DeclaredInputError> {
  const qr = parseCardQr(text)
  if (!qr.ok) return qr
  const { parts: _, ...fields } = qr.value
  return parsed({ origin: 'qr', ...fields, ...derived(fields.personalNumber) })
}

function fromDigits(digits: string): Parsed<DeclaredInput, DeclaredInputError> {
  if (digits.length === 6) return parsed({ origin: 'can', can: digits })
  if (digits.length === 12) return parsed({ origin: 'number', personalNumber: digits, ...derived(digits) })
  return refused({ tag: 'DataNumberInvalid', message: `${digits.length} digits` })
}

function fromMrz(text: string, thisYear: number): Parsed<DeclaredInput, DeclaredInputError> {
  const zone = readPrintedMrz(text, thisYear)
  if (!zone) return refused({ tag: 'DataUnknownCode', message: 'neither a card QR, nor a number, nor an MRZ' })
  if (!zone.ok) return refused({ tag: 'DataUnknownCode', message: `MRZ: wrong ${zone.error}` })
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
