import type Database from 'better-sqlite3'
import { hmacOfText, sha256OfText } from '../../crypto/text-hash.ts'
import { auditAppender } from '../writer/audit.ts'
import type { Write } from '../writer/write.ts'
import { recordDeletion } from './deletions.ts'
import type { PurgedTransactions, PurgeStep } from './purge-order.ts'

interface DueRow {
  readonly seq: number
  readonly id: string
  readonly day: string
  readonly personal_number: string | null
}

/** Tables that point at a transaction, in no order of their own; names of the search and audit details go another way. */
const satellites = ['checks', 'outbox', 'evidence', 'acts'] as const

/**
 * Deletes transactions with everything about them, in one SQLite transaction with its deletion record and audit entry. A transaction whose
 * question still waits stays until the question has ended: nothing that was asked is lost silently.
 */
export function transactionPurging(database: Database.Database, write: Write) {
  const rows = statements(database)
  const append = auditAppender(database)
  const record = recordDeletion(database)

  /** What the audit log keeps apart about somebody goes with the last transaction of that person. */
  const forget = (numbers: ReadonlySet<string>): number => {
    const key = rows.subjectKey.get()
    if (key === undefined) return 0
    const gone = [...numbers].filter(number => rows.another.get(number) === undefined)
    return gone.reduce((sum, number) => sum + rows.details.run(hmacOfText(Buffer.from(key, 'hex'), number)).changes, 0)
  }

  const purge = (step: PurgeStep, due: readonly DueRow[]): PurgedTransactions => {
    const counts = { checks: 0, outbox: 0, evidence: 0, acts: 0, endedQuestions: 0 }
    for (const { seq, id } of due) {
      counts.endedQuestions += rows.open.get(id) ?? 0
      for (const table of satellites) counts[table] += rows[table].run(id).changes
      rows.name.run(seq)
      rows.transaction.run(seq)
    }
    const auditDetails = forget(new Set(due.flatMap(row => row.personal_number ?? [])))
    const { run, by, reason, purpose, rule, before } = step
    const ids = due.map(({ id }) => sha256OfText(id).slice(0, 32)).sort()
    const digest = sha256OfText(ids.join(' '))
    const days = due.map(({ day }) => day).sort()
    const body = { rule, from: days[0], to: days.at(-1), digest, ...counts, auditDetails }
    const deletion = record({
      run,
      by,
      what: 'transactions',
      reason,
      purpose,
      legalSource: rule.source,
      before,
      ids,
      body,
    })
    append([
      {
        ...by,
        action: 'store.purge',
        purpose,
        outcome: 'done',
        ...(step.number !== undefined && { subject: step.number }),
        facts: {
          run,
          reason,
          deletion,
          before,
          transactions: due.length,
          auditDetails,
          endedQuestions: counts.endedQuestions,
          digest,
        },
      },
    ])
    return {
      transactions: due.length,
      auditDetails,
      endedQuestions: counts.endedQuestions,
      more: due.length === step.limit,
    }
  }

  const step = database.transaction((order: PurgeStep): PurgedTransactions => {
    const { purpose, before, number = null, limit, by } = order
    const find = number === null ? rows.due : rows.dueOf
    const due = find.all({ purpose, before, number, limit, now: by.at })
    if (due.length === 0) return { transactions: 0, auditDetails: 0, endedQuestions: 0, more: false }
    return whilePurging(database, () => purge(order, due))
  })

  return { purgeTransactions: (order: PurgeStep) => write(() => step.immediate(order)) }
}

/** Opens the one door through which recorded rows can be deleted, for as long as the work takes. */
export function whilePurging<T>(database: Database.Database, work: () => T): T {
  database.exec('insert into purging (open) values (1)')
  const done = work()
  database.exec('delete from purging')
  return done
}

/** Waiting for an answer that may still come: past its time a question is not asked any more. */
export const stillWaiting = `exists (
  select 1 from outbox o where o.transaction_id = t.id and o.state = 'pending' and o.expires_at > :now)`

interface DueValues {
  readonly purpose: string
  readonly before: string
  readonly number: string | null
  readonly limit: number
  readonly now: string
}

const statements = (database: Database.Database) => {
  const due = (index: string, more: string) =>
    database.prepare<[DueValues], DueRow>(`
      select t.seq, t.id, t.day, t.personal_number from transactions t indexed by ${index}
      where t.purpose = :purpose and t.day < :before and ${more} and not ${stillWaiting}
      order by t.day, t.seq limit :limit`)
  return {
    due: due('transactions_purpose', ':number is null'),
    dueOf: due('transactions_number', 't.personal_number = :number'),
    open: database
      .prepare<[id: string], number>(`select count(*) from outbox where transaction_id = ? and state = 'pending'`)
      .pluck(),
    checks: database.prepare('delete from checks where transaction_id = ?'),
    outbox: database.prepare('delete from outbox where transaction_id = ?'),
    evidence: database.prepare('delete from evidence where transaction_id = ?'),
    acts: database.prepare('delete from acts where transaction_id = ?'),
    name: database.prepare('delete from transaction_names where rowid = ?'),
    transaction: database.prepare('delete from transactions where seq = ?'),
    another: database.prepare<[number: string], unknown>(
      'select 1 from transactions where personal_number = ? limit 1',
    ),
    details: database.prepare('delete from audit_details where seq in (select seq from audit where subject = ?)'),
    subjectKey: database.prepare<[], string>('select subject_key from audit_chain').pluck(),
  }
}
