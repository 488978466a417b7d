import type Database from 'better-sqlite3'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { StoreReader } from '../store.ts'
import { dayParts } from './day-parts.ts'
import { scopeOf } from './history-search.ts'

/** So many rows are counted within some milliseconds; a page that reaches over more of them is of days that lie far apart. */
const soonCounted = 50_000

/** How many visits the days of a page have, of which the page may show a part alone. */
export function dayCounting(database: Database.Database): Pick<StoreReader, 'dayCounts'> {
  const partOf = dayParts(database)
  return {
    dayCounts({ desk, verdict, purpose }, page) {
      const days = page.map(({ at }) => dayInVietnam(at)).toSorted()
      const [from, to] = [days[0], days.at(-1)]
      if (from === undefined || to === undefined) return {}
      const part = partOf({ from, to })
      if (part.high - part.low > soonCounted) return undefined
      const { conditions, values, index } = scopeOf({ from, to, desk, verdict, purpose }, { ...part })
      const counted = database
        .prepare<[typeof values], { day: string; count: number }>(
          `select t.day, count(*) as count from transactions t indexed by ${index}
           where t.seq between :low and :high ${conditions} group by t.day`,
        )
        .all(values)
      const asked = new Set(days)
      return Object.fromEntries(counted.flatMap(({ day, count }) => (asked.has(day) ? [[day, count]] : [])))
    },
  }
}
