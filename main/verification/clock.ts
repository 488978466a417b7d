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
  /** A time that somebody else has just signed, or that a person confirmed: from here on the clock is measured against it. */
  confirm(trusted: Date): void
}

/** What has surely passed when the program starts. */
export interface ClockFloor {
  /** When the program was built. */
  readonly built: Date
  /** The latest of the last signed time of a server and the last entry of the audit log. */
  readonly recorded?: Date | undefined
}

const minutes = 60_000
const days = 86_400_000
/** Clocks of desks and servers differ, and time servers set them back by as much. */
const tolerance = 2 * minutes
/** A desk without a time server is off by as much after a year; it changes no verdict that goes by days. */
const drift = 15 * minutes
/** A desk that sleeps finds its clock ahead of its own count of time; one that slept longer than over the new year's days is asked about. */
const longestSleep = 14 * days
/** A desk that was out of use for longer than this is asked about, and a program without any record that is older than that. */
const longestPause = 400 * days
const longestUnused = 5 * 366 * days

/** The latest of the moments that have surely passed: when the program was built, the last signed answer, the last record. */
export const trustedFloor = (...passed: readonly (Date | undefined)[]): Date =>
  new Date(Math.max(0, ...passed.flatMap(date => (date && !Number.isNaN(date.getTime()) ? [date.getTime()] : []))))

/**
 * Watches a clock that anybody may set. It must not be before what has surely passed, must not be far beyond it at the start, must not run away from the
 * count of time that nobody can set, and must agree with a time that somebody else signed. Every reading that is believed becomes the floor of the
 * next, so that a clock set back while the program runs is found. Time zones and summer time play no part: all of it is UTC.
 * @param floor a bare date is when the program was built
 * @param wall milliseconds since 1970
 * @param monotonic milliseconds since any moment
 */
export function watchClock(
  floor: Date | ClockFloor,
  wall: () => number = () => Date.now(),
  monotonic: () => number = () => performance.now(),
): ClockWatch {
  const { built, recorded } = floor instanceof Date ? { built: floor } : floor
  let passed = trustedFloor(built, recorded).getTime()
  /** The last moment that was believed or confirmed, by both counts; `allowed` is how far ahead of it the clock may be found. */
  let last: { wall: number; monotonic: number; allowed: number } | undefined
  return {
    read() {
      const now = { wall: wall(), monotonic: monotonic() }
      const at = new Date(now.wall)
      const ahead = last ? now.wall - last.wall - (now.monotonic - last.monotonic) : now.wall - passed
      const allowed = last?.allowed ?? (recorded ? longestPause : longestUnused)
      const kind = now.wall < passed - tolerance ? 'before-floor' : ahead > allowed ? 'jumped' : undefined
      if (kind) return { at, doubt: { kind, floor: new Date(passed), detail: describe(kind, at, new Date(passed)) } }
      last = { ...now, allowed: longestSleep }
      passed = Math.max(passed, now.wall)
      return { at }
    },
    confirm(trusted) {
      const time = trusted.getTime()
      // Whoever signs a time before this program was made has a worse clock than the desk.
      if (Number.isNaN(time) || time < built.getTime()) return
      const now = { wall: wall(), monotonic: monotonic() }
      const agrees = Math.abs(now.wall - time) <= drift
      passed = agrees ? Math.min(time, now.wall) : time
      last = agrees ? { ...now, allowed: longestSleep } : { ...now, wall: time, allowed: drift }
    },
  }
}

const minute = (date: Date) => `${date.toISOString().slice(0, 16)}Z`

const describe = (kind: ClockDoubt['kind'], at: Date, floor: Date) =>
  kind === 'before-floor'
    ? `desk clock ${minute(at)}, but it is ${minute(floor)} or later`
    : `desk clock ${minute(at)}, ahead of the time counted since ${minute(floor)}`
