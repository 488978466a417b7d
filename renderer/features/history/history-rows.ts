import type { Light, Verdict } from '../../../main/protocol/checks.ts'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { RegistryState, Transaction } from '../../../main/protocol/transaction.ts'
import { shownFields } from '../result/shown-fields.ts'

/** One visit in the list: what is needed to know it again, and no more of it is held. */
export interface HistoryRow {
  readonly id: string
  readonly at: string
  /** `YYYY-MM-DD` in Vietnam. */
  readonly day: string
  readonly desk: string
  readonly purpose: string | undefined
  readonly verdict: Verdict
  readonly light: Light
  readonly name: string | undefined
  readonly number: string | undefined
  readonly registry: RegistryState['status']
}

export function historyRow({ id, at, desk, purpose, report, registry }: Transaction): HistoryRow {
  const fields = shownFields(report.document)
  const value = (field: string) => fields.find(each => each.id === field)?.best.value
  return {
    id,
    at,
    day: dayInVietnam(at),
    desk,
    purpose: purpose?.code,
    verdict: report.verdict,
    light: report.light,
    name: value('fullName'),
    number: value('personalNumber'),
    registry: registry.status,
  }
}

/** The same list with its newest page asked for again: what is new stands in front, what has changed is changed, what came before stays. */
export function withNewest(rows: readonly HistoryRow[], newest: readonly HistoryRow[]): HistoryRow[] {
  const fresh = new Map(newest.map(row => [row.id, row]))
  const known = new Set(rows.map(({ id }) => id))
  return [...newest.filter(({ id }) => !known.has(id)), ...rows.map(row => sameOr(row, fresh.get(row.id)))]
}

/** Of a row that says what it said, the old one: nothing of it has to be drawn again. */
const sameOr = (row: HistoryRow, fresh: HistoryRow | undefined): HistoryRow =>
  fresh && JSON.stringify(fresh) !== JSON.stringify(row) ? fresh : row

export interface HistoryDay {
  readonly day: string
  readonly rows: readonly HistoryRow[]
  /** How many visits that day had; at least so many where `more`. */
  readonly count: number
  readonly more: boolean
}

/** Rows under the day they happened, in the order given. @param counted whole days, as far as they were counted @param atEnd nothing comes after these rows */
export function byDay(
  rows: readonly HistoryRow[],
  counted: Readonly<Record<string, number>>,
  atEnd: boolean,
): HistoryDay[] {
  const days: { day: string; rows: HistoryRow[] }[] = []
  for (const row of rows) {
    const last = days.at(-1)
    if (last?.day === row.day) last.rows.push(row)
    else days.push({ day: row.day, rows: [row] })
  }
  return days.map(({ day, rows: own }, i) => {
    const count = counted[day]
    // A day of which nothing was counted is whole where another one follows, unless the clock jumped.
    const whole = count !== undefined || atEnd || i < days.length - 1
    return { day, rows: own, count: Math.max(count ?? 0, own.length), more: !whole }
  })
}

/** Parts of a list that are drawn or left out as one. */
export function inParts<T>(rows: readonly T[], size: number): (readonly T[])[] {
  const parts: (readonly T[])[] = []
  for (let at = 0; at < rows.length; at += size) parts.push(rows.slice(at, at + size))
  return parts
}
