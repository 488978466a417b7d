import type Database from 'better-sqlite3'
import { z } from 'zod'
import { errorSchema } from '../../protocol/errors.ts'
import { type OnlineCheck, onlineStateSchema } from '../../protocol/online-check.ts'
import { questionSchema } from '../../protocol/registry-question.ts'
import {
  type RegistryState,
  registryStateSchema,
  type Transaction,
  transactionSchema,
} from '../../protocol/transaction.ts'
import { operatorReading } from './operators.ts'
import type { QueuedQuestion, StoreReader } from '../store.ts'
import { historySearch } from './history-search.ts'

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
  readonly last_error: string | null
  readonly answer: string | null
}

interface OutboxRow {
  readonly body: string
  readonly attempts: number
}

/** A transaction with its answer (an answered one before a failed one, then the latest) and its open question. */
const selectTransaction = `
  select t.body, a.body as answer, o.request_id, o.created_at, o.last_error
  from transactions t
  left join checks a on a.seq = (
    select seq from checks where transaction_id = t.id and kind = 'registry' order by status = 'answered' desc, seq desc limit 1)
  left join outbox o on o.seq = (
    select max(seq) from outbox where transaction_id = t.id and kind = 'registry' and state = 'pending')`

/** The reading side over one connection. */
export function storeReader(database: Database.Database): StoreReader {
  const byId = database.prepare<[string], TransactionRow>(`${selectTransaction} where t.id = ?`)
  const bySeq = database.prepare<[number], TransactionRow>(`${selectTransaction} where t.seq = ?`)
  const due = database.prepare<[number, number], OutboxRow>(
    `select body, attempts from outbox where state = 'pending' and next_try_at <= ? order by next_try_at, seq limit ?`,
  )
  const pending = database.prepare<[number], OutboxRow>(
    `select body, attempts from outbox where state = 'pending' order by seq limit ?`,
  )
  const count = database.prepare<[], number>(`select count(*) from outbox where state = 'pending'`).pluck()
  const find = historySearch(database)
  const setting = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  const others = database.prepare<[string], CheckRow>(`
    select o.request_id, o.kind, o.created_at, o.last_error, c.body as answer from outbox o
    left join checks c on c.seq = (
      select seq from checks where request_id = o.request_id order by status = 'answered' desc, seq desc limit 1)
    where o.transaction_id = ? and o.kind <> 'registry' order by o.seq`)
  const withChecks = (transaction: Transaction): Transaction => {
    const checks = others.all(transaction.id).map(checkOf)
    return checks.length > 0 ? { ...transaction, checks } : transaction
  }

  return {
    transaction(id) {
      const row = byId.get(id)
      return row && withChecks(transactionOf(row))
    },
    search: ({ text, limit }) =>
      find(text, limit).flatMap(seq => {
        const row = bySeq.get(seq)
        return row ? [withChecks(transactionOf(row))] : []
      }),
    dueQuestions: (now, limit) => due.all(now.getTime(), limit).map(queued),
    pendingQuestions: limit => pending.all(limit).map(queued),
    pendingCount: () => count.get() ?? 0,
    setting: name => setting.get(name),
    ...operatorReading(database),
  }
}

const json = z.string().transform(text => JSON.parse(text))
const storedTransaction = json.pipe(transactionSchema)
const storedState = json.pipe(registryStateSchema)
const storedQuestion = json.pipe(questionSchema)
const storedError = json.pipe(errorSchema)

function transactionOf(row: TransactionRow): Transaction {
  const transaction = storedTransaction.parse(row.body)
  return { ...transaction, registry: registryOf(row) ?? transaction.registry }
}

/** An answer stands; else an open question is pending, whatever failed before; else the failure is what there is. */
function registryOf(row: TransactionRow): RegistryState | undefined {
  const answer = row.answer === null ? undefined : storedState.parse(row.answer)
  if (answer?.status === 'answered' || row.request_id === null || row.created_at === null) return answer
  return {
    status: 'pending',
    requestId: row.request_id,
    since: row.created_at,
    ...(row.last_error !== null && { error: storedError.parse(row.last_error) }),
  }
}

/** A failure is the end only where nothing waits any more: a question asked again is pending. */
function checkOf(row: CheckRow): OnlineCheck {
  const error = row.last_error === null ? undefined : storedError.parse(row.last_error)
  return {
    id: row.request_id,
    kind: row.kind,
    since: row.created_at,
    state:
      row.answer === null
        ? { status: 'pending', ...(error && { error }) }
        : json.pipe(onlineStateSchema).parse(row.answer),
  }
}

const queued = (row: OutboxRow): QueuedQuestion => ({
  question: storedQuestion.parse(row.body),
  attempts: row.attempts,
})
