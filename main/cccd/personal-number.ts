import { provinces } from './provinces.ts'

/** Exactly twelve ASCII digits: the one hard rule (Luật Căn cước 26/2023 art. 12); there is no check digit. */
export const isPersonalNumber = (text: string): boolean => /^[0-9]{12}$/.test(text)

/** The CAN of the card: the last six digits of the personal number. */
export const canOf = (personalNumber: string): string => personalNumber.slice(-6)

/** The document number of the machine-readable zone: the last nine digits of the personal number. */
export const documentNumberOf = (personalNumber: string): string => personalNumber.slice(-9)

/** What the digits said under NĐ 137/2015 art. 13 and TT 59/2021; a hint, since those texts no longer bind new numbers. */
export interface NumberStructure {
  /** Province where the birth was registered, by its name of before July 2025. */
  readonly province?: string
  readonly sex: 'M' | 'F'
  readonly birthYear: number
}

/** Reads the structure of a twelve-digit number; undefined for anything else. */
export function numberStructure(personalNumber: string): NumberStructure | undefined {
  if (!isPersonalNumber(personalNumber)) return undefined
  const century = Number(personalNumber[3])
  const province = provinces.get(personalNumber.slice(0, 3))
  return {
    ...(province && { province }),
    sex: century % 2 === 0 ? 'M' : 'F',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(personalNumber.slice(4, 6)),
  }
}

export type NumberWarning = 'province-unknown' | 'sex-differs' | 'birth-year-differs'

/**
 * Where the number does not fit the rest. Never a reason to refuse: sex and birth data get corrected while the number stays,
 * and newer numbers may leave the scheme.
 */
export function numberWarnings(
  personalNumber: string,
  known: { readonly birthDate?: string; readonly sex?: string } = {},
): NumberWarning[] {
  const structure = numberStructure(personalNumber)
  if (!structure) return []
  const warnings: NumberWarning[] = []
  if (!structure.province) warnings.push('province-unknown')
  if ((known.sex === 'M' || known.sex === 'F') && known.sex !== structure.sex) warnings.push('sex-differs')
  if (known.birthDate && Number(known.birthDate.slice(0, 4)) !== structure.birthYear)
    warnings.push('birth-year-differs')
  return warnings
}
