import { fail, ok, type Result } from '../emrtd/result.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { Deliverer, Ended, Progress } from './deliverer.ts'
import { createLine, type Line } from './line.ts'
import type { OutboxPort, QueuedQuestion } from './outbox-port.ts'
import { notConfigured, type RegistryFailure, retryable } from './registry-failure.ts'

/** What one try found out. */
export interface Tried {
  /** The transaction whose question was tried. */
  readonly transactionId?: string
  /** The store could not take an answer, or not be read; the question will be asked again. */
  readonly storeError?: ChipDeskError
}

export interface LaneParts {
  readonly store: OutboxPort
  readonly deliverers: ReadonlyMap<Question['kind'], Deliverer>
  readonly publish: (tried: Tried) => void
  readonly audit: (question: Question, state: Ended) => readonly NewAuditEntry[]
  readonly clock: Clock
  readonly random: () => number
  readonly statusEveryMs: number
}

/** The questions of one service on their way: one at a time, each until it has ended. */
export interface Lane {
  readonly line: Line
  start(): void
  stop(): Promise<void>
  /** @returns how many questions ended */
  sendNow(): Promise<number>
  firstTry(question: Question, limitMs: number, progress?: Progress): Promise<RegistryState | OnlineState>
  /** Looks at the outbox anew: something was put into it, or the line has changed. */
  wake(): void
}

/** Between two looks at least, whatever the outbox says: a question that is under way elsewhere is still due. */
const shortestMs = 1000
const batch = 1000
const farFuture = new Date(8.64e15)

