/** How many visits wait to be looked at, for the header of every screen. */
export interface OpenCounter {
  view(): number
  /** Something was recorded that may change it. */
  recorded(): void
  close(): void
}

interface OpenCounterParts {
  /** Reads the visits of the last day and a half: tens of milliseconds at the end of a busy one. */
  readonly count: () => number
  readonly isIdle: () => boolean
  readonly changed: () => void
}

const restMs = 3000

/** Counts only where nobody is being served, and never twice within three seconds: many answers may come at once. */
export function openCounter({ count, isIdle, changed }: OpenCounterParts): OpenCounter {
  let known = 0
  let stale = true
  let rest: NodeJS.Timeout | undefined
  return {
    view() {
      if (!stale || rest || !isIdle()) return known
      rest = setTimeout(() => {
        rest = undefined
        if (stale) changed()
      }, restMs).unref()
      stale = false
      try {
        known = count()
      } catch {
        // A disk that fails is said where the list is asked for; the counter goes on.
      }
      return known
    },
    recorded() {
      stale = true
    },
    close: () => clearTimeout(rest),
  }
}
