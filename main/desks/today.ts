import type { Verdict } from '../protocol/checks.ts'
import { beginOfDayInVietnam, dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Today } from '../protocol/desk-today.ts'
import { isChipRead } from './steps/identity.ts'
import type { VisitRow } from './visit-row.ts'

/** A question from when it was put until it ended; without an end it waits still. RFC 3339. */
export interface QuestionSpan {
  readonly createdAt: string
  readonly endedAt?: string
}

/** Between two points of the line of what waits. */
const stepMs = 15 * 60_000
const mostReaders = 8

/** Counts of one desk on the day of `now`, one row after the other. */
export function countingToday(desk: string, now: Date) {
  const day = dayInVietnam(now)
  const begins = beginOfDayInVietnam(day)
  const byHour: Partial<Record<Verdict, number>>[] = Array.from({ length: 24 }, () => ({}))
  const readers = new Map<string, ReaderTimes>()
  const spans: { from: number; to: number }[] = []
  let visits = 0
  return {
    begins: new Date(begins).toISOString(),
    add({ transaction }: Pick<VisitRow, 'transaction'>): void {
      const { report, withoutCard, at } = transaction
      const hour = Math.floor((Date.parse(at) - begins) / 3_600_000)
      const verdictsOfHour = byHour[hour]
      if (transaction.desk !== desk || !verdictsOfHour) return
      visits++
      verdictsOfHour[report.verdict] = (verdictsOfHour[report.verdict] ?? 0) + 1
      const whole = report.timings.total !== undefined && !withoutCard && !report.error && isChipRead(report)
      if (whole && report.reader) addRead(readers, report.reader.name, report.timings)
    },
    addQuestion({ createdAt, endedAt }: QuestionSpan): void {
      spans.push({ from: Date.parse(createdAt), to: endedAt === undefined ? Infinity : Date.parse(endedAt) })
    },
    today: (): Today => ({
      desk,
      day,
      at: now.toISOString(),
      visits,
      byHour,
      readers: [...readers]
        .map(readerRow)
        .toSorted((a, b) => b.reads - a.reads)
        .slice(0, mostReaders),
      pending: times(begins, now.getTime()).map(at => ({
        at: new Date(at).toISOString(),
        count: spans.filter(({ from, to }) => from <= at && at < to).length,
      })),
    }),
  }
}

interface ReaderTimes {
  readonly totals: number[]
  readonly phases: Map<string, number[]>
}

function addRead(readers: Map<string, ReaderTimes>, name: string, timings: Readonly<Record<string, number>>): void {
  const times: ReaderTimes = readers.get(name) ?? { totals: [], phases: new Map() }
  readers.set(name, times)
  for (const [phase, ms] of Object.entries(timings)) {
    if (phase === 'total') times.totals.push(ms)
    else times.phases.set(phase, [...(times.phases.get(phase) ?? []), ms])
  }
}

function readerRow([name, { totals, phases }]: [string, ReaderTimes]): Today['readers'][number] {
  const [slowest] = [...phases]
    .map(([phase, each]) => ({ phase, median: rank(each, 0.5) }))
    .toSorted((a, b) => b.median - a.median)
  return { name, reads: totals.length, median: rank(totals, 0.5), p95: rank(totals, 0.95), ...(slowest && { slowest }) }
}

/** Nearest rank. */
const rank = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

/** Every quarter of an hour since the day began, and now. */
function times(begins: number, now: number): number[] {
  const steps = Math.floor((now - begins) / stepMs)
  const each = Array.from({ length: steps + 1 }, (_, step) => begins + step * stepMs)
  return each.at(-1) === now ? each : [...each, now]
}
