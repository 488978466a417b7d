/** Wrong entries in a row, and when the last one was made by two clocks. */
export interface Failures {
  readonly count: number
  /** By the wall clock, ms. */
  readonly at: number
  /** How long the computer had been running, ms: nobody can set that clock. */
  readonly uptime: number
}

/** Why a count is not saved: another process has counted since it was read. */
export const countedMeanwhile = 'another sign-in was counted meanwhile'

/** Both clocks of the computer, ms. */
export interface TwoClocks {
  wall(): number
  uptime(): number
}

/** How the delay grows: from this many failures on, doubling with every so many more. */
export interface DelayRule {
  readonly free: number
  readonly each: number
}

const firstDelayMs = 30_000
const longestDelayMs = 15 * 60_000

/** 5 wrong entries for one name: 30 s, doubled by every further one up to 15 min. */
export const perName: DelayRule = { free: 5, each: 1 }
/** The same over all names, slower, so that names cannot be tried one beside the other. */
export const overAll: DelayRule = { free: 20, each: 5 }

const delayMs = (count: number, { free, each }: DelayRule) =>
  count < free ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, Math.floor((count - free) / each)))

/**
 * How long is still to be waited, ms. The time that has passed is measured by the computer's uptime as long as it has not been started
 * anew; after that by the wall clock, where a clock set back gives nothing.
 */
export function remainingMs(failures: Failures | undefined, rule: DelayRule, now: TwoClocks): number {
  if (!failures) return 0
  return Math.max(0, delayMs(failures.count, rule) - elapsedMs(failures, now))
}

/** What one more wrong entry makes of it. Over all names nothing is ever right again, so there a quiet quarter of an hour forgives. */
export function oneMore(failures: Failures | undefined, rule: DelayRule, now: TwoClocks): Failures {
  const before = failures && (rule === perName || elapsedMs(failures, now) < longestDelayMs) ? failures.count : 0
  return { count: before + 1, at: now.wall(), uptime: now.uptime() }
}

function elapsedMs({ at, uptime }: Failures, now: TwoClocks): number {
  const running = now.uptime() - uptime
  return running >= 0 ? running : Math.max(0, now.wall() - at)
}
