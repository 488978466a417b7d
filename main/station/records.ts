import { randomUUID } from 'node:crypto'
import { keptOf } from '../desks/kept.ts'
import { fail, type Result } from '../emrtd/result.ts'
import type { LineReport } from '../online/line.ts'
import type { OutboxSender } from '../online/outbox-sender.ts'
import type { DeskContext } from '../online/question.ts'
import type { Act, NewAct } from '../protocol/act.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import type { EidWaiting } from '../protocol/citizen-data.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion, OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { CallResult } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { HistoryQuery, Store } from '../store/store.ts'
import { withRegistry } from '../verification/with-registry.ts'
import { type Access, auditEntry, byItself, type Place, type Serving } from './access.ts'
import { type Answer, type AskedService, askedActions, outcomeOf } from './asked-service.ts'
import { keptAnswer } from './kept-answer.ts'
import { dismiss, listOutbox, requeue } from './outbox-calls.ts'

export interface RecordsParts {
  readonly store: Store
  /** Asked about every read; none where the desk asks nobody: transactions are then kept without a question. */
  readonly services: readonly AskedService[]
  /** Sends later what got no answer; absent where nobody is asked. */
  readonly sender?: (events: SenderEvents) => OutboxSender
  readonly context: (serving: Pick<Serving, 'operator' | 'purpose' | 'consent'>) => DeskContext
  /** Where and why, for what happens by itself. */
  readonly place: Place
  readonly demo: boolean
  /** Ends the connections to the services. */
  readonly closeServices?: () => Promise<void>
  /** What the purpose lets the desk keep of a read as evidence; undefined where it keeps none. */
  readonly evidence?: (purpose: string, read: CardRead, report: Report) => string | undefined
  /** What the desk trusts. */
  readonly trust?: { readonly digest: string; readonly body: string }
}

/** What the sender tells: a question was tried, or the line changed. */
export interface SenderEvents {
  readonly pendingCount: () => number
  readonly onChange: (change: { readonly transactionId?: string }) => void
  /** Entries that are written with a late answer. */
  readonly audit: (question: Question, answer: Answer) => readonly NewAuditEntry[]
}

/** An act as somebody asks for it, and what the audit log says of it. */
export interface ActToKeep {
  readonly transactionId: string
  readonly act: NewAct
  readonly action: AuditAction
  readonly facts?: NewAuditEntry['facts']
  /** Where the paper gets a number. */
  readonly numbering?: { readonly series: string; readonly form: string }
  /** The same id again is the same act, done once. Random where absent. */
  readonly id?: string
  /** Now where absent. */
  readonly at?: Date
}

type Changed = (transaction: Transaction, storeError?: ChipDeskError) => void

