import { randomUUID } from 'node:crypto'
import { verifySod } from '../emrtd/lds/sod.ts'
import { askRegistry } from '../online/ask-registry.ts'
import { createOutboxSender } from '../online/outbox-sender.ts'
import { type DeskContext, registryQuestion } from '../online/question.ts'
import type { RegistryClient } from '../online/registry-client.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { StationState } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Store } from '../store/store.ts'
import { withRegistry } from '../verification/with-registry.ts'

export interface RecordsParts {
  readonly store: Store
  /** Absent where no registry is configured: transactions are then kept without a question. */
  readonly client?: RegistryClient
  readonly deskId: string
  /** Who asks and by what right, at the time of the question. */
  readonly context: (now: Date) => DeskContext
  readonly demo: boolean
  /** How long the counter waits for the register before it shows `pending`, ms. */
  readonly limitMs: number
}

type Changed = (transaction: Transaction, storeError?: ChipDeskError) => void

/** What is kept and what is asked: transactions, the register's answers, and the questions still waiting. */
export interface Records {
  /**
   * Saves durably, asks the register, and calls back at each change of what is known about the transaction. Resolves after the first call back,
   * when it is saved or said not to be.
   */
  keep(read: CardRead, report: Report, changed: Changed): Promise<void>
  search(text: string, limit: number): Transaction[]
  online(): StationState['online']
  sendNow(): Promise<{ sent: number; pending: number }>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export function createRecords(parts: RecordsParts): Records {
  const { store, client, limitMs } = parts
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
  const sender =
    client &&
    createOutboxSender({
      store: { reader: { ...store.reader, pendingCount: pending }, writer: store.writer },
      client,
      onChange: ({ transactionId }) => {
        tell(transactionId)
        publish()
      },
    })
  sender?.start()

  const asking = new Set<Promise<void>>()
  let closed = false

  async function ask(registry: RegistryClient, question: RegistryQuestion) {
    const state = await askRegistry(registry, question, limitMs)
    if (closed) return
    const kept = await store.writer.recordAnswer(question.requestId, state)
    sender?.noticed(state)
    // An answer that could not be kept is not shown either: the question stays in the outbox and is asked again.
    if (kept.ok) tell(question.transactionId)
    publish()
  }

  return {
    async keep(read, report, changed) {
      const id = randomUUID()
      const context = parts.context(new Date())
      const question = client && questionAbout(context, id, read, report)
      const transaction: Transaction = {
        id,
        at: report.at,
        desk: parts.deskId,
        demo: parts.demo,
        operator: context.operator.id,
        purpose: { code: context.purpose.code, legalBasis: context.purpose.legalBasisCode },
        report,
        registry: question
          ? { status: 'pending', requestId: question.requestId, since: question.createdAt }
          : { status: 'not-asked' },
      }
      const saved = await store.writer.saveTransaction(transaction, {
        questions: question ? [question] : [],
      })
      onScreen = { id, changed }
      // Nothing is asked about what could not be kept: its answer would have no place.
      if (!saved.ok) return changed(seen({ ...transaction, registry: { status: 'not-asked' } }), saved.error)
      changed(seen(transaction))
      if (!client || !question) return
      const asked: Promise<void> = ask(client, question).finally(() => asking.delete(asked))
      asking.add(asked)
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
      await client?.close()
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

/** A card that is altered or copied is asked about as well: the register must hear of it. */
function questionAbout(context: DeskContext, transactionId: string, { files }: CardRead, report: Report) {
  const sod = files.get('SOD')
  const verified = sod && verifySod(sod)
  return registryQuestion({
    transactionId,
    report,
    files,
    ...(verified?.ok && { dsc: verified.value.signer.bytes }),
    context,
    now: new Date(),
  })
}

/** A stored transaction as it is shown: the report as made at the counter, with the register's answer worked in. */
const seen = (transaction: Transaction): Transaction => ({
  ...transaction,
  report: withRegistry(transaction.report, transaction.registry),
})
