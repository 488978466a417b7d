import type { RelatedPerson } from '../protocol/citizen-data.ts'
import type { ResidenceView } from '../protocol/desk.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { latestAnswer } from './latest-check.ts'
import { type ComparedPlace, residenceComparison } from './residence.ts'

/** What a screen and a form show of the residence: the card's address beside the register's, and the household. Undefined until the register has answered. */
export function residenceView(transaction: Pick<Transaction, 'report' | 'checks'>): ResidenceView | undefined {
  const { card, source, places, head } = residenceComparison(transaction)
  if (!source) return undefined
  return {
    ...(card !== undefined && { card }),
    rows: places.filter(({ relation }) => relation !== 'not-asked').map(rowOf),
    ...(head && { head }),
    members: membersOf(transaction, source),
  }
}

function rowOf({ kind, address, since, until, relation, unitsOf2025 }: ComparedPlace): ResidenceView['rows'][number] {
  return {
    kind,
    ...(address !== undefined && { address }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(relation !== 'not-on-record' && relation !== 'not-asked' && { result: relation }),
    ...(unitsOf2025 && { unitsOf2025 }),
  }
}

function membersOf(transaction: Pick<Transaction, 'checks'>, source: 'confirmation' | 'lookup'): RelatedPerson[] {
  if (source === 'confirmation')
    return (latestAnswer(transaction, 'residence')?.confirmation?.content.otherMembers ?? []).map(
      ({ order: _, ...person }) => person,
    )
  return [...(latestAnswer(transaction, 'lookup')?.data.household?.members ?? [])]
}
