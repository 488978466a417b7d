import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { OnlineQuestion, OnlineState } from '../../protocol/online-check.ts'
import type { Question } from '../../protocol/registry-question.ts'
import type { FieldId } from '../../protocol/report.ts'
import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import { foldName } from '../reader/fold-name.ts'
import type { SavedWith, StoreWriting } from '../store.ts'
import { auditAppender } from './audit.ts'
import { refuseUnless, type Write } from './write.ts'

/**
 * The station itself makes the first try, while the citizen waits; the outbox comes after it, or instead of it when the
 * station did not live to make it. Milliseconds.
 */
const firstTryGrace = 15_000

const stateAfter = { answered: 'sent', failed: 'dead' } as const

type TransactionWriting = Pick<StoreWriting, 'saveTransaction' | 'saveQuestion' | 'recordAnswer' | 'recordAttempt'>

/** Transactions, their questions, and the answers linked to them. */
export function transactionWriting(database: Database.Database, write: Write): TransactionWriting {
  const rows = statements(database)
  const append = auditAppender(database)

  const insertQuestion = (question: Question) =>
    rows.question.run({ ...outboxColumns(question), body: JSON.stringify(question) })

  const insertAnswer = (
    asked: Omit<Asked, 'state'>,
    requestId: string,
    state: RegistryState | OnlineState,
    at: string,
  ) => {
    if (state.status !== 'answered' && state.status !== 'failed') return
    rows.answer.run(asked.transaction_id, requestId, asked.kind, at, state.status, JSON.stringify(state))
    rows.outboxState.run({ state: stateAfter[state.status], requestId })
  }

  const save = database.transaction((transaction: Transaction, also: SavedWith) => {
    const body = JSON.stringify(transaction)
    const stored = rows.body.get(transaction.id)
    if (stored !== undefined) return stored.body === body
    const { lastInsertRowid } = rows.transaction.run(columns(transaction, body))
    rows.name.run(lastInsertRowid, foldName(field(transaction, 'fullName') ?? ''))
    for (const question of also.questions ?? []) {
      insertQuestion(question)
      if (question.kind === 'registry')
        insertAnswer(
          { transaction_id: transaction.id, kind: 'registry' },
          question.requestId,
          transaction.registry,
          transaction.at,
        )
    }
    if (also.evidence !== undefined) rows.evidence.run(transaction.id, also.evidence)
    if (also.trust) rows.trust.run(also.trust.digest, transaction.at, also.trust.body)
    append(also.audit)
    return true
  })

  const ask = database.transaction((question: OnlineQuestion, audit: Audit) => {
    if (rows.body.get(question.transactionId) === undefined) return false
    if (rows.asked.get(question.requestId) !== undefined) return true
    insertQuestion(question)
    append(audit)
    return true
  })

  const answer = database.transaction((requestId: string, state: Ended, audit: Audit, heardAt: Date) => {
    const asked = rows.asked.get(requestId)
    if (asked === undefined) return false
    // The first try and the sender may both have asked, with one request id: what was answered once is answered.
    if (asked.state === 'sent' && state.status === 'answered') return true
    // The same failure again, as after a writer that died before it could say that it had written.
    const isKnown =
      asked.state !== 'pending' && rows.lastAnswer.get(asked.transaction_id, requestId) === JSON.stringify(state)
    if (isKnown) return true
    insertAnswer(asked, requestId, state, heardAt.toISOString())
    append(audit)
    return true
  })

  const countAttempt = database.transaction(
    (requestId: string, error: string | null, nextTryAt: number | null, audit?: Audit) => {
      if (rows.asked.get(requestId) === undefined) return false
      rows.attempted.run(error, nextTryAt, requestId)
      append(audit)
      return true
    },
  )

  return {
    saveTransaction: (transaction, also = {}) =>
      refuseUnless(
        write(() => save.immediate(transaction, also)),
        'another transaction has this id',
      ),
    saveQuestion: (question, audit) =>
      refuseUnless(
        write(() => ask.immediate(question, audit)),
        'no such transaction',
      ),
    recordAnswer(requestId, state, audit, heardAt = new Date()) {
      if (state.status === 'not-asked') throw new Error('not-asked is no answer')
      if (state.status === 'pending') {
        const error = state.error ? JSON.stringify(state.error) : null
        return refuseUnless(
          write(() => countAttempt.immediate(requestId, error, null, audit)),
          noQuestion,
        )
      }
      return refuseUnless(
        write(() => answer.immediate(requestId, state, audit, heardAt)),
        noQuestion,
      )
    },
    recordAttempt: (requestId, error, nextTryAt) =>
      refuseUnless(
        write(() => countAttempt.immediate(requestId, JSON.stringify(error), nextTryAt.getTime())),
        noQuestion,
      ),
  }
}

