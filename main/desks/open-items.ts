import type { Light } from '../protocol/checks.ts'
import { citizenAnswerCode } from '../protocol/citizen-answer-code.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { OpenItem } from '../protocol/desk-lists.ts'
import { decidingCode, isInsuranceCode } from '../protocol/insurance.ts'
import { maskedNumber } from '../protocol/masked-number.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { DeskDefinition } from './definition.ts'
import { deskOutcome } from './outcome.ts'
import { registryCodeOf } from './registry-code.ts'
import type { VisitRow } from './visit-row.ts'

export interface OpenQuery {
  readonly definition: DeskDefinition
  readonly now: Date
  /** Overrides from this moment on are listed, RFC 3339; where absent, those of the day of `now`. */
  readonly since?: string | undefined
  /** After how long without another sign of it a citizen counts as gone. */
  readonly goneAfterMs?: number
  /** When citizens have left the counter, ms since 1970, by transaction; of others the signs in the store are taken. */
  readonly leftAt?: ReadonlyMap<string, number>
}

type Why = OpenItem['reasons'][number]

/**
 * What waits to be looked at, oldest first. A late answer, a failure, a stop and an override are off the list once somebody has reviewed them after they
 * happened; what is pending stays until it is answered.
 */
export function openItems(visits: Iterable<VisitRow>, query: OpenQuery): OpenItem[] {
  const rows = [...visits].toSorted((a, b) => instant(a.transaction.at) - instant(b.transaction.at))
  const nextAt = new Map<string, number>()
  const items: OpenItem[] = []
  for (const row of rows.toReversed()) {
    const { desk, at } = row.transaction
    const item = itemOf(row, goneAt(row.transaction, nextAt.get(desk), query), query)
    if (item) items.push(item)
    nextAt.set(desk, instant(at))
  }
  return items.toReversed()
}

const instant = (text: string) => new Date(text).getTime()

/** The visit ended with a cleared screen, a decision, with the next person at the desk, or with time. */
function goneAt({ id, at, acts = [] }: Transaction, next: number | undefined, query: OpenQuery): number {
  const { goneAfterMs = 60_000, leftAt } = query
  const left = leftAt?.get(id)
  const decided = acts.find(({ kind }) => kind === 'decision')
  return Math.min(
    instant(at) + goneAfterMs,
    ...(next === undefined ? [] : [next]),
    ...(left === undefined ? [] : [left]),
    ...(decided ? [instant(decided.at)] : []),
  )
}

function itemOf(row: VisitRow, gone: number, query: OpenQuery): OpenItem | undefined {
  const { transaction } = row
  const reviewed = transaction.acts?.findLast(({ kind }) => kind === 'reviewed')
  const reviewedAt = reviewed ? instant(reviewed.at) : Number.NEGATIVE_INFINITY
  const late = lateAnswers(row, Math.max(gone, reviewedAt))
  const { light, stopped } = outcomeFor(transaction, query)
  const reasons: Why[] = [
    ...(late.length > 0 ? (['late-answer'] as const) : []),
    ...(isPending(transaction) ? (['pending'] as const) : []),
    ...failures(row, reviewedAt),
    ...(stopped && !isDecided(transaction) && !reviewed ? (['stopped'] as const) : []),
    ...(isOverridden(transaction, reviewedAt, query) ? (['override'] as const) : []),
  ]
  if (reasons.length === 0) return undefined
  const said = (id: string) => transaction.report.document.find(field => field.id === id)?.value
  const [number, name] = [said('personalNumber'), said('fullName')]
  return {
    transactionId: transaction.id,
    at: transaction.at,
    purpose: transaction.purpose?.code ?? '',
    ...(transaction.operator !== undefined && { operator: transaction.operator }),
    ...(number !== undefined && { number: maskedNumber(number) }),
    ...(name !== undefined && { name }),
    reasons,
    outcome: light,
    says: [...new Set(late.map(codeOf))],
  }
}

type Answer = VisitRow['answers'][number]

/** What the organisation's own system took says nothing of the citizen. */
const lateAnswers = ({ answers }: VisitRow, after: number): Answer[] =>
  answers.filter(
    ({ kind, state, recordedAt }) => kind !== 'hand-over' && state.status === 'answered' && instant(recordedAt) > after,
  )

function codeOf({ state }: Answer): string {
  if (state.status !== 'answered') return state.status
  if (!('answer' in state)) return registryCodeOf(state)
  const { answer } = state
  switch (answer.kind) {
    case 'insurance': {
      const code = decidingCode(answer)
      return isInsuranceCode(code) ? code : 'unknown'
    }
    case 'hand-over':
      return 'answered'
    default:
      return citizenAnswerCode(answer)
  }
}

const isPending = ({ registry, checks = [] }: Transaction) =>
  registry.status === 'pending' || checks.some(({ state }) => state.status === 'pending')

const isDecided = ({ acts = [] }: Transaction) => acts.some(({ kind }) => kind === 'decision')

/** Only the last question of a kind counts: what failed and was asked again is on its way. */
function failures({ transaction, answers }: VisitRow, reviewedAt: number): Why[] {
  const { registry, checks = [], at } = transaction
  const endedAt = (id: string) => instant(answers.findLast(({ requestId }) => requestId === id)?.recordedAt ?? at)
  const isOpen = (id: string) => endedAt(id) > reviewedAt
  const last = [...new Map(checks.map(check => [check.kind, check])).values()]
  const failed = last.filter(({ id, state }) => state.status === 'failed' && isOpen(id))
  const registryFailed = registry.status === 'failed' && isOpen(registry.requestId)
  return [
    ...(registryFailed || failed.some(({ kind }) => kind !== 'hand-over') ? (['failed'] as const) : []),
    ...(failed.some(({ kind }) => kind === 'hand-over') ? (['hand-over-failed'] as const) : []),
  ]
}

function isOverridden({ acts = [] }: Transaction, reviewedAt: number, { since, now }: OpenQuery): boolean {
  const ofThisShift = (at: string) =>
    since === undefined ? dayInVietnam(at) === dayInVietnam(now) : instant(at) >= instant(since)
  return acts.some(({ kind, at }) => kind === 'override' && ofThisShift(at) && instant(at) > reviewedAt)
}

/** By the rules of the desk as they are now; a purpose that it has no more is judged by the card alone. */
function outcomeFor(transaction: Transaction, { definition }: OpenQuery): { light: Light; stopped: boolean } {
  const visit = definition.visits.find(({ purpose }) => purpose === transaction.purpose?.code)
  if (!visit) return { light: transaction.report.light, stopped: transaction.report.light === 'red' }
  const { light, override } = deskOutcome({ definition, visit, transaction, on: dayInVietnam(transaction.at) })
  return { light, stopped: light === 'red' && override !== 'done' }
}
