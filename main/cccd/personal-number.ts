import { type Province, provinces } from './provinces.ts'

/** Exactly twelve ASCII digits: the one hard rule (Luật Căn cước 26/2023 art. 12); there is no check digit. */
export const isPersonalNumber = (text: string): boolean => /^[0-9]{12}$/.test(text)

/** The CAN of the card: the last six digits of the personal number. */
export const canOf = (personalNumber: string): string => personalNumber.slice(-6)

/** The document number of the machine-readable zone: the last nine digits of the personal number. */
export const documentNumberOf = (personalNumber: string): string => personalNumber.slice(-9)

/** What the digits said under NĐ 137/2015 art. 13 and TT 59/2021; a hint, since those texts no longer bind new numbers. */
export interface NumberStructure {
  /** Province where the birth was registered. */
  readonly province?: Province
  /** Three digits of the country where the birth was registered: from 101 up, no list of them is public. */
  readonly countryCode?: string
  readonly sex: 'M' | 'F'
  readonly birthYear: number
}

/** Reads the structure of a twelve-digit number; undefined for anything else. */
export function numberStructure(personalNumber: string): NumberStructure | undefined {
  if (!isPersonalNumber(personalNumber)) return undefined
  const prefix = personalNumber.slice(0, 3)
  const century = Number(personalNumber[3])
  const province = provinces.get(prefix)
  return {
    ...(province && { province }),
    ...(prefix > '100' && prefix < '999' && { countryCode: prefix }),
    sex: century % 2 === 0 ? 'M' : 'F',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(personalNumber.slice(4, 6)),
  }
}

export type NumberWarning = 'sex-differs' | 'birth-year-differs'

/**
 * Where the number does not fit the rest. Never a reason to refuse: sex and birth data get corrected while the number stays. Newer
 * numbers may leave the scheme, so one whose year has not come says nothing, nor does a prefix that is nobody's.
 * @param thisYear a birth after it shows a number outside the scheme
 */
export function numberWarnings(
  personalNumber: string,
  known: { readonly birthDate?: string; readonly sex?: string } = {},
  thisYear = new Date().getUTCFullYear(),
): NumberWarning[] {
  const structure = numberStructure(personalNumber)
  if (!structure || structure.birthYear > thisYear) return []
  const warnings: NumberWarning[] = []
  if ((known.sex === 'M' || known.sex === 'F') && known.sex !== structure.sex) warnings.push('sex-differs')
  if (known.birthDate && Number(known.birthDate.slice(0, 4)) !== structure.birthYear)
    warnings.push('birth-year-differs')
  return warnings
}
