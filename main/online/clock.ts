/** Time as the sender sees it, so that tests can turn it. */
export interface Clock {
  now(): Date
  /** Runs something later; returns how to call it off. */
  after(milliseconds: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
