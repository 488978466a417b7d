import type { CallParams } from '../../../main/protocol/station.ts'
import type { Declared } from '../../../main/protocol/station-state.ts'
import { dayText } from '../../../main/protocol/written-time.ts'
import { insuranceNumberOf } from './insurance-number.ts'

/** Somebody without a card, as typed; empty where nothing was. */
export interface DeclaredPerson {
  readonly reason: string
  readonly personalNumber: string
  readonly insuranceNumber: string
  readonly fullName: string
  readonly birthDate: string
  readonly sex: '' | 'M' | 'F' | 'X'
}

export const nobodyYet: DeclaredPerson = {
  reason: '',
  personalNumber: '',
  insuranceNumber: '',
  fullName: '',
  birthDate: '',
  sex: '',
}

/** What a code says of the person; what was typed already and the code does not say stays. */
export function withDeclared(person: DeclaredPerson, declared: Declared): DeclaredPerson {
  const value = (id: string) => declared.fields.find(field => field.id === id)?.value
  const sex = value('sex')
  const birth = value('birthDate')
  return {
    ...person,
    personalNumber: value('personalNumber') ?? person.personalNumber,
    insuranceNumber: declared.insuranceNumber ?? person.insuranceNumber,
    fullName: value('fullName') ?? person.fullName,
    birthDate: birth ? dayText(birth) : person.birthDate,
    sex: sex === 'M' || sex === 'F' || sex === 'X' ? sex : person.sex,
  }
}

export type PersonProblem = 'wanted' | 'wrongNumber' | 'wrongInsurance' | 'wrongBirth'

const digitsOf = (text: string) => text.replace(/[\s.-]/g, '')

/** What stands against receiving this person, the first thing only. */
export function problemOf(person: DeclaredPerson): PersonProblem | undefined {
  const { reason, personalNumber, insuranceNumber, fullName, birthDate } = person
  if (personalNumber.trim() && !/^\d{12}$/.test(digitsOf(personalNumber))) return 'wrongNumber'
  if (insuranceNumber.trim() && !insuranceNumberOf(insuranceNumber)) return 'wrongInsurance'
  if (birthDate.trim() && !/^(?:\d{1,2}\/\d{1,2}\/)?\d{4}$/.test(birthDate.trim())) return 'wrongBirth'
  if (!reason || !(personalNumber.trim() || insuranceNumber.trim() || fullName.trim())) return 'wanted'
  return undefined
}

/** The call for a person without a problem: what was not typed is not sent. */
export function callOf(person: DeclaredPerson): CallParams<'visit.without-card'> {
  const { reason, personalNumber, fullName, birthDate, sex } = person
  const insuranceNumber = insuranceNumberOf(person.insuranceNumber)
  return {
    reason,
    ...(personalNumber.trim() && { personalNumber: digitsOf(personalNumber) }),
    ...(insuranceNumber && { insuranceNumber }),
    ...(fullName.trim() && { fullName: fullName.trim() }),
    ...(birthDate.trim() && { birthDate: birthDate.trim() }),
    ...(sex && { sex }),
  }
}
