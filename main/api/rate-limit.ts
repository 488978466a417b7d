/** How many at once, and how many a second after that. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/**
 * A bucket of tokens that fills by time.
 * @param now milliseconds of a clock that only goes forward
 * @returns takes one: 0, or how many seconds to wait for the next
 */
export function rateLimit({ burst, perSecond }: Rate, now: () => number): () => number {
  let left = burst
  let last = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + ((time - last) / 1000) * perSecond)
    last = time
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / perSecond))
    left -= 1
    return 0
  }
}
