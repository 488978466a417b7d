/** Why the time of the desk is not to be believed. */
export interface ClockDoubt {
  readonly kind: 'before-floor' | 'jumped'
  /** It is this late at least, whatever the clock says. */
  readonly floor: Date
  /** The suspicious clock by name, e.g. `desk clock 2019-01-01T00:00Z, but it is 2026-11-21T03:00Z or later`. */
  readonly detail: string
}

/** What was found at one look at the clock. */
export interface ClockReading {
  readonly at: Date
  readonly doubt?: ClockDoubt
}

export interface ClockWatch {
  read(): ClockReading
  /** A time that somebody else signed or that a person confirmed; from here on the clock is measured against it. */
  confirm(trusted: Date): void
}

/** Clocks of desks and servers differ, and time servers set them back by as much. */
const tolerance = 2 * 60_000
/** A desk that sleeps finds its clock ahead of its own count of time; one that slept longer than over the new year's days is asked about. */
const longestSleep = 14 * 86_400_000

/** The latest of the moments that have surely passed: when the program was built, the last signed answer, the last record. */
export const trustedFloor = (...passed: readonly (Date | undefined)[]): Date =>
  new Date(Math.max(0, ...passed.flatMap(date => (date && !Number.isNaN(date.getTime()) ? [date.getTime()] : []))))

/**
 * Watches a clock that anybody may set. It must not be before what has surely passed, and must not run away from the count of time that nobody can set.
 * Every reading that is believed becomes the floor of the next, so that a clock set back while the program runs is found.
 * @param floor see `trustedFloor`
 * @param wall milliseconds since 1970
 * @param monotonic milliseconds since any moment
 */
export function watchClock(
  floor: Date,
  wall: () => number = () => Date.now(),
  monotonic: () => number = () => performance.now(),
): ClockWatch {
  let passed = floor.getTime()
  let last: { wall: number; monotonic: number } | undefined
  return {
    read() {
      const now = { wall: wall(), monotonic: monotonic() }
      const at = new Date(now.wall)
      const ranAway = last ? now.wall - last.wall - (now.monotonic - last.monotonic) : 0
      const kind = now.wall < passed - tolerance ? 'before-floor' : ranAway > longestSleep ? 'jumped' : undefined
      if (kind) return { at, doubt: { kind, floor: new Date(passed), detail: describe(kind, at, new Date(passed)) } }
      last = now
      passed = Math.max(passed, now.wall)
      return { at }
    },
    confirm(trusted) {
      passed = trusted.getTime()
      const now = { wall: wall(), monotonic: monotonic() }
      last = Math.abs(now.wall - passed) <= tolerance ? now : undefined
    },
  }
}

const minute = (date: Date) => `${date.toISOString().slice(0, 16)}Z`

const describe = (kind: ClockDoubt['kind'], at: Date, floor: Date) =>
  kind === 'before-floor'
    ? `desk clock ${minute(at)}, but it is ${minute(floor)} or later`
    : `desk clock ${minute(at)}, ahead of the time counted since ${minute(floor)}`
