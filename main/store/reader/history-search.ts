import type Database from 'better-sqlite3'
import type { HistoryFilter } from '../store.ts'
import { foldName } from './fold-name.ts'

type Values = Record<string, string | number>

/** Every row of the history has its place `seq`; days, pages and texts all come down to a part of these places. */
interface Part {
  readonly low: number
  readonly high: number
}

/** Finds places of the history, newest first, below `before`. */
export type HistorySearch = (filter: HistoryFilter, limit: number, before?: number) => number[]

/** Finds rows of transactions by what a clerk types and what the history is filtered by. */
export function historySearch(database: Database.Database): HistorySearch {
  const prepared = new Map<string, Database.Statement<[Values], number>>()
  const rows = (sql: string, values: Values): number[] => {
    const statement = prepared.get(sql) ?? database.prepare<[Values], number>(sql).pluck()
    prepared.set(sql, statement)
    return statement.all(values)
  }
  const part = dayParts(database)

  return (filter, limit, before = Number.MAX_SAFE_INTEGER) => {
    const { low, high } = part(filter)
    const { sql, values } = select(filter)
    return sql === '' ? [] : rows(sql, { ...values, low, high: Math.min(high, before - 1), limit })
  }
}

/** The statement for a filter; empty when nothing can match. */
function select(filter: HistoryFilter): { sql: string; values: Values } {
  const { conditions, values } = columnConditions(filter)
  const text = filter.text?.trim() ?? ''
  const ordered = 'order by t.seq desc limit :limit'
  const from = `select t.seq from transactions t where t.seq between :low and :high ${conditions}`
  if (text === '') return { sql: `${from} ${ordered}`, values }
  const digits = text.replace(/[\s.-]/g, '')
  if (/^[0-9]+$/.test(digits)) {
    // ':' follows '9', so that [n, n:) are the numbers that begin with n.
    const begins = (column: string, value: string) =>
      `select seq from transactions where ${column} >= ${value} and ${column} < ${value} || ':' and seq between :low and :high`
    return {
      sql: `
        with found (seq) as (
          ${begins('personal_number', ':digits')} union ${begins('number_reversed', ':reversed')}
          union ${begins('old_id_number', ':digits')})
        select t.seq from found cross join transactions t on t.seq = found.seq where true ${conditions} ${ordered}`,
      values: { ...values, digits, reversed: [...digits].reverse().join('') },
    }
  }
  const match = nameMatch(text)
  if (match === '') return { sql: '', values }
  return {
    sql: `
      select n.rowid from transaction_names n ${conditions && 'cross join transactions t indexed by transactions_listed on t.seq = n.rowid'}
      where n.transaction_names match :match and n.rowid between :low and :high ${conditions}
      order by n.rowid desc limit :limit`,
    values: { ...values, match },
  }
}

/** Filters by whole columns. */
function columnConditions({ day, from, to, desk, verdict, purpose }: HistoryFilter): {
  conditions: string
  values: Values
} {
  const given = [
    ['day', '=', day],
    ['day', '>=', from],
    ['day', '<=', to],
    ['desk', '=', desk],
    ['verdict', '=', verdict],
    ['purpose', '=', purpose],
  ] as const
  const set = given.flatMap(([column, operator, value], index) =>
    value === undefined ? [] : [{ sql: `and t.${column} ${operator} :v${index}`, name: `v${index}`, value }],
  )
  return {
    conditions: set.map(({ sql }) => sql).join(' '),
    values: Object.fromEntries(set.map(({ name, value }) => [name, value])),
  }
}

/**
 * Days lie beside each other in the history unless the clock jumped: the part that holds them is small, and what else it holds is
 * filtered. One step per day, each a look into the index of days.
 */
function dayParts(database: Database.Database): (filter: HistoryFilter) => Part {
  const days = `
    with recursive days (day) as (
      select min(day) from transactions where day between :first and :last
      union all
      select (select min(day) from transactions where day > days.day and day <= :last) from days where day is not null)`
  const bounds = database.prepare<{ first: string; last: string }, { low: number | null; high: number | null }>(`
    ${days}
    select min((select min(seq) from transactions where day = days.day)) as low,
      max((select max(seq) from transactions where day = days.day)) as high
    from days where day is not null`)
  return ({ day, from, to }) => {
    if (day === undefined && from === undefined && to === undefined) return { low: 0, high: Number.MAX_SAFE_INTEGER }
    const found = bounds.get({ first: day ?? from ?? '', last: day ?? to ?? '9' })
    return { low: found?.low ?? 0, high: found?.high ?? 0 }
  }
}

/** The FTS5 query: every word quoted, so that none is an operator; the last may be half typed. */
function nameMatch(text: string): string {
  const words = foldName(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ')
}