export function createLane(parts: LaneParts): Lane {
  const { store, deliverers, publish, audit, clock, random, statusEveryMs } = parts
  const { reader, writer } = store
  const kinds = [...deliverers.keys()]
  const line = createLine(
    () => clock.now().getTime(),
    random,
    () => publish({}),
  )
  const status = [...deliverers.values()].find(deliverer => deliverer.status)?.status
  /** Request ids under way at the counter. */
  const firstTries = new Set<string>()
  let stopping = new AbortController()
  let started = false
  let cancelLook = () => {}
  let turn: Promise<unknown> = Promise.resolve()

  const ours = (queued: readonly QueuedQuestion[]) => queued.filter(({ question }) => deliverers.has(question.kind))
  const due = () => ours(reader.dueQuestions(clock.now(), batch, kinds))
  const pending = () => ours(reader.pendingQuestions(batch, kinds))

  function tell(delivery: Result<Ended, RegistryFailure>): void {
    if (delivery.ok) line.up()
    else line.down(delivery.error.error, delivery.error.retryAfterMs)
  }

  const asked = async (question: Question, signal: AbortSignal, progress?: Progress) =>
    (await deliverers.get(question.kind)?.deliver(question, signal, clock.now, progress)) ?? fail(notConfigured)

  /** @returns whether the question has ended */
  async function send({ question, attempts }: QueuedQuestion): Promise<boolean> {
    const { requestId, transactionId } = question
    const late = Date.parse(question.expiresAt) <= clock.now().getTime()
    const delivery = late ? ok(expired(question)) : await asked(question, stopping.signal)
    if (stopping.signal.aborted) {
      line.release()
      return false
    }
    const wait = () => new Date(clock.now().getTime() + backoff(attempts + 1, random()))
    const kept = delivery.ok
      ? await writer.recordAnswer(requestId, delivery.value, audit(question, delivery.value))
      : await writer.recordAttempt(requestId, delivery.error.error, wait())
    if (late) line.release()
    else tell(delivery)
    if (!kept.ok) line.hold()
    publish({ transactionId, ...(!kept.ok && { storeError: kept.error }) })
    return delivery.ok && kept.ok
  }

  /** @returns how many questions ended; the first one that does not ends the round */
  async function sendAll(questions: readonly QueuedQuestion[], mayGo: () => boolean): Promise<number> {
    let sent = 0
    for (const queued of questions) {
      if (firstTries.has(queued.question.requestId)) continue
      if (stopping.signal.aborted || !mayGo() || !(await send(queued))) break
      sent++
    }
    return sent
  }

  async function look(): Promise<void> {
    if (clock.now().getTime() >= line.resumesAt()) await sendAll(line.takeReturn() ? pending() : due(), line.take)
    if (!status || clock.now().getTime() < line.silentAt(statusEveryMs)) return
    const alive = await status(stopping.signal)
    if (stopping.signal.aborted) return
    if (alive.ok) line.alive(reader.pendingQuestions(1, kinds).length > 0)
    else line.silent(alive.error.error, alive.error.retryAfterMs)
  }

  /** One after another: never two of the sender's questions on the line. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  /** When there will be something to do, ms from now; undefined where only news can bring it. */
  function idleFor(): number | undefined {
    const [next] = ours(reader.dueQuestions(farFuture, 1, kinds))
    const dueAt = line.hasReturned() ? 0 : next ? Date.parse(next.nextTryAt) : undefined
    const times = [
      ...(next && dueAt !== undefined ? [Math.max(dueAt, line.resumesAt())] : []),
      ...(status ? [line.silentAt(statusEveryMs)] : []),
    ]
    return times.length > 0 ? Math.max(shortestMs, Math.min(...times) - clock.now().getTime()) : undefined
  }

  function lookIn(milliseconds: number | undefined): void {
    cancelLook()
    if (milliseconds === undefined || stopping.signal.aborted || !started) return
    cancelLook = clock.after(Math.min(milliseconds, longestTimer), () => {
      inTurn(look)
        .then(idleFor)
        .catch(() => {
          publish({ storeError: unreadable })
          return shortestMs
        })
        .then(lookIn)
    })
  }

  function wake(): void {
    try {
      lookIn(idleFor())
    } catch {
      lookIn(shortestMs)
    }
  }

  return {
    line,
    wake,
    start() {
      stopping = new AbortController()
      started = true
      lookIn(0)
    },
    async stop() {
      started = false
      stopping.abort()
      cancelLook()
      await turn
    },
    // The operator's word counts more than the breaker.
    sendNow: () => inTurn(() => sendAll(pending(), () => true)),
    async firstTry(question, limitMs, progress) {
      if (!line.enter()) return pendingState(question, line.reason())
      const { requestId } = question
      let heard = false
      const told: Progress = waiting => {
        heard = true
        progress?.(waiting)
      }
      firstTries.add(requestId)
      const delivery = await limited(clock, limitMs, stopping.signal, signal => asked(question, signal, told)).finally(
        () => firstTries.delete(requestId),
      )
      if (stopping.signal.aborted) line.release()
      else if (heard) line.up()
      else tell(delivery)
      wake()
      return delivery.ok ? delivery.value : pendingState(question, delivery.error.error)
    },
  }
}

/** Longer waits overflow a timer (2³¹ ms). */
const longestTimer = 24 * 3_600_000

const unreadable = chipDeskError('StoreFailed', { cause: 'the outbox cannot be read' })

/** Ends in time, whatever the work makes of the signal. */
async function limited(
  clock: Clock,
  limitMs: number,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result<Ended, RegistryFailure>>,
): Promise<Result<Ended, RegistryFailure>> {
  const limit = new AbortController()
  let cancel = () => {}
  const late = new Promise<Result<Ended, RegistryFailure>>(resolve => {
    const end = () => {
      limit.abort()
      resolve(fail(retryable('OnlineTimeout', 'no answer')))
    }
    cancel = clock.after(limitMs, end)
    if (stopping.aborted) end()
    else stopping.addEventListener('abort', end, { once: true, signal: limit.signal })
  })
  try {
    return await Promise.race([work(limit.signal), late])
  } finally {
    cancel()
    limit.abort()
  }
}

const pendingState = ({ kind, requestId, createdAt }: Question, error: ChipDeskError): RegistryState | OnlineState =>
  kind === 'registry'
    ? { status: 'pending', requestId, since: createdAt, error }
    : ({ status: 'pending', error } as const)

/** Too late to be of use at the counter; the service would not take it either. */
function expired({ kind, requestId }: Question): Ended {
  const error = chipDeskError('OnlineExpired')
  return kind === 'registry' ? { status: 'failed', requestId, error } : { status: 'failed', error }
}
