import { type CardDate, cardDate } from './card-date.ts'
import { numberStructure } from './personal-number.ts'

/**
 * Birth date of a machine-readable zone, `YYMMDD` with fillers for what is unknown (9303-3 §4.7). The century is that of the personal
 * number where its year agrees and has come, for newer numbers may leave that scheme; nobody is born in the future. A year alone gives `YYYY`.
 */
export function mrzBirthDate(digits: string, thisYear: number, personalNumber?: string): CardDate | undefined {
  if (!/^\d{2}/.test(digits)) return undefined
  const short = Number(digits.slice(0, 2))
  const known = personalNumber ? numberStructure(personalNumber)?.birthYear : undefined
  const year =
    known !== undefined && known <= thisYear && known % 100 === short
      ? known
      : short + (2000 + short > thisYear ? 1900 : 2000)
  return /^<+$/.test(digits.slice(2)) ? String(year) : dayOf(year, digits)
}

/** Expiry date of a machine-readable zone: always of this century. */
export const mrzExpiryDate = (digits: string): CardDate | undefined => dayOf(2000 + Number(digits.slice(0, 2)), digits)

const dayOf = (year: number, digits: string): CardDate | undefined =>
  /^\d{6}$/.test(digits) ? cardDate(year, Number(digits.slice(2, 4)), Number(digits.slice(4))) : undefined
