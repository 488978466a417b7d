import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { Act } from '../../protocol/act.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { storedAct } from '../reader/stored-json.ts'
import type { Numbering, StoreWriting } from '../store.ts'
import { auditAppender } from './audit.ts'
import type { Write } from './write.ts'

type Paper = Extract<Act, { kind: 'document' }>

interface Place {
  readonly series: string
  readonly number: number
}

/** What was done about a transaction after its read, and the numbers of its papers. */
export function actWriting(database: Database.Database, write: Write): Pick<StoreWriting, 'saveAct'> {
  const rows = statements(database)
  const append = auditAppender(database)

  const insert = (transactionId: string, act: Act, place?: Place) => {
    const { document = null, basis = null } = act.kind === 'document' ? act : {}
    const { series = null, number = null } = place ?? {}
    const { id, kind, at } = act
    rows.insert.run({ id, transactionId, kind, at, document, basis, series, number, body: JSON.stringify(act) })
    return act
  }

  const samePaper = (transactionId: string, { document, basis, reason, answers }: Paper): Act | undefined =>
    rows.papers
      .all(transactionId, document, basis ?? null)
      .map(storedAct)
      .find(paper => paper.kind === 'document' && paper.reason === reason && isSame(paper.answers, answers))

  /** The next of its series, inside the transaction that says it to nobody before it is durable. */
  const numbered = (transactionId: string, paper: Paper, { series, form }: Numbering): Act => {
    const number = rows.next.get(series, paper.at)
    if (number === undefined) throw new Error('a series without a next number')
    return insert(transactionId, { ...paper, number: written(form, number, paper.at) }, { series, number })
  }

  /** Printing a paper once more is looking at somebody's data once more; any other act said again is nothing new. */
  const again = (act: Act, audit: readonly NewAuditEntry[]) => {
    if (act.kind === 'document') append(withNumber(audit, act))
    return act
  }

  const save = database.transaction(
    (transactionId: string, act: Act, audit: readonly NewAuditEntry[], numbering: Numbering | undefined) => {
      const known = rows.byId.get(act.id)
      if (known)
        return known.transaction_id === transactionId ? again(storedAct(known.body), audit) : 'another act has this id'
      if (rows.transaction.get(transactionId) === undefined) return 'no such transaction'
      const saved =
        act.kind === 'document' && numbering
          ? (samePaper(transactionId, act) ?? numbered(transactionId, act, numbering))
          : insert(transactionId, act)
      append(withNumber(audit, saved))
      return saved
    },
  )

  return {
    saveAct: (transactionId, act, audit = [], numbering = undefined) =>
      savedOr(write(() => save.immediate(transactionId, withoutNumber(act), audit, numbering))),
  }
}

const isSame = (one: readonly string[] = [], other: readonly string[] = []) => one.join() === other.join()

const savedOr = (done: Result<Act | string, ChipDeskError>): Result<Act, ChipDeskError> => {
  if (!done.ok) return done
  return typeof done.value === 'string' ? fail(chipDeskError('StoreFailed', { cause: done.value })) : ok(done.value)
}

/** Nobody but the store gives numbers. */
function withoutNumber(act: Act): Act {
  if (act.kind !== 'document') return act
  const { number: _, ...paper } = act
  return paper
}

function withNumber(audit: readonly NewAuditEntry[], act: Act): readonly NewAuditEntry[] {
  if (act.kind !== 'document' || act.number === undefined) return audit
  const { number } = act
  return audit.map(entry => ({ ...entry, facts: { ...entry.facts, number } }))
}

const written = (form: string, number: number, at: string): string =>
  form.replaceAll('{n}', `${number}`).replaceAll('{year}', dayInVietnam(at).slice(0, 4))

const statements = (database: Database.Database) => ({
  byId: database.prepare<[id: string], { transaction_id: string; body: string }>(
    'select transaction_id, body from acts where id = ?',
  ),
  transaction: database.prepare<[id: string], unknown>('select 1 from transactions where id = ?'),
  papers: database
    .prepare<[transactionId: string, document: string, basis: string | null], string>(
      `select body from acts where transaction_id = ? and document = ? and basis is ? and series is not null order by seq`,
    )
    .pluck(),
  next: database
    .prepare<[series: string, at: string], number>(
      `insert into numbering (series, last, at) values (?, 1, ?)
       on conflict (series) do update set last = last + 1, at = excluded.at returning last`,
    )
    .pluck(),
  insert: database.prepare(`
    insert into acts (id, transaction_id, kind, at, document, basis, series, number, body)
    values (:id, :transactionId, :kind, :at, :document, :basis, :series, :number, :body)`),
})
