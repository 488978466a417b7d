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
import { type Access, auditEntry } from './access.ts'
import { type AskedService, outcomeOf } from './asked-service.ts'

export interface RecordsParts {
  readonly store: Store
  /** Asked about every read; none where the desk asks nobody: transactions are then kept without a question. */
  readonly services: readonly AskedService[]
  /** Sends later what got no answer; absent where nobody is asked. */
  readonly sender?: (events: SenderEvents) => OutboxSender
  readonly context: (access: Access, now: Date) => DeskContext
  readonly demo: boolean
  /** How long the counter waits for an answer before it shows `pending`, ms. */
  readonly limitMs: number
  /** What the desk's policy keeps of a read as evidence. */
  readonly evidence?: (read: CardRead, report: Report) => string
  /** What the desk trusts. */
  readonly trust?: () => { readonly digest: string; readonly body: string }
}

/** What the sender tells: a question was tried, or the line changed. */
export interface SenderEvents {
  readonly pendingCount: () => number
  readonly onChange: (change: { readonly transactionId?: string }) => void
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
  const { store, services, limitMs } = parts
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
  })
  sender?.start()

  const asking = new Set<Promise<void>>()
  let closed = false

  async function ask(service: AskedService, question: Question, access: Access) {
    const state = await service.ask(question, limitMs)
    if (closed) return
    const answered = auditEntry(access, new Date(), service.answered, {
      outcome: outcomeOf(state),
      facts: { transaction: question.transactionId, request: question.requestId },
    })
    const kept = await store.writer.recordAnswer(question.requestId, state, [answered])
    if ('requestId' in state) sender?.noticed(state)
    // An answer that could not be kept is not shown either: the question stays in the outbox and is asked again.
    if (kept.ok) tell(question.transactionId)
    publish()
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
        audit: entriesOf(transaction, asked, access, now),
        ...(evidence !== undefined && { evidence }),
        ...(trust && { trust }),
      })
      onScreen = { id, changed }
      // Nothing is asked about what could not be kept: its answer would have no place.
      if (!saved.ok) return changed(seen({ ...transaction, registry: { status: 'not-asked' } }), saved.error)
      changed(seen(readable(() => store.reader.transaction(id)) ?? transaction))
      if (closed) return
      for (const { service, question } of asked) {
        const answer: Promise<void> = ask(service, question, access).finally(() => asking.delete(answer))
        asking.add(answer)
      }
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
      await Promise.all(services.map(service => service.close()))
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
  asked: readonly { service: AskedService; question: Question }[],
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
    ...asked.map(({ service, question }) =>
      auditEntry(access, now, service.asked, {
        outcome: 'pending',
        ...subject,
        facts: { transaction: id, request: question.requestId },
      }),
    ),
  ]
}

/** A stored transaction as it is shown: the report as made at the counter, with the register's answer worked in. */
const seen = (transaction: Transaction): Transaction => ({
  ...transaction,
  report: withRegistry(transaction.report, transaction.registry),
})
