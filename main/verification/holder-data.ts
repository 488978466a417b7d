import type { CardDate } from '../cccd/card-date.ts'
import { type Dg13, parseDg13 } from '../cccd/dg13.ts'
import { mrzBirthDate, mrzExpiryDate } from '../cccd/mrz-date.ts'
import { isPersonalNumber } from '../cccd/personal-number.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import type { Mrz } from '../emrtd/mrz.ts'
import type { FileId } from '../reading/card-read.ts'

/** What DG1 says about the holder, with full dates. */
export interface HolderInDg1 {
  readonly mrz: Mrz
  /** Twelve digits in the optional data of a Vietnamese document. */
  readonly personalNumber?: string
  /** As far as the field holds it; words parted by spaces. */
  readonly fullName: string
  /** True if the name fills its field, or all but a last filler, and may be cut off. */
  readonly nameCut: boolean
  readonly birthDate?: CardDate
  readonly expiryDate?: CardDate | 'unlimited'
}

export type Files = ReadonlyMap<FileId, Uint8Array>

/** Reads DG1; undefined if it is absent or malformed. */
export function holderInDg1(files: Files, at: Date): HolderInDg1 | undefined {
  const bytes = files.get('DG1')
  const parsed = bytes && parseDg1(bytes)
  if (!parsed?.ok) return undefined
  const mrz = parsed.value
  const vietnamese = mrz.issuingState === 'VNM'
  const twelve = mrz.optionalData1.slice(0, 12)
  const personalNumber = vietnamese && isPersonalNumber(twelve) ? twelve : undefined
  const birthDate = mrzBirthDate(mrz.birthDate, at.getUTCFullYear(), personalNumber)
  // "Không thời hạn" is printed as the last day of the century.
  const expiryDate = vietnamese && mrz.expiryDate === '991231' ? 'unlimited' : mrzExpiryDate(mrz.expiryDate)
  const { primaryIdentifier, secondaryIdentifier } = mrz
  const room = { TD1: 30, TD2: 31, TD3: 39 }[mrz.format]
  return {
    mrz,
    ...(personalNumber && { personalNumber }),
    fullName: [primaryIdentifier, secondaryIdentifier].filter(Boolean).join(' '),
    nameCut: primaryIdentifier.length + 2 + secondaryIdentifier.length >= room - 1,
    ...(birthDate && { birthDate }),
    ...(expiryDate && { expiryDate }),
  }
}

/** Reads DG13; undefined if it is absent or not of the Vietnamese kind. */
export function holderInDg13(files: Files): Dg13 | undefined {
  const bytes = files.get('DG13')
  const parsed = bytes && parseDg13(bytes)
  return parsed?.ok ? parsed.value : undefined
}
