import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { backoff } from './backoff.ts'

export type OnlineStatus = 'unknown' | 'online' | 'offline'

/** What a line is like, for whoever looks after the desk. Times in ms since 1970. */
export interface LineReport {
  readonly status: OnlineStatus
  /** When the service answered last. */
  readonly answeredAt?: number
  /** In a row, up to now. */
  readonly failures: number
  /** Of an offline line. */
  readonly error?: ChipDeskError
  /** Of one that nobody asks before this time. */
  readonly pausedUntil?: number
}

/** After so many failures in a row nobody waits for the service any more. */
const opensAfter = 3

/**
 * What is known about the line to one service, and when it may be used again: a circuit breaker. Closed, everybody may ask; open, nobody does until
 * its pause is over; then one question alone tries it.
 */
export interface Line {
  status(): OnlineStatus
  report(): LineReport
  /** For the first try, while somebody waits: false where waiting would be in vain. What was let in ends with `up`, `down` or `release`. */
  enter(): boolean
  /** For what can wait: also false during the pause after any failure. */
  take(): boolean
  /** What was let in ended without saying anything about the line. */
  release(): void
  /** The service answered. */
  up(): void
  /** A question got no answer, or none that counts: questions wait, and everything as long as the service asked for. */
  down(error: ChipDeskError, retryAfterMs?: number): void
  /** No sign of life either. Questions wait no longer for it: they have their own measure. */
  silent(error: ChipDeskError, retryAfterMs?: number): void
  /** Questions wait a little, for a reason that is not the line's. */
  hold(): void
  /** The service is alive, which is not yet an answer. */
  alive(questionsWaiting: boolean): void
  /** From when the next question may go, ms. */
  resumesAt(): number
  /** From when to ask for a sign of life, where nothing else is heard for so long. */
  silentAt(milliseconds: number): number
  /** Why it failed last. */
  reason(): ChipDeskError
  /** True once after the line came back: what waited for its turn need not wait longer. */
  takeReturn(): boolean
  hasReturned(): boolean
}

/**
 * @param now milliseconds
 * @param onNews called when the status changed
 */
export function createLine(now: () => number, random: () => number, onNews: () => void): Line {
  let status: OnlineStatus = 'unknown'
  let isSilence = false
  let failures = 0
  let heardAt = Number.NEGATIVE_INFINITY
  let resumeAt = 0
  let quietUntil = 0
  let probing = false
  let hasReturned = false
  let reason = chipDeskError('OnlineOffline')
  let answeredAt: number | undefined

  function become(next: OnlineStatus): void {
    heardAt = now()
    const before = status
    status = next
    if (before === 'offline' && next === 'online') hasReturned = true
    if (before !== next) onNews()
  }
  function offline(error: ChipDeskError, retryAfterMs: number): void {
    reason = error
    isSilence = error.tag === 'OnlineOffline' || error.tag === 'OnlineTimeout'
    quietUntil = now() + retryAfterMs
    become('offline')
  }
  const up = () => {
    failures = 0
    resumeAt = 0
    quietUntil = 0
    probing = false
    answeredAt = now()
    become('online')
  }
  const isOpen = () => failures >= opensAfter
  const resumesAt = () => Math.max(resumeAt, quietUntil)
  const take = () => {
    if (probing || now() < resumesAt()) return false
    probing = isOpen()
    return true
  }

  return {
    status: () => status,
    report: () => ({
      status,
      failures,
      ...(answeredAt !== undefined && { answeredAt }),
      ...(status === 'offline' && { error: reason }),
      ...(isOpen() && resumesAt() > now() && { pausedUntil: resumesAt() }),
    }),
    enter: () => (isOpen() ? take() : now() >= quietUntil),
    take,
    release() {
      probing = false
    },
    up,
    down(error, retryAfterMs = 0) {
      failures++
      probing = false
      resumeAt = now() + backoff(failures, random())
      offline(error, retryAfterMs)
    },
    silent: (error, retryAfterMs = 0) => offline(error, retryAfterMs),
    hold() {
      probing = false
      resumeAt = now() + backoff(1, random())
    },
    alive(questionsWaiting) {
      // A service that is up but fails on questions is not back until it answers one.
      if (status === 'offline' && !isSilence && questionsWaiting) heardAt = now()
      else up()
    },
    resumesAt,
    silentAt: milliseconds => Math.max(quietUntil, heardAt + milliseconds),
    reason: () => reason,
    takeReturn() {
      const returned = hasReturned
      hasReturned = false
      return returned
    },
    hasReturned: () => hasReturned,
  }
}
