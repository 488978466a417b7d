const shortest = 1000
const longest = 5 * 60_000

/**
 * How long to wait after a number of failures in a row: anywhere between 1 s and a bound that doubles up to 5 min, so
 * that the desks of a country do not come back all at once.
 * @param random 0 ≤ random < 1
 * @returns milliseconds
 */
export function backoff(failures: number, random: number): number {
  const bound = Math.min(longest, shortest * 2 ** Math.min(failures, 20))
  return Math.round(shortest + random * (bound - shortest))
}
