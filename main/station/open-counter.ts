/** How many visits wait to be looked at, for the header of every screen. */
export interface OpenCounter {
  view(): number
  /** Something was recorded that may change it. */
  recorded(): void
  close(): void
}

interface OpenCounterParts {
  /** Reads the visits of the last day and a half. */
  readonly count: () => Promise<number>
  readonly isIdle: () => boolean
  readonly changed: () => void
}

const restMs = 3000

/** Counts only where nobody is being served, and never twice within three seconds: many answers may come at once. */
export function openCounter({ count, isIdle, changed }: OpenCounterParts): OpenCounter {
  let known = 0
  let stale = true
  let rest: NodeJS.Timeout | undefined
  async function recount() {
    try {
      const before = known
      known = await count()
      if (known !== before) changed()
    } catch {
      // A disk that fails is said where the list is asked for; the counter goes on.
    }
  }
  return {
    view() {
      if (!stale || rest || !isIdle()) return known
      rest = setTimeout(() => {
        rest = undefined
        if (stale) changed()
      }, restMs).unref()
      stale = false
      void recount()
      return known
    },
    recorded() {
      stale = true
    },
    close: () => clearTimeout(rest),
  }
}
