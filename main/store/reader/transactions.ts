import type Database from 'better-sqlite3'
import type { OnlineCheck } from '../../protocol/online-check.ts'
import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import type { StoredAnswer, StoreReader } from '../store.ts'
import { storedAct, storedError, storedOnlineState, storedRegistryState, storedTransaction } from './stored-json.ts'

interface TransactionRow {
  readonly body: string
  readonly answer: string | null
  readonly request_id: string | null
  readonly created_at: string | null
  readonly last_error: string | null
}

interface CheckRow {
  readonly request_id: string
  readonly kind: OnlineCheck['kind']
  readonly created_at: string
  readonly state: string
  readonly last_error: string | null
  readonly answer: string | null
}

interface AnswerRow {
  readonly request_id: string
  readonly kind: StoredAnswer['kind']
  readonly recorded_at: string
  readonly body: string
}

/** A transaction with its answer (an answered one before a failed one, then the latest) and its open question. */
const selectTransaction = `
  select t.body, a.body as answer, o.request_id, o.created_at, o.last_error
  from transactions t
  left join checks a on a.seq = (
    select seq from checks where transaction_id = t.id and kind = 'registry' order by status = 'answered' desc, seq desc limit 1)
  left join outbox o on o.seq = (
    select max(seq) from outbox where transaction_id = t.id and kind = 'registry' and state = 'pending')`

const selectChecks = `
  select o.request_id, o.kind, o.created_at, o.state, o.last_error, c.body as answer from outbox o
  left join checks c on c.seq = (
    select seq from checks where transaction_id = o.transaction_id and kind = o.kind and request_id = o.request_id
    order by status = 'answered' desc, seq desc limit 1)
  where o.transaction_id = ? and o.kind <> 'registry' order by o.seq`

type TransactionReading = Pick<StoreReader, 'transaction' | 'acts' | 'answersOf' | 'evidence' | 'trustState'> & {
  /** By its place in the history. */
  at(seq: number): Transaction | undefined
}

/** Transactions with what was answered about them. */
export function transactionReading(database: Database.Database): TransactionReading {
  const byId = database.prepare<[string], TransactionRow>(`${selectTransaction} where t.id = ?`)
  const bySeq = database.prepare<[number], TransactionRow>(`${selectTransaction} where t.seq = ?`)
  const checks = database.prepare<[string], CheckRow>(selectChecks)
  const acts = database.prepare<[string], string>('select body from acts where transaction_id = ? order by seq').pluck()
  const answers = database.prepare<[string], AnswerRow>(
    'select request_id, kind, recorded_at, body from checks where transaction_id = ? order by seq',
  )
  const evidence = database.prepare<[string], string>('select bundle from evidence where transaction_id = ?').pluck()
  const trust = database.prepare<[string], string>('select body from trust where digest = ?').pluck()

  const actsOf = (id: string) => acts.all(id).map(storedAct)
  const whole = (row: TransactionRow | undefined): Transaction | undefined => {
    if (!row) return undefined
    const transaction = transactionOf(row)
    const others = checks.all(transaction.id).map(checkOf)
    const done = actsOf(transaction.id)
    return {
      ...transaction,
      ...(others.length > 0 && { checks: others }),
      ...(done.length > 0 && { acts: done }),
    }
  }
  return {
    transaction: id => whole(byId.get(id)),
    at: seq => whole(bySeq.get(seq)),
    acts: actsOf,
    answersOf: id => answers.all(id).map(answerOf),
    evidence: id => evidence.get(id),
    trustState: digest => trust.get(digest),
  }
}

function transactionOf(row: TransactionRow): Transaction {
  const transaction = storedTransaction(row.body)
  return { ...transaction, registry: registryOf(row) ?? transaction.registry }
}

/** An answer stands; else an open question is pending, whatever failed before; else the failure is what there is. */
function registryOf(row: TransactionRow): RegistryState | undefined {
  const answer = row.answer === null ? undefined : storedRegistryState(row.answer)
  if (answer?.status === 'answered' || row.request_id === null || row.created_at === null) return answer
  return {
    status: 'pending',
    requestId: row.request_id,
    since: row.created_at,
    ...(row.last_error !== null && { error: storedError(row.last_error) }),
  }
}

/** The same for another question: one asked again is pending, whatever failed before. */
function checkOf(row: CheckRow): OnlineCheck {
  const answer = row.answer === null ? undefined : storedOnlineState(row.answer)
  const error = row.last_error === null ? undefined : storedError(row.last_error)
  const isOpen = answer === undefined || (answer.status !== 'answered' && row.state === 'pending')
  return {
    id: row.request_id,
    kind: row.kind,
    since: row.created_at,
    state: isOpen ? { status: 'pending', ...(error && { error }) } : answer,
  }
}

const answerOf = (row: AnswerRow): StoredAnswer => ({
  requestId: row.request_id,
  kind: row.kind,
  recordedAt: row.recorded_at,
  state: row.kind === 'registry' ? storedRegistryState(row.body) : storedOnlineState(row.body),
})
