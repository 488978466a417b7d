import type Database from 'better-sqlite3'
import { auditAppender } from '../writer/audit.ts'
import type { Write } from '../writer/write.ts'
import { recordDeletion } from './deletions.ts'
import type { DetailPurgeStep, PurgedDetails } from './purge-order.ts'
import { whilePurging } from './purge-transactions.ts'

interface DetailRow {
  readonly seq: number
  readonly purpose: string | null
  readonly at: string
}

/** Deletes what audit entries kept apart, once the time of their purpose is over; the entries and their commitments stay. */
export function detailPurging(database: Database.Database, write: Write) {
  const page = database.prepare<[after: number, limit: number], DetailRow>(`
    select d.seq, a.purpose, a.at from audit_details d join audit a on a.seq = d.seq where d.seq > ? order by d.seq limit ?`)
  const remove = database.prepare('delete from audit_details where seq = ?')
  const append = auditAppender(database)
  const record = recordDeletion(database)

  const step = database.transaction((order: DetailPurgeStep): PurgedDetails => {
    const { run, by, cutoffs, legalSource, after, limit } = order
    const looked = page.all(after, limit)
    const cutoff = ({ purpose }: DetailRow) =>
      (purpose === null ? undefined : cutoffs.byPurpose[purpose]) ?? cutoffs.others
    const due = looked.filter(row => row.at < cutoff(row))
    const newest = [cutoffs.others, ...Object.values(cutoffs.byPurpose)].sort().at(-1) ?? ''
    const last = looked.at(-1)?.seq
    const isEnd = last === undefined || looked.length < limit || looked.every(({ at }) => at >= newest)
    const next = isEnd ? {} : { next: last }
    if (due.length === 0) return { auditDetails: 0, ...next }
    whilePurging(database, () => {
      for (const { seq } of due) remove.run(seq)
    })
    const body = { auditDetails: due.length, first: due[0]?.seq, last: due.at(-1)?.seq, cutoffs }
    const before = newest.slice(0, 10)
    const what = { run, by, what: 'audit-details', reason: 'period', legalSource, before } as const
    const deletion = record({ ...what, ids: [], body })
    append([{ ...by, action: 'store.purge', outcome: 'done', facts: { run, deletion, auditDetails: due.length } }])
    return { auditDetails: due.length, ...next }
  })

  return { purgeAuditDetails: (order: DetailPurgeStep) => write(() => step.immediate(order)) }
}
