export interface CountRow {
  readonly key: string
  readonly name: string
  readonly count: number
  /** Of the largest, 0 to 1. */
  readonly share: number
}

/** Counts with their names, the largest first; what was never counted is left out. */
export function countRows(counts: Readonly<Record<string, number>>, nameOf: (key: string) => string): CountRow[] {
  const largest = Math.max(1, ...Object.values(counts))
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => ({ key, name: nameOf(key), count, share: count / largest }))
}

/** The hours of a day from the first with a visit to the last; none where there was no visit. */
export function busyHours(byHour: readonly number[]): { hour: number; count: number; share: number }[] {
  const first = byHour.findIndex(count => count > 0)
  if (first < 0) return []
  const last = byHour.findLastIndex(count => count > 0)
  const largest = Math.max(...byHour)
  return byHour.slice(first, last + 1).map((count, i) => ({ hour: first + i, count, share: count / largest }))
}
