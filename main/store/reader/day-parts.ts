import type Database from 'better-sqlite3'
import type { HistoryFilter } from '../store.ts'

/** A part of the history by places: first and last. */
export interface Part {
  readonly low: number
  readonly high: number
}

/**
 * Finds the part of the history that holds all transactions of some days. Days lie beside each other unless the clock jumped: the part
 * is hardly larger than what it must hold. One step per day, each a look into the index of days.
 */
export function dayParts(database: Database.Database): (filter: HistoryFilter) => Part {
  const bounds = database.prepare<Asked, { low: number | null; high: number | null }>(`
    with recursive days (day) as (
      select min(day) from transactions where day between :first and :last
      union all
      select (select min(day) from transactions where day > days.day and day <= :last) from days where day is not null)
    select min(case :begins when 1 then (select min(seq) from transactions where day = days.day) end) as low,
      max(case :ends when 1 then (select max(seq) from transactions where day = days.day) end) as high
    from days where day is not null`)
  return ({ day, from, to }) => {
    const [first, last] = [day ?? from, day ?? to]
    if (first === undefined && last === undefined) return everything
    const begins = first === undefined ? 0 : 1
    const ends = last === undefined ? 0 : 1
    const found = bounds.get({ first: first ?? '', last: last ?? '9', begins, ends })
    return {
      low: begins ? (found?.low ?? nowhere) : everything.low,
      high: ends ? (found?.high ?? 0) : everything.high,
    }
  }
}

const nowhere = Number.MAX_SAFE_INTEGER
const everything: Part = { low: 0, high: nowhere }

interface Asked {
  readonly first: string
  readonly last: string
  /** Whether the part has a beginning and an end at all: 1 or 0. */
  readonly begins: number
  readonly ends: number
}
