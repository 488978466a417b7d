import { randomBytes, randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'
import { appended, type ChainEnd } from '../../audit/append.ts'
import { type AuditEntry, genesisText } from '../../audit/entry.ts'
import { sha256OfText } from '../../crypto/text-hash.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { StoreWriting } from '../store.ts'
import { refuseUnless, type Write } from './write.ts'

const fresh = (bytes: number) => randomBytes(bytes).toString('hex')

/** Begins the chain of a store that has none. @param seq number of its first entry: not 1 where earlier ones were lost, which are missed then */
export function beginChain(
  database: Database.Database,
  { at, desk }: Pick<NewAuditEntry, 'at' | 'desk'>,
  seq: number,
): void {
  const genesis = genesisText({ id: randomUUID(), at, desk })
  statements(database).begin.run(genesis, fresh(32), seq, fresh(32))
}

/**
 * Appends entries to the chain, inside the transaction of whoever calls it. That transaction must have begun `immediate`: other processes append
 * too, and the end of the chain is read here.
 */
export function auditAppender(database: Database.Database): (entries: readonly NewAuditEntry[] | undefined) => void {
  const rows = statements(database)

  function chain({ at, desk }: NewAuditEntry): ChainRow {
    const begun = rows.chain.get()
    if (begun) return begun
    beginChain(database, { at, desk }, 1)
    return chain({ at, desk } as NewAuditEntry)
  }

  function insert({ detail, ...entry }: AuditEntry): void {
    rows.entry.run(entry)
    if (detail) rows.detail.run(entry.seq, detail.salt, detail.body)
  }

  return entries => {
    const [first] = entries ?? []
    if (!entries || !first) return
    const { genesis, subject_key, next_seq, next_key } = chain(first)
    const last = rows.last.get() ?? { seq: 0, head: sha256OfText(genesis) }
    const end: ChainEnd = { ...last, sealKey: { seq: next_seq, key: next_key } }
    const added = appended(entries, end, { subjectKey: Buffer.from(subject_key, 'hex'), salt: () => fresh(16) })
    for (const entry of added.entries) insert(entry)
    rows.useKey.run(added.end.sealKey.seq, added.end.sealKey.key)
  }
}

interface ChainRow {
  readonly genesis: string
  readonly subject_key: string
  readonly next_seq: number
  readonly next_key: string
}

const statements = (database: Database.Database) => ({
  chain: database.prepare<[], ChainRow>('select genesis, subject_key, next_seq, next_key from audit_chain'),
  begin: database.prepare<[genesis: string, subjectKey: string, seq: number, sealKey: string]>(
    'insert into audit_chain (one, genesis, subject_key, next_seq, next_key) values (1, ?, ?, ?, ?)',
  ),
  last: database.prepare<[], { seq: number; head: string; at: string }>(
    'select seq, hash as head, at from audit order by seq desc limit 1',
  ),
  entry: database.prepare(`
    insert into audit (seq, at, desk, operator, role, action, purpose, legal_basis, subject, outcome, facts, commitment, previous, hash, seal)
    values (:seq, :at, :desk, :operator, :role, :action, :purpose, :legalBasis, :subject, :outcome, :facts, :commitment, :previous, :hash,
      :seal)`),
  detail: database.prepare('insert into audit_details (seq, salt, body) values (?, ?, ?)'),
  useKey: database.prepare('update audit_chain set next_seq = ?, next_key = ?'),
})

export function auditWriting(
  database: Database.Database,
  write: Write,
): Pick<StoreWriting, 'appendAudit' | 'saveAuditReceipt'> {
  const append = auditAppender(database)
  const all = database.transaction((entries: readonly NewAuditEntry[]) => {
    append(entries)
    return true
  })
  // A register that was restored from a backup acknowledges the same head again.
  const receipt = database.prepare(
    'insert into audit_receipts (seq, head, received_at, body) values (?, ?, ?, ?) on conflict do nothing',
  )
  return {
    appendAudit: entries =>
      refuseUnless(
        write(() => all.immediate(entries)),
        'not appended',
      ),
    saveAuditReceipt: ({ seq, head, receivedAt, body }) =>
      refuseUnless(
        write(() => receipt.run(seq, head, receivedAt, body).changes >= 0),
        'not saved',
      ),
  }
}
