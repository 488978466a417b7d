import type { ChipDeskError } from '../protocol/errors.ts'
import { backoff } from './backoff.ts'

export type OnlineStatus = 'unknown' | 'online' | 'offline'

/** What is known about the line to the register, and when it may be used again. */
export interface Line {
  status(): OnlineStatus
  /** The register answered. */
  up(): void
  /** A question got no answer, or none that counts: questions wait, and everything as long as the register asked for. */
  down(error: ChipDeskError, retryAfterMs?: number): void
  /** No sign of life either. Questions wait no longer for it: they have their own measure. */
  silent(error: ChipDeskError, retryAfterMs?: number): void
  /** Questions wait a little, for a reason that is not the line's. */
  hold(): void
  /** The register is alive, which is not yet an answer. */
  alive(questionsWaiting: boolean): void
  mayAsk(): boolean
  /** Whether to ask for a sign of life: nothing was heard for so long. */
  isSilentFor(milliseconds: number): boolean
  /** True once after the line came back: what waited for its turn need not wait longer. */
  takeReturn(): boolean
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
  let hasReturned = false

  function become(next: OnlineStatus): void {
    heardAt = now()
    const before = status
    status = next
    if (before === 'offline' && next === 'online') hasReturned = true
    if (before !== next) onNews()
  }
  function offline(error: ChipDeskError, retryAfterMs: number): void {
    isSilence = error.tag === 'OnlineOffline' || error.tag === 'OnlineTimeout'
    quietUntil = now() + retryAfterMs
    become('offline')
  }
  const up = () => {
    failures = 0
    resumeAt = 0
    become('online')
  }

  return {
    status: () => status,
    up,
    down(error, retryAfterMs = 0) {
      failures++
      resumeAt = now() + backoff(failures, random())
      offline(error, retryAfterMs)
    },
    silent: (error, retryAfterMs = 0) => offline(error, retryAfterMs),
    hold() {
      resumeAt = now() + backoff(1, random())
    },
    alive(questionsWaiting) {
      // A register that is up but fails on questions is not back until it answers one.
      if (status === 'offline' && !isSilence && questionsWaiting) heardAt = now()
      else up()
    },
    mayAsk: () => now() >= Math.max(resumeAt, quietUntil),
    isSilentFor: milliseconds => now() >= quietUntil && now() - heardAt >= milliseconds,
    takeReturn() {
      const returned = hasReturned
      hasReturned = false
      return returned
    },
  }
}
