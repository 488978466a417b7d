import type { DeskOutcome } from '../protocol/desk.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { DeskDefinition } from './definition.ts'
import { inForce } from './definition-days.ts'
import { latestAnswer } from './latest-check.ts'

/** The facility that this desk belongs to, as the health-insurance portal knows it. */
export interface Facility {
  /** Five digits, e.g. `01001`. */
  readonly code?: string
  readonly level?: 'initial' | 'basic' | 'specialised'
}

/** Hints that hold on that day for what the insurance said. A condition of which nothing is known is not met. */
export function hintsFor(
  { hints }: Pick<DeskDefinition, 'hints'>,
  transaction: Pick<Transaction, 'checks'>,
  on: string,
  facility: Facility = {},
): DeskOutcome['hints'] {
  const insurance = latestAnswer(transaction, 'insurance')
  const place = insurance?.card?.registration?.code
  const here = place && facility.code ? place === facility.code : undefined
  const registration = here === undefined ? undefined : here ? 'here' : 'elsewhere'
  const fiveYears = insurance?.fiveYearsOn === undefined ? undefined : insurance.fiveYearsOn <= on
  const level = insurance?.card?.benefit?.level
  return hints
    .filter(hint => inForce(hint, on))
    .filter(
      ({ when }) =>
        (when.registration === undefined || when.registration === registration) &&
        (when.facilityLevel === undefined || contains(when.facilityLevel, facility.level)) &&
        (when.benefit === undefined || contains(when.benefit, level)) &&
        (when.fiveYears === undefined || when.fiveYears === fiveYears),
    )
    .map(({ vi, en, source }) => ({ vi, en, source }))
}

const contains = <T>(values: readonly T[], value: T | undefined) => value !== undefined && values.includes(value)
