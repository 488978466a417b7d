import type Database from 'better-sqlite3'
import type { AuditEntry } from '../../audit/entry.ts'
import type { AuditReceipt } from '../../audit/receipt.ts'
import { hmacOfText } from '../../crypto/text-hash.ts'
import type { AuditQuery, StoredAuditLog, StoreReader } from '../store.ts'

/** Entries read at a time: the connection is free for others in between. */
const batch = 2000

const columns = `a.seq, a.at, a.desk, a.operator, a.role, a.action, a.purpose, a.legal_basis, a.subject, a.outcome, a.facts, a.commitment,
  a.previous, a.hash, a.seal, d.salt, d.body`
const joined = 'from audit a left join audit_details d on d.seq = a.seq'

export function auditReading(
  database: Database.Database,
): Pick<StoreReader, 'auditLog' | 'auditHead' | 'auditReceipt' | 'auditEntry' | 'auditList' | 'auditFloor'> {
  const rows = statements(database)

  function* entries(last: number): IterableIterator<AuditEntry> {
    let seq = Number.NEGATIVE_INFINITY
    while (seq < last) {
      const page = rows.after.all(seq, last, batch)
      for (const row of page) yield entryOf(row)
      seq = page.at(-1)?.[0] ?? last
    }
  }

  // One moment of the log: an entry that another process appends meanwhile belongs to none of these.
  const log = database.transaction((): StoredAuditLog | undefined => {
    const chain = rows.chain.get()
    if (!chain) return undefined
    const { genesis, next_seq, next_key } = chain
    const last = rows.head.get()?.seq ?? 0
    return {
      genesis,
      sealKey: { seq: next_seq, key: next_key },
      receipts: rows.receipts.all(),
      last,
      entries: () => entries(last),
    }
  })

  function list({ subject, operator, action, from, to, before, limit }: AuditQuery): AuditEntry[] {
    const key = subject === undefined ? undefined : rows.chain.get()?.subject_key
    const hidden = subject === undefined ? undefined : key && hmacOfText(Buffer.from(key, 'hex'), subject)
    if (subject !== undefined && hidden === undefined) return []
    const conditions = [
      [hidden, 'a.subject = :hidden'],
      [operator, 'a.operator = :operator'],
      [action, 'a.action = :action'],
      [from, 'a.at >= :from'],
      [to, 'a.at < :to'],
      [before, 'a.seq < :before'],
    ].flatMap(([value, condition]) => (value === undefined ? [] : [condition]))
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
    const sql = `select ${columns} ${joined} ${where} order by a.seq desc limit :limit`
    const given = { hidden, operator, action, from, to, before, limit }
    return database.prepare<object, AuditRow>(sql).raw().all(given).map(entryOf)
  }

  return {
    auditLog: () => log.deferred(),
    auditHead: () => rows.head.get(),
    auditReceipt: () => rows.lastReceipt.get(),
    auditEntry(seq) {
      const row = rows.one.get(seq)
      return row && entryOf(row)
    },
    auditList: list,
    auditFloor() {
      const receipt = rows.lastReceipt.get()
      const steps = rows.clockEntries.all(receipt?.seq ?? 0)
      const doubt = steps.findLast(({ outcome }) => outcome === 'doubted' || outcome === 'believed')
      // What a clock that was not believed wrote is no measure.
      const seen = doubt?.outcome === 'doubted' ? [doubt.floor] : [rows.head.get()?.at, ...believed(steps)]
      const times = [receipt?.receivedAt, ...seen].flatMap(time => (time ? [Date.parse(time)] : []))
      const latest = Math.max(...times.filter(Number.isFinite))
      return Number.isFinite(latest) ? new Date(latest) : undefined
    },
  }
}

interface ClockEntry {
  readonly outcome: string
  /** What the clock was set back from. */
  readonly before: string | null
  /** How late it was at least when the clock was doubted. */
  readonly floor: string | null
}

/** Times that the clock was set back from while nobody doubted it. */
function believed(steps: readonly ClockEntry[]): string[] {
  let isDoubted = false
  return steps.flatMap(({ outcome, before }) => {
    // The entry that ends a doubt comes after the step that ended it.
    if (outcome === 'doubted') isDoubted = true
    if (outcome === 'believed') isDoubted = false
    return before !== null && !isDoubted ? [before] : []
  })
}

type AuditRow = readonly [
  seq: number,
  at: string,
  desk: string,
  operator: string,
  role: string,
  action: string,
  purpose: string | null,
  legalBasis: string | null,
  subject: string | null,
  outcome: string,
  facts: string,
  commitment: string | null,
  previous: string,
  hash: string,
  seal: string,
  salt: string | null,
  body: string | null,
]

interface ChainRow {
  readonly genesis: string
  readonly subject_key: string
  readonly next_seq: number
  readonly next_key: string
}

const statements = (database: Database.Database) => ({
  chain: database.prepare<[], ChainRow>('select genesis, subject_key, next_seq, next_key from audit_chain'),
  head: database.prepare<[], { seq: number; head: string; at: string }>(
    'select seq, hash as head, at from audit order by seq desc limit 1',
  ),
  after: database
    .prepare<[after: number, last: number, limit: number], AuditRow>(
      `select ${columns} ${joined} where a.seq > ? and a.seq <= ? order by a.seq limit ?`,
    )
    .raw(),
  one: database.prepare<[seq: number], AuditRow>(`select ${columns} ${joined} where a.seq = ?`).raw(),
  receipts: database.prepare<[], AuditReceipt>(
    'select seq, head, received_at as receivedAt, body from audit_receipts order by seq',
  ),
  lastReceipt: database.prepare<[], AuditReceipt>(
    'select seq, head, received_at as receivedAt, body from audit_receipts order by seq desc limit 1',
  ),
  clockEntries: database.prepare<[after: number], ClockEntry>(`
    select outcome, facts ->> 'before' as before, facts ->> 'floor' as floor from audit
    where action = 'station.clock' and seq > ? order by seq`),
})

function entryOf(row: AuditRow): AuditEntry {
  const [seq, at, desk, operator, role, action, purpose, legalBasis, subject, outcome, facts, commitment] = row
  const [, , , , , , , , , , , , previous, hash, seal, salt, body] = row
  const entry = { seq, at, desk, operator, role, action, purpose, legalBasis, subject, outcome, facts, commitment }
  const placed = { ...entry, previous, hash, seal }
  return salt === null || body === null ? placed : { ...placed, detail: { salt, body } }
}