/** What is kept and what is asked: transactions, the answers to their questions, and the questions still waiting. */
export interface Records {
  /**
   * Saves durably, asks, and calls back at each change of what is known about the transaction. Resolves after the first call back, when
   * it is saved or said not to be.
   */
  keep(serving: Serving, read: CardRead, report: Report, changed: Changed): Promise<void>
  /** Saves something that was done about a stored transaction; the screen that shows it is told. */
  act(access: Access, kept: ActToKeep): Promise<Result<Act, ChipDeskError>>
  /** Saves one more question about a stored transaction and makes its first try; the answer comes by `onChange` and `view`. */
  ask(access: Access, question: OnlineQuestion, limitMs: number): Promise<Result<void, ChipDeskError>>
  /** Also by the id of a transaction, as the code on a print-out has it. */
  search(query: HistoryQuery): CallResult<'history.search'>
  /** As it is shown, with the latest answers. */
  view(id: string): Transaction | undefined
  /** The same with all that was read, where its citizen is at the counter still. */
  viewAtCounter(id: string): Transaction | undefined
  /** The same with every answer that there ever was; throws `DataUnknownCode` where there is no such transaction. */
  history(id: string): CallResult<'history.view'>
  /** The citizen has gone: nothing of what was read and not kept stays. */
  forget(): void
  outbox(): Promise<CallResult<'outbox.list'>>
  requeue(access: Access, requestId: string): Promise<Result<void, ChipDeskError>>
  dismiss(access: Access, given: { requestId: string; reason: string }): Promise<Result<void, ChipDeskError>>
  online(): StationState['online']
  /** How each service was found, by its name; nothing where nobody is asked. */
  lines(): Readonly<Record<string, LineReport>>
  sendNow(): Promise<{ sent: number; pending: number }>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export function createRecords(parts: RecordsParts): Records {
  const { store, services } = parts
  const listeners = new Set<() => void>()
  /** The transaction on the screen: the only one whose late answer somebody is waiting for. */
  let onScreen: { id: string; changed: Changed; report: Report; answers: Map<string, OnlineState> } | undefined
  let pendingBefore = 0
  const publish = () => {
    for (const listener of listeners) listener()
  }
  const pending = () => {
    pendingBefore = readable(() => store.reader.pendingCount()) ?? pendingBefore
    return pendingBefore
  }
  const tell = (transactionId: string | undefined) => {
    if (!transactionId || onScreen?.id !== transactionId) return
    const transaction = readable(() => store.reader.transaction(transactionId))
    if (transaction) onScreen.changed(whole(transaction))
  }
  const sender = parts.sender?.({
    pendingCount: pending,
    onChange: ({ transactionId }) => {
      tell(transactionId)
      publish()
    },
    audit: (question, answer) => [answerEntry(byItself(parts.place), question, answer)],
  })
  sender?.start()

  const asking = new Set<Promise<void>>()
  /** Requests that a citizen is looking at in the app: what to compare with, for the screen alone. */
  const waiting = new Map<string, EidWaiting>()
  const shown = (transaction: Transaction) => withWaiting(seen(transaction), waiting)
  /** With everything that was read while the citizen is at the counter: less of it is kept. */
  const whole = (transaction: Transaction) => {
    if (onScreen?.id !== transaction.id) return shown(transaction)
    const { report, answers } = onScreen
    const checks = transaction.checks?.map(check => ({
      ...check,
      state: (check.state.status === 'answered' && answers.get(check.id)) || check.state,
    }))
    return shown({ ...transaction, report, ...(checks && { checks }) })
  }
  let closed = false

  /** The first try, while the citizen waits. An answer that could not be kept is not shown: the question stays in the outbox. */
  async function ask(question: Question, limitMs: number, access: Access) {
    if (!sender || closed) return
    const state = await sender.firstTry(question, limitMs, progress => {
      waiting.set(question.requestId, progress)
      tell(question.transactionId)
    })
    waiting.delete(question.requestId)
    if (closed) return
    // What may not be kept is shown as long as the citizen is there, from the moment on in which the rest of it is kept.
    if (keptAnswer(state) !== state && onScreen?.id === question.transactionId)
      onScreen.answers.set(question.requestId, state as OnlineState)
    const kept = await store.writer.recordAnswer(question.requestId, state, [answerEntry(access, question, state)])
    if (kept.ok) tell(question.transactionId)
    publish()
  }
  function askLater(question: Question, limitMs: number, access: Access) {
    // A bug of ours on one answer must not end the station: the question is still in the outbox.
    const answer: Promise<void> = ask(question, limitMs, access)
      .catch(() => publish())
      .finally(() => {
        waiting.delete(question.requestId)
        asking.delete(answer)
      })
    asking.add(answer)
  }

  function view(id: string): Transaction | undefined {
    const transaction = store.reader.transaction(id)
    return transaction && shown(transaction)
  }

  return {
    async keep(serving, read, report, changed) {
      const id = randomUUID()
      const now = new Date()
      const context = parts.context(serving)
      const { visit, insuranceNumber, definition, consent, withoutCard } = serving
      const number = insuranceNumber !== undefined && { insuranceNumber }
      const about = { transactionId: id, read, report, context, visit, now, ...number }
      const asked = services.flatMap(service => {
        const question = service.question(about)
        return question ? [{ service, question }] : []
      })
      const questions = asked.map(({ question }) => question)
      const transaction = {
        id,
        at: report.at,
        desk: serving.desk,
        demo: parts.demo,
        operator: serving.operator.id,
        purpose: { code: serving.purpose.code, legalBasis: serving.purpose.legalBasis },
        definition,
        consent,
        ...(withoutCard && { withoutCard }),
        report: keptOf(report, visit),
        registry: registryAsked(questions),
      } satisfies Transaction
      const evidence = parts.evidence?.(serving.purpose.code, read, transaction.report)
      const saved = await store.writer.saveTransaction(transaction, {
        questions,
        audit: entriesOf({ ...transaction, report }, questions, serving, now),
        ...(evidence !== undefined && { evidence }),
        ...(parts.trust && { trust: parts.trust }),
      })
      onScreen = { id, changed, report, answers: new Map() }
      // Nothing is asked about what could not be kept: its answer would have no place.
      if (!saved.ok) return changed(whole({ ...transaction, registry: { status: 'not-asked' } }), saved.error)
      changed(whole(readable(() => store.reader.transaction(id)) ?? transaction))
      if (closed) return
      for (const { service, question } of asked) askLater(question, service.limitMs, serving)
    },
    async act(access, { transactionId, act, action, facts, numbering, id = randomUUID(), at: now = new Date() }) {
      const transaction = store.reader.transaction(transactionId)
      if (!transaction) return fail(chipDeskError('DataUnknownCode', { cause: 'no such transaction' }))
      const entry = auditEntry(access, now, action, {
        outcome: 'done',
        ...subjectOf(transaction),
        facts: { transaction: transactionId, kind: act.kind, ...facts },
      })
      const done = { ...act, id, at: now.toISOString(), operator: access.operator.id }
      const saved = await store.writer.saveAct(transactionId, done, [entry], numbering)
      if (!saved.ok) return saved
      tell(transactionId)
      publish()
      return saved
    },
    async ask(access, question, limitMs) {
      const transaction = store.reader.transaction(question.transactionId)
      const asked = transaction && questionEntry(access, new Date(), transaction, question)
      const saved = await store.writer.saveQuestion(question, asked ? [asked] : [])
      if (!saved.ok) return saved
      tell(question.transactionId)
      askLater(question, limitMs, access)
      publish()
      return saved
    },
    search(query) {
      const named = /^(?:chipdesk:verify:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::|$)/.exec(
        query.text?.trim() ?? '',
      )?.[1]
      const transaction = named === undefined ? undefined : store.reader.transaction(named)
      if (transaction) return { transactions: [shown(transaction)] }
      const page = store.reader.historyPage(query)
      return { ...page, transactions: page.transactions.map(shown) }
    },
    view,
    viewAtCounter(id) {
      const transaction = store.reader.transaction(id)
      return transaction && whole(transaction)
    },
    forget() {
      onScreen = undefined
    },
    history(id) {
      const transaction = view(id)
      if (!transaction) throw chipDeskError('DataUnknownCode', { cause: 'no such transaction' })
      const answers = store.reader
        .answersOf(id)
        .map(({ requestId, kind, state, recordedAt }) => ({ requestId, kind, status: state.status, recordedAt }))
      return { transaction, answers }
    },
    outbox: () => listOutbox(store),
    async requeue(access, requestId) {
      const done = await requeue(store, access, requestId, new Date())
      sender?.wake()
      publish()
      return done
    },
    async dismiss(access, given) {
      const done = await dismiss(store, access, given, new Date())
      publish()
      return done
    },
    lines: () => sender?.lines() ?? {},
    online: () => ({ status: sender?.online() ?? 'unknown', pending: pending() }),
    sendNow: async () => (await sender?.sendNow()) ?? { sent: 0, pending: pending() },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      await sender?.stop()
      await Promise.all(asking)
      await parts.closeServices?.()
      await store.close()
    },
  }
}

