import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { StoreWriting } from '../store.ts'
import { refuseUnless, type Write } from './write.ts'

/** Appends entries to the chain, inside the transaction of whoever calls it. */
export function auditAppender(database: Database.Database): (entries: readonly NewAuditEntry[] | undefined) => void {
  const last = database.prepare<[], { seq: number; hash: string }>(
    'select seq, hash from audit order by seq desc limit 1',
  )
  const insert = database.prepare(`
    insert into audit (seq, at, desk, operator, role, action, purpose, legal_basis, subject, outcome, facts, previous, hash)
    values (:seq, :at, :desk, :operator, :role, :action, :purpose, :legalBasis, null, :outcome, :facts, :previous, :hash)`)
  return entries => {
    for (const entry of entries ?? []) {
      const { seq, hash: previous } = last.get() ?? { seq: 0, hash: '' }
      const { at, desk, operator, role, action, purpose = null, legalBasis = null, outcome } = entry
      const columns = { seq: seq + 1, at, desk, operator, role, action, purpose, legalBasis, outcome, previous }
      const facts = JSON.stringify(entry.facts ?? {})
      const hash = createHash('sha256')
        .update(JSON.stringify([columns, facts]))
        .digest('hex')
      insert.run({ ...columns, facts, hash })
    }
  }
}

export function auditWriting(database: Database.Database, write: Write): Pick<StoreWriting, 'appendAudit'> {
  const append = auditAppender(database)
  const all = database.transaction((entries: readonly NewAuditEntry[]) => {
    append(entries)
    return true
  })
  return {
    appendAudit: entries =>
      refuseUnless(
        write(() => all.immediate(entries)),
        'not appended',
      ),
  }
}
