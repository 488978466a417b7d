import { randomUUID } from 'node:crypto'
import { ok, type Result } from '../../emrtd/result.ts'
import { beginOfDayInVietnam, dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { firstDayKept, type RetentionRules } from '../../purposes/retention.ts'
import type { StoreReader, StoreWriter } from '../store.ts'
import { type PurgedBy, type PurgeReason, type PurgeStep, unfinishedPurge } from './purge-order.ts'

export interface Purge {
  readonly reader: StoreReader
  readonly writer: StoreWriter
  readonly rules: RetentionRules
  readonly by: PurgedBy
  /** Deletes no more than what is of earlier days, `YYYY-MM-DD`. It never deletes what a rule keeps. */
  readonly before?: string
  /**
   * Whether the store may be built anew at the end, during which nobody can save (`finishPurge`): only when nobody is at the counter. Otherwise
   * copies in unused parts of the encrypted file wait for the next run.
   */
  readonly compact: boolean
  /** Whether somebody looked at the clock and says that it is right, see `believableDay`. */
  readonly clockConfirmed?: boolean
  /** Most transactions of one step; 40 keep the counter waiting for some 20 ms. */
  readonly step?: number
}

export interface PurgeSummary {
  readonly run: string
  readonly transactions: number
  readonly auditDetails: number
  readonly endedQuestions: number
  /** Day by which the periods were counted; earlier than today where the clock could not be believed. */
  readonly today: string
  /** Whether the files are clean of everything that was deleted. */
  readonly finished: boolean
}

/** Nobody believes a clock that is further ahead than this of the last day on which anybody was served or the register signed a time. */
const longestAbsence = 31

/**
 * Deletes everything whose time is over, in small steps between which the counter's own writes come.
 * @returns the error of the first step that could not be saved; what was deleted before it stays deleted and recorded
 */
export async function purgeExpired(purge: Purge): Promise<Result<PurgeSummary, ChipDeskError>> {
  const { rules, before = '9999-12-31' } = purge
  const today = believableDay(purge)
  const orders = [...rules.byPurpose].map(([purpose, rule]) => {
    const due = firstDayKept(rule, today)
    return { purpose, rule, before: due < before ? due : before }
  })
  const run = randomUUID()
  const deleted = await purgeAll(purge, run, 'period', orders)
  if (!deleted.ok) return deleted
  const details = await purgeDetails(purge, run, today, before)
  if (!details.ok) return details
  const sums = { ...deleted.value, auditDetails: deleted.value.auditDetails + details.value }
  return finish(purge, { run, ...sums, today })
}

/**
 * Deletes what the desk holds of one person as far as no law makes it keep it: under a purpose with a duty, only what is over its time.
 * @param number whole personal number
 */
export async function purgeOnRequest(purge: Purge, number: string): Promise<Result<PurgeSummary, ChipDeskError>> {
  const today = believableDay(purge)
  const orders = [...purge.rules.byPurpose].map(([purpose, rule]) => ({
    purpose,
    rule,
    before: rule.kind === 'duty' ? firstDayKept(rule, today) : '9999-12-31',
    number,
  }))
  const run = randomUUID()
  const deleted = await purgeAll(purge, run, 'request', orders)
  return deleted.ok ? finish(purge, { run, ...deleted.value, today }, number) : deleted
}

type Order = Pick<PurgeStep, 'purpose' | 'rule' | 'before' | 'number'>
type Sums = Pick<PurgeSummary, 'transactions' | 'auditDetails' | 'endedQuestions'>

async function purgeAll(
  { writer, by, step = 40 }: Purge,
  run: string,
  reason: PurgeReason,
  orders: readonly Order[],
): Promise<Result<Sums, ChipDeskError>> {
  const sums = { transactions: 0, auditDetails: 0, endedQuestions: 0 }
  for (const order of orders) {
    for (let more = true; more; ) {
      const done = await writer.purgeTransactions({ ...order, run, by, reason, limit: step })
      if (!done.ok) return done
      sums.transactions += done.value.transactions
      sums.auditDetails += done.value.auditDetails
      sums.endedQuestions += done.value.endedQuestions
      more = done.value.more
    }
  }
  return ok(sums)
}

async function purgeDetails(
  { writer, rules, by }: Purge,
  run: string,
  today: string,
  before: string,
): Promise<Result<number, ChipDeskError>> {
  const moment = (days: number) => {
    const day = firstDayKept({ days }, today)
    return new Date(beginOfDayInVietnam(day < before ? day : before)).toISOString()
  }
  const byPurpose = Object.fromEntries([...rules.byPurpose].map(([purpose, { days }]) => [purpose, moment(days)]))
  const cutoffs = { byPurpose, others: moment(rules.auditDetails.days) }
  let sum = 0
  for (let after: number | undefined = 0; after !== undefined; ) {
    const order = { run, by, cutoffs, legalSource: rules.auditDetails.source, after, limit: 1000 }
    const done = await writer.purgeAuditDetails(order)
    if (!done.ok) return done
    sum += done.value.auditDetails
    after = done.value.next
  }
  return ok(sum)
}

async function finish(
  { reader, writer, by, compact }: Purge,
  summary: Omit<PurgeSummary, 'finished'>,
  subject?: string,
): Promise<Result<PurgeSummary, ChipDeskError>> {
  if (summary.transactions + summary.auditDetails === 0) {
    const facts = { run: summary.run, transactions: 0 }
    const entry = { ...by, action: 'store.purge', outcome: 'nothing', facts, ...(subject && { subject }) } as const
    const told = await writer.appendAudit([entry])
    if (!told.ok) return told
  }
  // A run that was cut off, by a power failure for one, left its cleaning to the next.
  if (reader.setting(unfinishedPurge) === undefined) return ok({ ...summary, finished: true })
  for (;;) {
    const end = await writer.finishPurge({ compact })
    if (!end.ok) return end
    if (!end.value.more) return ok({ ...summary, finished: end.value.finished })
  }
}

/** A clock that runs years ahead must not empty the store. */
function believableDay({ reader, by, clockConfirmed }: Purge): string {
  const today = dayInVietnam(by.at)
  const signed = reader.auditReceipt()?.receivedAt
  const known = [reader.latestDay(today), signed && dayInVietnam(signed)].flatMap(day => day ?? []).sort()
  const latest = known.at(-1)
  if (latest === undefined || clockConfirmed) return today
  const limit = firstDayKept({ days: -longestAbsence }, latest)
  return today < limit ? today : limit
}
