import { ok } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { deliver, type RegistryAnswer } from './ask-registry.ts'
import { backoff } from './backoff.ts'
import { type Clock, systemClock } from './clock.ts'
import { createLine, type OnlineStatus } from './line.ts'
import type { OutboxPort, QueuedQuestion } from './outbox-port.ts'
import type { RegistryClient } from './registry-client.ts'

export interface OutboxChange {
  readonly online: OnlineStatus
  readonly pending: number
  /** The transaction whose question was tried. */
  readonly transactionId?: string
  /** The store could not take an answer, or not be read; the question will be asked again. */
  readonly storeError?: ChipDeskError
}

export interface OutboxSender {
  start(): void
  /** Ends a try in flight; its question stays in the outbox. */
  stop(): Promise<void>
  /** Tries every unanswered question now, whatever it waits for. `sent` counts those that ended. */
  sendNow(): Promise<{ sent: number; pending: number }>
  /** Tells what the station's own first try found out about the line. */
  noticed(state: RegistryState): void
  online(): OnlineStatus
}

export interface OutboxSenderOptions {
  readonly store: OutboxPort
  readonly client: RegistryClient
  /** Called when the status of the line changed and after every try. */
  readonly onChange: (change: OutboxChange) => void
  readonly clock?: Clock
  /** 0 ≤ random() < 1 */
  readonly random?: () => number
  /** How often to ask for a sign of life when nothing else was heard, in milliseconds; 30 s where absent. */
  readonly statusEveryMs?: number
}

const lookEveryMs = 1000
const batch = 1000

/**
 * Sends what the outbox holds, one question at a time, until each is answered, refused or expired. After a failure the
 * whole outbox waits (full jitter, 1 s to 5 min, or as long as the register asks) and then tries one question before the
 * next; when the line is back, everything is sent at once.
 */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { store, client, onChange, clock = systemClock, random = Math.random, statusEveryMs = 30_000 } = options
  const { reader, writer } = store
  const line = createLine(() => clock.now().getTime(), random, publish)
  let stopping = new AbortController()
  let cancelLook = () => {}
  let turn: Promise<unknown> = Promise.resolve()

  function publish(more: Omit<OutboxChange, 'online' | 'pending'> = {}): void {
    onChange({ online: line.status(), pending: reader.pendingCount(), ...more })
  }

  /** @returns whether the question has ended */
  async function send({ question, attempts }: QueuedQuestion): Promise<boolean> {
    const { requestId, transactionId } = question
    if (question.kind !== 'registry') return false
    const isExpired = Date.parse(question.expiresAt) <= clock.now().getTime()
    const delivery = isExpired ? ok(expired(requestId)) : await deliver(client, question, stopping.signal)
    if (stopping.signal.aborted) return false
    const wait = () => new Date(clock.now().getTime() + backoff(attempts + 1, random()))
    const kept = delivery.ok
      ? await writer.recordAnswer(requestId, delivery.value)
      : await writer.recordAttempt(requestId, delivery.error.error, wait())
    if (!delivery.ok) line.down(delivery.error.error, delivery.error.retryAfterMs)
    else if (!isExpired) line.up()
    if (!kept.ok) line.hold()
    publish({ transactionId, ...(!kept.ok && { storeError: kept.error }) })
    return delivery.ok && kept.ok
  }

  /** @returns how many questions ended; the first one that does not ends the round */
  async function sendAll(questions: readonly QueuedQuestion[]): Promise<number> {
    let sent = 0
    for (const queued of questions) {
      if (stopping.signal.aborted || !(await send(queued))) break
      sent++
    }
    return sent
  }

  async function look(): Promise<void> {
    if (line.mayAsk()) {
      await sendAll(line.takeReturn() ? reader.pendingQuestions(batch) : reader.dueQuestions(clock.now(), batch))
    }
    if (!line.isSilentFor(statusEveryMs)) return
    const status = await client.status(stopping.signal)
    if (stopping.signal.aborted) return
    if (status.ok) line.alive(reader.pendingCount() > 0)
    else line.silent(status.error.error, status.error.retryAfterMs)
  }

  /** One after another: never two questions on the line. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  function lookIn(milliseconds: number): void {
    cancelLook()
    if (stopping.signal.aborted) return
    cancelLook = clock.after(milliseconds, () => {
      inTurn(look)
        .catch(() => onChange({ online: line.status(), pending: 0, storeError: unreadable }))
        .then(() => lookIn(lookEveryMs))
    })
  }

  return {
    start() {
      stopping = new AbortController()
      lookIn(0)
    },
    async stop() {
      stopping.abort()
      cancelLook()
      await turn
    },
    async sendNow() {
      const sent = await inTurn(() => sendAll(reader.pendingQuestions(batch)))
      return { sent, pending: reader.pendingCount() }
    },
    noticed(state) {
      if (state.status === 'answered' || state.status === 'failed') line.up()
      if (state.status === 'pending' && state.error) line.down(state.error)
    },
    online: line.status,
  }
}

const unreadable = chipDeskError('StoreFailed', { cause: 'the outbox cannot be read' })

/** Too late to be of use at the counter; the register would not take it either. */
const expired = (requestId: string): RegistryAnswer => ({
  status: 'failed',
  requestId,
  error: chipDeskError('OnlineFailed', { cause: 'EXPIRED' }),
})