/** What the screen shows must not fall with the disk, nor with a station that is closing: undefined where the store cannot be read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function registryAsked(questions: readonly Question[]): Transaction['registry'] {
  const question = questions.find(({ kind }) => kind === 'registry')
  return question
    ? { status: 'pending', requestId: question.requestId, since: question.createdAt }
    : { status: 'not-asked' }
}

/** The read and each question it led to, for the audit log: in the same write as the record itself. */
function entriesOf(
  transaction: Transaction,
  questions: readonly Question[],
  access: Access,
  now: Date,
): NewAuditEntry[] {
  const { id, report } = transaction
  const read = auditEntry(access, now, 'card.read', {
    outcome: transaction.report.verdict,
    ...subjectOf(transaction),
    facts: { transaction: id, groups: report.dataGroups.read.join(' '), trust: report.trust.digest },
  })
  return [read, ...questions.map(question => questionEntry(access, now, transaction, question))]
}

/** Whom a transaction is about, for an audit entry. */
export function subjectOf({ report }: Transaction): { subject?: string } {
  const number = report.document.find(field => field.id === 'personalNumber')?.value
  return number === undefined ? {} : { subject: number }
}

const questionEntry = (access: Access, now: Date, transaction: Transaction, question: Question): NewAuditEntry =>
  auditEntry(access, now, askedActions[question.kind][0], {
    outcome: 'pending',
    ...subjectOf(transaction),
    facts: factsOf(question),
  })

const factsOf = ({ kind, transactionId, requestId }: Question) => ({
  kind,
  transaction: transactionId,
  request: requestId,
})

const answerEntry = (access: Access, question: Question, answer: Answer): NewAuditEntry =>
  auditEntry(access, new Date(), askedActions[question.kind][1], {
    outcome: outcomeOf(answer),
    facts: factsOf(question),
  })

/** A stored transaction as it is shown: the report as made at the counter, with the register's answer worked in. */
const seen = (transaction: Transaction): Transaction => ({
  ...transaction,
  report: withRegistry(transaction.report, transaction.registry),
})

/** What waits in the citizen's app stands beside its question. */
function withWaiting(transaction: Transaction, waiting: ReadonlyMap<string, EidWaiting>): Transaction {
  if (!transaction.checks || waiting.size === 0) return transaction
  const checks = transaction.checks.map(check => {
    const inApp = waiting.get(check.id)
    return inApp && check.state.status === 'pending' ? { ...check, state: { ...check.state, waiting: inApp } } : check
  })
  return { ...transaction, checks }
}
