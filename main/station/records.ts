import { randomUUID } from 'node:crypto'
import type { OutboxSender } from '../online/outbox-sender.ts'
import type { DeskContext } from '../online/question.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { StationState } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Store } from '../store/store.ts'
import { withRegistry } from '../verification/with-registry.ts'
import { type Access, auditEntry, byItself, type Place } from './access.ts'
import { type Answer, type AskedService, askedActions, outcomeOf } from './asked-service.ts'

export interface RecordsParts {
  readonly store: Store
  /** Asked about every read; none where the desk asks nobody: transactions are then kept without a question. */
  readonly services: readonly AskedService[]
  /** Sends later what got no answer; absent where nobody is asked. */
  readonly sender?: (events: SenderEvents) => OutboxSender
  readonly context: (access: Access, now: Date) => DeskContext
  /** Where and why, for what happens by itself. */
  readonly place: Place
  readonly demo: boolean
  /** Ends the connections to the services. */
  readonly closeServices?: () => Promise<void>
  /** What the desk's policy keeps of a read as evidence. */
  readonly evidence?: (read: CardRead, report: Report) => string
  /** What the desk trusts. */
  readonly trust?: () => { readonly digest: string; readonly body: string }
}

/** What the sender tells: a question was tried, or the line changed. */
export interface SenderEvents {
  readonly pendingCount: () => number
  readonly onChange: (change: { readonly transactionId?: string }) => void
  /** Entries that are written with a late answer. */
  readonly audit: (question: Question, answer: Answer) => readonly NewAuditEntry[]
}

type Changed = (transaction: Transaction, storeError?: ChipDeskError) => void

/** What is kept and what is asked: transactions, the answers to their questions, and the questions still waiting. */
export interface Records {
  /**
   * Saves durably, asks, and calls back at each change of what is known about the transaction. Resolves after the first call back, when
   * it is saved or said not to be.
   */
  keep(access: Access, read: CardRead, report: Report, changed: Changed): Promise<void>
  search(text: string, limit: number): Transaction[]
  online(): StationState['online']
  sendNow(): Promise<{ sent: number; pending: number }>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export function createRecords(parts: RecordsParts): Records {
  const { store, services } = parts
  const listeners = new Set<() => void>()
  /** The transaction on the screen: the only one whose late answer somebody is waiting for. */
  let onScreen: { id: string; changed: Changed } | undefined
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
    if (transaction) onScreen.changed(seen(transaction))
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
  let closed = false

  /** The first try, while the citizen waits. An answer that could not be kept is not shown: the question stays in the outbox. */
  async function ask(question: Question, limitMs: number, access: Access) {
    if (!sender || closed) return
    const state = await sender.firstTry(question, limitMs)
    if (closed) return
    const kept = await store.writer.recordAnswer(question.requestId, state, [answerEntry(access, question, state)])
    if (kept.ok) tell(question.transactionId)
    publish()
  }
  function askLater(question: Question, limitMs: number, access: Access) {
    const answer: Promise<void> = ask(question, limitMs, access).finally(() => asking.delete(answer))
    asking.add(answer)
  }

  return {
    async keep(access, read, report, changed) {
      const id = randomUUID()
      const now = new Date()
      const context = parts.context(access, now)
      const asked = services.flatMap(service => {
        const question = service.question({ transactionId: id, read, report, context, now })
        return question ? [{ service, question }] : []
      })
      const transaction = {
        id,
        at: report.at,
        desk: access.desk,
        demo: parts.demo,
        operator: access.operator.id,
        purpose: { code: access.purpose.code, legalBasis: access.purpose.legalBasis },
        report,
        registry: registryAsked(asked.map(({ question }) => question)),
      } satisfies Transaction
      const evidence = parts.evidence?.(read, report)
      const trust = parts.trust?.()
      const saved = await store.writer.saveTransaction(transaction, {
        questions: asked.map(({ question }) => question),
        audit: entriesOf(
          transaction,
          asked.map(({ question }) => question),
          access,
          now,
        ),
        ...(evidence !== undefined && { evidence }),
        ...(trust && { trust }),
      })
      onScreen = { id, changed }
      // Nothing is asked about what could not be kept: its answer would have no place.
      if (!saved.ok) return changed(seen({ ...transaction, registry: { status: 'not-asked' } }), saved.error)
      changed(seen(readable(() => store.reader.transaction(id)) ?? transaction))
      if (closed) return
      for (const { service, question } of asked) askLater(question, service.limitMs, access)
    },
    search: (text, limit) => store.reader.search({ text, limit }).map(seen),
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
  { id, report }: Transaction,
  questions: readonly Question[],
  access: Access,
  now: Date,
): NewAuditEntry[] {
  const number = report.document.find(field => field.id === 'personalNumber')?.value
  const subject = number !== undefined && { subject: number }
  return [
    auditEntry(access, now, 'card.read', {
      outcome: report.verdict,
      ...subject,
      facts: { transaction: id, groups: report.dataGroups.read.join(' '), trust: report.trust.digest },
    }),
    ...questions.map(question =>
      auditEntry(access, now, askedActions[question.kind][0], {
        outcome: 'pending',
        ...subject,
        facts: factsOf(question),
      }),
    ),
  ]
}

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
