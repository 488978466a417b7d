import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Shift } from '../protocol/desk-lists.ts'
import { type OpenQuery, openItems } from './open-items.ts'
import { statisticsOf } from './statistics.ts'
import type { VisitRow } from './visit-row.ts'

export interface ShiftQuery extends Pick<OpenQuery, 'definition' | 'goneAfterMs' | 'leftAt'> {
  readonly desk: string
  /** RFC 3339, the first moment of the shift and the first one after it. */
  readonly from: string
  readonly to: string
}

/**
 * What one shift leaves to the next: its numbers, and everything that is open at the desk, also of visits before it.
 * @param visits of the desk: those of the shift, and earlier ones that may be open
 */
export function shiftOf(visits: Iterable<VisitRow>, { desk, from, to, ...query }: ShiftQuery): Shift {
  const own = [...visits].filter(({ transaction }) => transaction.desk === desk)
  const within = own.filter(({ transaction: { at } }) => instant(from) <= instant(at) && instant(at) < instant(to))
  return {
    desk,
    from,
    to,
    statistics: statisticsOf(within, { desk, from: dayInVietnam(from), to: dayInVietnam(to) }),
    open: openItems(own, { ...query, now: new Date(to), since: from }),
  }
}

const instant = (text: string) => new Date(text).getTime()