const noQuestion = 'no such question'

type Audit = readonly NewAuditEntry[] | undefined
type Ended = Extract<RegistryState | OnlineState, { status: 'answered' | 'failed' }>

interface Asked {
  readonly transaction_id: string
  readonly kind: string
  readonly state: string
}

const statements = (database: Database.Database) => ({
  body: database.prepare<[id: string], { body: string }>('select body from transactions where id = ?'),
  transaction: database.prepare(`
    insert into transactions (id, at, day, desk, demo, purpose, operator, personal_number, number_reversed, old_id_number,
      name_folded, verdict, body)
    values (:id, :at, :day, :desk, :demo, :purpose, :operator, :number, :reversed, :oldNumber, :name, :verdict, :body)`),
  name: database.prepare('insert into transaction_names (rowid, name) values (?, ?)'),
  question: database.prepare(`
    insert into outbox (request_id, transaction_id, kind, body, created_at, next_try_at, expires_at)
    values (:requestId, :transactionId, :kind, :body, :createdAt, :nextTryAt, :expiresAt)`),
  answer: database.prepare(`
    insert into checks (transaction_id, request_id, kind, recorded_at, status, body) values (?, ?, ?, ?, ?, ?)`),
  asked: database.prepare<[requestId: string], Asked>(
    'select transaction_id, kind, state from outbox where request_id = ?',
  ),
  lastAnswer: database
    .prepare<[transactionId: string, requestId: string], string>(
      'select body from checks where transaction_id = ? and request_id = ? order by seq desc limit 1',
    )
    .pluck(),
  // An answer is never taken back by a later failure, and what was given up stays so. What was asked is more than the desk keeps of a card: once it is
  // answered, and never asked again, it goes.
  outboxState: database.prepare(`
    update outbox set state = :state, body = case :state when 'sent' then '' else body end where request_id = :requestId and state <> 'sent' and not (state = 'dismissed' and :state = 'dead')`),
  attempted: database.prepare(`
    update outbox set attempts = attempts + 1, last_error = ?, next_try_at = coalesce(?, next_try_at)
    where request_id = ? and state = 'pending'`),
  evidence: database.prepare('insert into evidence (transaction_id, bundle) values (?, ?)'),
  trust: database.prepare('insert into trust (digest, first_used_at, body) values (?, ?, ?) on conflict do nothing'),
})

function columns(transaction: Transaction, body: string) {
  const number = field(transaction, 'personalNumber') ?? null
  return {
    id: transaction.id,
    at: transaction.at,
    day: dayInVietnam(transaction.at),
    desk: transaction.desk,
    demo: transaction.demo ? 1 : 0,
    purpose: transaction.purpose?.code ?? 'ADMIN_PROCEDURE',
    operator: transaction.operator ?? '',
    number,
    reversed: number && [...number].reverse().join(''),
    oldNumber: field(transaction, 'oldIdNumber') ?? null,
    name: foldName(field(transaction, 'fullName') ?? ''),
    verdict: transaction.report.verdict,
    body,
  }
}

const outboxColumns = (question: Question) => ({
  requestId: question.requestId,
  transactionId: question.transactionId,
  kind: question.kind,
  createdAt: question.createdAt,
  nextTryAt: Date.parse(question.createdAt) + firstTryGrace,
  expiresAt: question.expiresAt,
})

const field = (transaction: Transaction, id: FieldId): string | undefined =>
  transaction.report.document.find(entry => entry.id === id)?.value
