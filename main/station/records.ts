import { randomUUID } from 'node:crypto'
import { askRegistry } from '../online/ask-registry.ts'
import { createOutboxSender } from '../online/outbox-sender.ts'
import { buildQuestion, type DeskContext } from '../online/question.ts'
import type { RegistryClient } from '../online/registry-client.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { StationState } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { Store } from '../store/store.ts'
import { withRegistry } from '../verification/with-registry.ts'

export interface RecordsParts {
  readonly store: Store
  /** Absent where no registry is configured: transactions are then kept without a question. */
  readonly client?: RegistryClient
  readonly desk: DeskContext & { readonly id: string }
  readonly demo: boolean
  /** How long the counter waits for the register before it shows `pending`, ms. */
  readonly limitMs: number
}

/** What is kept and what is asked: transactions, the register's answers, and the questions still waiting. */
export interface Records {
  /** Saves durably, asks the register, and calls back at each change of what is known about the transaction. */
  keep(report: Report, changed: (transaction: Transaction, storeError?: ChipDeskError) => void): void
  search(text: string, limit: number): Transaction[]
  online(): StationState['online']
  sendNow(): Promise<{ sent: number; pending: number }>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export function createRecords({ store, client, desk, demo, limitMs }: RecordsParts): Records {
  const listeners = new Set<() => void>()
  const watched = new Map<string, (transaction: Transaction) => void>()
  let status: StationState['online']['status'] = 'unknown'
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const sender =
    client &&
    createOutboxSender({
      port: { reader: store.reader, writer: store.writer },
      client,
      onChange: event => {
        status = event.online ? 'online' : 'offline'
        if (event.transactionId) tell(event.transactionId)
        changed()
      },
    })
  sender?.start()

  function tell(transactionId: string) {
    const transaction = store.reader.transaction(transactionId)
    if (transaction) watched.get(transactionId)?.(seen(transaction))
  }

  async function ask(registry: RegistryClient, question: RegistryQuestion) {
    const state = await askRegistry(registry, question, limitMs)
    status = state.status === 'pending' ? 'offline' : 'online'
    store.writer.recordAnswer(question.requestId, state)
    tell(question.transactionId)
    changed()
  }

  return {
    keep(report, listener) {
      const id = randomUUID()
      const question = client && buildQuestion(report, { transactionId: id, desk })
      const transaction: Transaction = {
        id,
        at: report.at,
        desk: desk.id,
        demo,
        report,
        registry: question
          ? { status: 'pending', requestId: question.requestId, since: question.createdAt }
          : { status: 'not-asked' },
      }
      const saved = store.writer.saveTransaction(transaction, question)
      // Only the newest transaction is on a screen.
      watched.clear()
      if (saved.ok) watched.set(id, listener)
      listener(seen(transaction), saved.ok ? undefined : saved.error)
      if (saved.ok && client && question) void ask(client, question)
    },
    search: (text, limit) => store.reader.search({ text, limit }).map(seen),
    online: () => ({ status, pending: store.reader.pendingCount() }),
    async sendNow() {
      const sent = (await sender?.sendNow()) ?? 0
      return { sent, pending: store.reader.pendingCount() }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await sender?.stop()
      store.close()
    },
  }
}

/** A stored transaction as it is shown: the report as made at the counter, with the register's answer worked in. */
const seen = (transaction: Transaction): Transaction => ({
  ...transaction,
  report: withRegistry(transaction.report, transaction.registry),
})
