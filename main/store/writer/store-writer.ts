import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import type { RegistryQuestion } from '../../protocol/registry-question.ts'
import type { FieldId } from '../../protocol/report.ts'
import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import { foldName } from '../reader/fold-name.ts'
import { attempt } from '../database/sqlite-failure.ts'
import type { StoreWriter } from '../store.ts'

/**
 * The station itself makes the first try, while the citizen waits; the outbox comes after it, or instead of it when the
 * station did not live to make it. Milliseconds.
 */
const firstTryGrace = 15_000

const stateAfter = { answered: 'sent', failed: 'dead' } as const

/** The writing side over one connection. */
export function storeWriter(database: Database.Database): StoreWriter {
  const rows = statements(database)

  /** An answer may come while the station is ending: it is not saved, and will be asked for again. */
  const write = <T>(work: () => T): Result<T, ChipDeskError> =>
    database.open ? attempt(work) : fail(chipDeskError('StoreFailed', { cause: 'closed' }))

  const insertAnswer = (transactionId: string, requestId: string, state: RegistryState) => {
    if (state.status !== 'answered' && state.status !== 'failed') return
    const recordedAt = new Date().toISOString()
    rows.answer.run(transactionId, requestId, recordedAt, state.status, JSON.stringify(state))
    rows.outboxState.run(stateAfter[state.status], requestId)
  }

  const save = database.transaction((transaction: Transaction, question?: RegistryQuestion) => {
    const body = JSON.stringify(transaction)
    const stored = rows.body.get(transaction.id)
    if (stored !== undefined) return stored.body === body
    const { lastInsertRowid } = rows.transaction.run(columns(transaction, body))
    rows.name.run(lastInsertRowid, foldName(field(transaction, 'fullName') ?? ''))
    if (question) {
      rows.question.run({ ...outboxColumns(question), body: JSON.stringify(question) })
      insertAnswer(transaction.id, question.requestId, transaction.registry)
    }
    return true
  })

  const answer = database.transaction((requestId: string, state: RegistryState) => {
    const asked = rows.asked.get(requestId)
    if (asked) insertAnswer(asked.transaction_id, requestId, state)
    return asked !== undefined
  })

  return {
    saveTransaction: (transaction, question) =>
      refuseUnless(
        write(() => save.immediate(transaction, question)),
        'another transaction has this id',
      ),
    recordAnswer: (requestId, state) => {
      if (state.status === 'not-asked') throw new Error('not-asked is no answer')
      if (state.status === 'pending') return countAttempt(requestId, state.error, undefined)
      return refuseUnless(
        write(() => answer.immediate(requestId, state)),
        'no such question',
      )
    },
    recordAttempt: (requestId, error, nextTryAt) => countAttempt(requestId, error, nextTryAt),
  }

  function countAttempt(requestId: string, error: ChipDeskError | undefined, nextTryAt: Date | undefined) {
    const counted = write(() => {
      const lastError = error ? JSON.stringify(error) : null
      rows.attempted.run(lastError, nextTryAt?.getTime() ?? null, requestId)
      return rows.asked.get(requestId) !== undefined
    })
    return refuseUnless(counted, 'no such question')
  }
}

const refuseUnless = (done: Result<boolean, ChipDeskError>, cause: string): Result<void, ChipDeskError> => {
  if (!done.ok) return done
  return done.value ? ok(undefined) : fail(chipDeskError('StoreFailed', { cause }))
}

const statements = (database: Database.Database) => ({
  body: database.prepare<[id: string], { body: string }>('select body from transactions where id = ?'),
  transaction: database.prepare(`
    insert into transactions (id, at, desk, demo, personal_number, number_reversed, old_id_number, name_folded, verdict, body)
    values (:id, :at, :desk, :demo, :number, :reversed, :oldNumber, :name, :verdict, :body)`),
  name: database.prepare('insert into transaction_names (rowid, name) values (?, ?)'),
  question: database.prepare(`
    insert into outbox (request_id, transaction_id, kind, body, created_at, next_try_at, expires_at)
    values (:requestId, :transactionId, 'registry', :body, :createdAt, :nextTryAt, :expiresAt)`),
  answer: database.prepare(`
    insert into registry_answers (transaction_id, request_id, recorded_at, status, body) values (?, ?, ?, ?, ?)`),
  asked: database.prepare<[requestId: string], { transaction_id: string }>(
    'select transaction_id from outbox where request_id = ?',
  ),
  // An answer is never taken back by a later failure.
  outboxState: database.prepare(`update outbox set state = ? where request_id = ? and state <> 'sent'`),
  attempted: database.prepare(`
    update outbox set attempts = attempts + 1, last_error = ?, next_try_at = coalesce(?, next_try_at)
    where request_id = ? and state = 'pending'`),
})

function columns(transaction: Transaction, body: string) {
  const number = field(transaction, 'personalNumber') ?? null
  return {
    id: transaction.id,
    at: transaction.at,
    desk: transaction.desk,
    demo: transaction.demo ? 1 : 0,
    number,
    reversed: number && [...number].reverse().join(''),
    oldNumber: field(transaction, 'oldIdNumber') ?? null,
    name: foldName(field(transaction, 'fullName') ?? ''),
    verdict: transaction.report.verdict,
    body,
  }
}

const outboxColumns = (question: RegistryQuestion) => ({
  requestId: question.requestId,
  transactionId: question.transactionId,
  createdAt: question.createdAt,
  nextTryAt: Date.parse(question.createdAt) + firstTryGrace,
  expiresAt: question.expiresAt,
})

const field = (transaction: Transaction, id: FieldId): string | undefined =>
  transaction.report.document.find(entry => entry.id === id)?.value
