import type Database from 'better-sqlite3'
import { firstDayKept, type RetentionRules } from '../../purposes/retention.ts'
import type { StoreReader } from '../store.ts'
import { deletionReading } from './deletions.ts'
import type { PurgePlanRow } from './purge-order.ts'
import { stillWaiting } from './purge-transactions.ts'

/** What is due, and what was deleted. */
export function retentionReading(
  database: Database.Database,
): Pick<StoreReader, 'purgePlan' | 'latestDay' | 'deletions' | 'deletionOf'> {
  const totals = database.prepare<[], { purpose: string; total: number }>(
    'select purpose, count(*) as total from transactions group by purpose order by purpose',
  )
  const due = database.prepare<[object], { transactions: number; held: number }>(`
    select count(*) as transactions, coalesce(sum(${stillWaiting}), 0) as held
    from transactions t where t.purpose = :purpose and t.day < :before`)
  const latest = database
    .prepare<[before: string], string | null>('select max(day) from transactions where day < ?')
    .pluck()

  const row = (
    purpose: string,
    total: number,
    { byPurpose }: RetentionRules,
    today: string,
    now: Date,
  ): PurgePlanRow => {
    const rule = byPurpose.get(purpose)
    if (!rule) return { purpose, transactions: 0, held: 0, total }
    const before = firstDayKept(rule, today)
    const { transactions, held } = due.get({ purpose, before, now: now.toISOString() }) ?? { transactions: 0, held: 0 }
    return { purpose, rule, before, transactions: transactions - held, held, total }
  }
  return {
    ...deletionReading(database),
    purgePlan: (rules, today, now) => totals.all().map(({ purpose, total }) => row(purpose, total, rules, today, now)),
    latestDay: before => latest.get(before) ?? undefined,
  }
}
