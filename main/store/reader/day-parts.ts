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
  const bounds = database.prepare<{ first: string; last: string }, { low: number | null; high: number | null }>(`
    with recursive days (day) as (
      select min(day) from transactions where day between :first and :last
      union all
      select (select min(day) from transactions where day > days.day and day <= :last) from days where day is not null)
    select min((select min(seq) from transactions where day = days.day)) as low,
      max((select max(seq) from transactions where day = days.day)) as high
    from days where day is not null`)
  return ({ day, from, to }) => {
    if (day === undefined && from === undefined && to === undefined) return { low: 0, high: Number.MAX_SAFE_INTEGER }
    const found = bounds.get({ first: day ?? from ?? '', last: day ?? to ?? '9' })
    return { low: found?.low ?? 0, high: found?.high ?? 0 }
  }
}
