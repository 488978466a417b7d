import { cpus, totalmem, type } from 'node:os'

/** Value below which the given part of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

export function machine(): string {
  const [cpu] = cpus()
  return `${type()}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
}

/** One line: what, how many, median and p99. */
export function line(what: string, samples: readonly number[], more = ''): string {
  const ms = (part: number) => `${quantile(samples, part).toFixed(1).padStart(7)} ms`
  return `${what.padEnd(44)} n ${String(samples.length).padStart(4)}   median ${ms(0.5)}   p99 ${ms(0.99)}   ${more}`
}
