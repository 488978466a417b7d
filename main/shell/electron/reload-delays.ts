/** Somebody waits at the counter. */
const firstMs = 100
/** A page that cannot live is tried this often, and no processor is kept busy by it. */
const slowestMs = 30_000
/** A page that lived this long was well: its death is met at once again. */
const wellMs = 60_000

/** How long to wait before a page whose process has died is loaded again, ms: at once, then doubling. @returns to be asked at every death, with the time, ms */
export function reloadDelays(): (now: number) => number {
  let deaths = 0
  let lastAt = Number.NEGATIVE_INFINITY
  return now => {
    deaths = now - lastAt > wellMs ? 1 : deaths + 1
    lastAt = now
    return Math.min(slowestMs, deaths === 1 ? firstMs : 500 * 2 ** (deaths - 2))
  }
}
