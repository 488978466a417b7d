import { type CardDate, cardDate, readCardDate } from './card-date.ts'
import type { DeclaredInput } from './declared-input.ts'

/** The one thing that a screen has to ask for; `mrz` are the printed lines. */
export type KeyNeed = 'can' | 'birth' | 'expiry' | 'mrz'

/**
 * What is still missing to open the chip; undefined if nothing is. By PACE with the CAN unless the chip has none (`by: 'mrz'`): its
 * BAC key is made of document number, birth and expiry (9303-11 §4.3.2).
 */
export function keyNeed(declared: DeclaredInput, by: 'can' | 'mrz' = 'can'): KeyNeed | undefined {
  if (declared.mrzInformation) return undefined
  if (by === 'can' && declared.can) return undefined
  const { documentNumber, birthDate, expiryDate } = declared
  if (!documentNumber) return by === 'can' ? 'can' : 'mrz'
  if (!birthDate) return 'birth'
  return expiryDate ? undefined : 'expiry'
}

/**
 * The declared data with the date that was asked for, and with the key once it is whole; undefined if `text` is no such date. Takes
 * `DD/MM/YYYY` with any separator or none, `Không thời hạn` for an expiry and a lone year for a birth.
 */
export function withAnswer(declared: DeclaredInput, need: 'birth' | 'expiry', text: string): DeclaredInput | undefined {
  const date = need === 'expiry' ? readExpiry(text) : readTypedDate(text)
  if (!date) return undefined
  const field = need === 'birth' ? 'birthDate' : 'expiryDate'
  return withKey({ ...declared, [field]: date, answered: [...(declared.answered ?? []), field] })
}

/** Adds the parts of MRZ_information where number, birth and expiry are known; what is unknown of a birth is filled (9303-3 §4.7). */
export function withKey(declared: DeclaredInput): DeclaredInput {
  const { documentNumber, birthDate, expiryDate, mrzInformation } = declared
  if (mrzInformation || !documentNumber || !birthDate || !expiryDate || expiryDate.length !== 10) return declared
  return {
    ...declared,
    mrzInformation: { documentNumber, birthDate: mrzDigits(birthDate), expiryDate: mrzDigits(expiryDate) },
  }
}

const mrzDigits = (date: CardDate) => date.slice(2).replaceAll('-', '').padEnd(6, '<')

/** Cards without an end are printed `991231` in the machine-readable zone. */
function readExpiry(text: string): CardDate | undefined {
  const word = text.normalize('NFC').trim().toLowerCase()
  if (word === 'không thời hạn' || word === 'khong thoi han') return '2099-12-31'
  const date = readTypedDate(text)
  return date?.length === 10 ? date : undefined
}

/** A day in any order of writing that people use here, or a lone year; undefined if it is none. */
export function readTypedDate(text: string): CardDate | undefined {
  const parts = /^\s*(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})\s*$/.exec(text)
  return parts ? cardDate(Number(parts[3]), Number(parts[2]), Number(parts[1])) : readCardDate(text.trim())
}
