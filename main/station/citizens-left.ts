/** When citizens left the counter, ms since 1970, by transaction. In memory: after a restart the signs in the store have to do. */
export interface CitizensLeft {
  readonly at: ReadonlyMap<string, number>
  left(transactionId: string): void
}

/** Of a few busy days; whoever came before has left long since. */
const most = 2000

export function citizensLeft(now: () => number = Date.now): CitizensLeft {
  const at = new Map<string, number>()
  return {
    at,
    left(transactionId) {
      at.set(transactionId, now())
      const [oldest] = at.keys()
      if (at.size > most && oldest !== undefined) at.delete(oldest)
    },
  }
}
