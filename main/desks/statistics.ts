import { dayInVietnam, hourInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Statistics } from '../protocol/desk-lists.ts'
import { decidingCode, isInsuranceCode } from '../protocol/insurance.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { latestCheck } from './latest-check.ts'
import { registryCodeOf } from './registry-code.ts'
import { isChipRead } from './steps/identity.ts'
import type { VisitRow } from './visit-row.ts'

export interface StatisticsQuery {
  readonly desk: string
  /** First and last day in Vietnam, `YYYY-MM-DD`, both counted. */
  readonly from: string
  readonly to: string
}

/** Numbers of one desk on some days, in one pass. Only codes of the product's own lists are counted: nothing that a chip or a server wrote gets in. */
export function statisticsOf(visits: Iterable<Pick<VisitRow, 'transaction'>>, query: StatisticsQuery): Statistics {
  const counting = countingOf(query)
  for (const visit of visits) counting.add(visit)
  return counting.statistics()
}

/** The same, visit by visit: a year of them is not held at once. */
export function countingOf(query: StatisticsQuery) {
  const { desk, from, to } = query
  const tally = newTally()
  return {
    add({ transaction }: Pick<VisitRow, 'transaction'>): void {
      const day = dayInVietnam(transaction.at)
      if (transaction.desk === desk && from <= day && day <= to) count(tally, transaction)
    },
    statistics: (): Statistics => statisticsFrom(tally, query),
  }
}

const newTally = () => ({
  visits: 0,
  withoutCard: 0,
  overrides: 0,
  byPurpose: new Map<string, number>(),
  byVerdict: new Map<string, number>(),
  byRegistry: new Map<string, number>(),
  byInsurance: new Map<string, number>(),
  byDecision: new Map<string, number>(),
  byDocument: new Map<string, number>(),
  byHour: Array.from({ length: 24 }, () => 0),
  reads: [] as number[],
})
type Tally = ReturnType<typeof newTally>

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)

function count(tally: Tally, transaction: Transaction): void {
  const { report, purpose, registry, withoutCard, acts = [], at } = transaction
  tally.visits++
  if (withoutCard) tally.withoutCard++
  add(tally.byPurpose, purpose?.code ?? 'none')
  add(tally.byVerdict, report.verdict)
  add(tally.byRegistry, registryCodeOf(registry))
  const insurance = insuranceCodeOf(transaction)
  if (insurance) add(tally.byInsurance, insurance)
  for (const act of acts) {
    if (act.kind === 'override') tally.overrides++
    if (act.kind === 'document') add(tally.byDocument, act.document)
  }
  const decision = acts.findLast(({ kind }) => kind === 'decision')
  if (decision?.kind === 'decision') add(tally.byDecision, decision.outcome)
  const hour = hourInVietnam(at)
  tally.byHour[hour] = (tally.byHour[hour] ?? 0) + 1
  const read = report.timings.total
  if (read !== undefined && !withoutCard && !report.error && isChipRead(report)) tally.reads.push(read)
}

/** A code that no document has is whatever the server wrote. */
function insuranceCodeOf(transaction: Transaction): string | undefined {
  const state = latestCheck(transaction, 'insurance')?.state
  if (!state) return undefined
  if (state.status !== 'answered' || state.answer.kind !== 'insurance') return state.status
  const code = decidingCode(state.answer)
  return isInsuranceCode(code) ? code : 'unknown'
}

function statisticsFrom(tally: Tally, { desk, from, to }: StatisticsQuery): Statistics {
  const { reads, visits, withoutCard, overrides, byHour } = tally
  const sorted = reads.toSorted((a, b) => a - b)
  const [median, p95] = [percentile(sorted, 0.5), percentile(sorted, 0.95)]
  return {
    desk,
    from,
    to,
    visits,
    withoutCard,
    byPurpose: Object.fromEntries(tally.byPurpose),
    byVerdict: Object.fromEntries(tally.byVerdict),
    byRegistry: Object.fromEntries(tally.byRegistry),
    byInsurance: Object.fromEntries(tally.byInsurance),
    byDecision: Object.fromEntries(tally.byDecision),
    byDocument: Object.fromEntries(tally.byDocument),
    overrides,
    byHour,
    ...(median !== undefined && p95 !== undefined && { read: { median, p95 } }),
  }
}

/** Nearest rank. */
const percentile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
