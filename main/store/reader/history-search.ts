import type Database from 'better-sqlite3'
import type { HistoryFilter } from '../store.ts'
import { dayParts } from './day-parts.ts'
import { type SearchedRow, type TypedText, typedText } from './typed-text.ts'

/** Finds places of the history, newest first, below `before`. Every row of the history has its place `seq`. */
export type HistorySearch = (filter: HistoryFilter, limit: number, before?: number) => number[]

type Values = Record<string, string | number>

/** Where, and what else must hold, in terms of the transaction `t`. */
interface Scope {
  readonly conditions: string
  readonly values: Values
  /** The index in the order of places that knows every column of the conditions. */
  readonly index: 'transactions_listed' | 'transactions_verdict'
}

/** So many rows are looked at one by one within some milliseconds; what matches more often than that is found among them. */
const near = 2000

/**
 * Finds rows of transactions by what a clerk types and what the history is filtered by. SQLite keeps no statistics here and would guess:
 * every statement says by which index it goes.
 */
export function historySearch(database: Database.Database): HistorySearch {
  const prepared = new Map<string, Database.Statement<[Values], number>>()
  const places = (sql: string, values: Values): number[] => {
    const statement = prepared.get(sql) ?? database.prepare<[Values], number>(sql).pluck()
    prepared.set(sql, statement)
    return statement.all(values)
  }
  const partOf = dayParts(database)
  const rowsAt = database.prepare<[places: string], SearchedRow>(`
    select t.seq, t.name_folded, t.personal_number, t.old_id_number
    from json_each(?) as place cross join transactions t on t.seq = place.value`)
  const listed = ({ conditions, values, index }: Scope, limit: number) =>
    places(
      `select t.seq from transactions t indexed by ${index} where t.seq between :low and :high ${conditions}
       order by t.seq desc limit :limit`,
      { ...values, limit },
    )
  const byNumber = numberPlaces(places)

  /** Among the newest rows that the filter lets through; undefined where there may be more behind them. */
  function amongNewest(typed: TypedText, scope: Scope, limit: number): number[] | undefined {
    const newest = listed(scope, near)
    const found = rowsAt.all(JSON.stringify(newest)).filter(row => typed.matches(row))
    if (found.length < limit && newest.length === near) return undefined
    return found.slice(0, limit).map(({ seq }) => seq)
  }

  const byName = (match: string, { conditions, values }: Scope, limit: number) =>
    places(
      `select n.rowid from transaction_names n
       ${conditions && 'cross join transactions t indexed by transactions_listed on t.seq = n.rowid'}
       where n.transaction_names match :match and n.rowid between :low and :high ${conditions}
       order by n.rowid desc limit :limit`,
      { ...values, match, limit },
    )

  return (filter, limit, before = Number.MAX_SAFE_INTEGER) => {
    const { low, high } = partOf(filter)
    const scope = scopeOf(filter, { low, high: Math.min(high, before - 1) })
    const typed = typedText(filter.text ?? '')
    if (typed === 'nothing') return []
    if (typed === undefined) return listed(scope, limit)
    if (typed.kind === 'name')
      return (
        (scope.conditions === '' ? undefined : amongNewest(typed, scope, limit)) ?? byName(typed.match, scope, limit)
      )
    return (
      (byNumber.isRare(typed.digits) ? undefined : amongNewest(typed, scope, limit)) ??
      byNumber.find(typed.digits, scope, limit)
    )
  }
}

/** By the indexes of numbers: all that match, and only then the newest of them. */
function numberPlaces(places: (sql: string, values: Values) => number[]) {
  const ways = [
    ['personal_number', ':digits'],
    ['number_reversed', ':reversed'],
    ['old_id_number', ':digits'],
  ] as const
  // ':' follows '9', so that [n, n:) are the numbers that begin with n.
  const begins = ([column, value]: (typeof ways)[number]) =>
    `select seq from transactions indexed by transactions_${indexes[column]} where ${column} >= ${value} and ${column} < ${value} || ':'`
  const both = (digits: string) => ({ digits, reversed: [...digits].reverse().join('') })
  const count = `select count(*) from (${ways.map(way => `select * from (${begins(way)} limit :near)`).join(' union all ')})`
  return {
    isRare: (digits: string) => (places(count, { ...both(digits), near })[0] ?? 0) < near,
    find: (digits: string, { conditions, values }: Scope, limit: number) =>
      places(
        `with found (seq) as (${ways.map(begins).join(' union ')})
         select found.seq from found
         ${conditions && 'cross join transactions t indexed by transactions_listed on t.seq = found.seq'}
         where found.seq between :low and :high ${conditions} order by found.seq desc limit :limit`,
        { ...values, ...both(digits), limit },
      ),
  }
}

const indexes = { personal_number: 'number', number_reversed: 'reversed', old_id_number: 'old_id' } as const

/** Filters by whole columns, within places. */
export function scopeOf({ day, from, to, desk, verdict, purpose }: HistoryFilter, part: Values): Scope {
  const given = [
    ['day', '=', day],
    ['day', '>=', from],
    ['day', '<=', to],
    ['desk', '=', desk],
    ['verdict', '=', verdict],
    ['purpose', '=', purpose],
  ] as const
  const isRare = verdict !== undefined && verdict !== 'authentic'
  const set = given.flatMap(([column, operator, value], index) =>
    value === undefined ? [] : [{ sql: `and t.${column} ${operator} :v${index}`, name: `v${index}`, value }],
  )
  return {
    // The index of the rare ones knows itself by its own words only.
    conditions: [...set.map(({ sql }) => sql), ...(isRare ? [`and t.verdict <> 'authentic'`] : [])].join(' '),
    values: { ...part, ...Object.fromEntries(set.map(({ name, value }) => [name, value])) },
    index: isRare ? 'transactions_verdict' : 'transactions_listed',
  }
}
