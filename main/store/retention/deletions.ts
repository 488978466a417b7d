import type Database from 'better-sqlite3'
import { sha256OfText } from '../../crypto/text-hash.ts'
import { type Deletion, type PurgedBy, unfinishedPurge } from './purge-order.ts'

interface NewDeletion extends Pick<Deletion, 'run' | 'what' | 'reason' | 'legalSource' | 'before'> {
  readonly by: PurgedBy
  readonly purpose?: string
  readonly ids: readonly string[]
  readonly body: object
}

/** Says what is being deleted, and that the files are not clean of it yet, within the transaction that deletes. */
export function recordDeletion(database: Database.Database): (deletion: NewDeletion) => number {
  const insert = database.prepare(`
    insert into deletions (run, at, operator, what, reason, purpose, legal_source, before_day, transactions, ids, body)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const unfinished = database.prepare('insert into settings (name, value) values (?, ?) on conflict do nothing')
  return ({ run, by, what, reason, purpose, legalSource, before, ids, body }) => {
    unfinished.run(unfinishedPurge, by.at)
    const values = [run, by.at, by.operator, what, reason, purpose ?? null, legalSource, before]
    return Number(insert.run(...values, ids.length, ids.join(' '), JSON.stringify(body)).lastInsertRowid)
  }
}

interface DeletionRow extends Omit<Deletion, 'purpose'> {
  readonly purpose: string | null
}

/** The reading side of the record of deletions. */
export function deletionReading(database: Database.Database) {
  const columns = `seq, run, at, operator, what, reason, purpose, legal_source as legalSource, before_day as before, transactions, body`
  const latest = database.prepare<[limit: number], DeletionRow>(
    `select ${columns} from deletions order by seq desc limit ?`,
  )
  const holding = database.prepare<[id: string], DeletionRow>(
    `select ${columns} from deletions where instr(ids, ?) > 0 order by seq desc limit 1`,
  )
  return {
    deletions: (limit: number): Deletion[] => latest.all(limit).map(deletionOf),
    deletionOf(transactionId: string): Deletion | undefined {
      const row = holding.get(sha256OfText(transactionId).slice(0, 32))
      return row && deletionOf(row)
    },
  }
}

const deletionOf = ({ purpose, ...row }: DeletionRow): Deletion => ({ ...row, ...(purpose !== null && { purpose }) })
