import { dayInVietnam, hourInVietnam } from '../../protocol/day-in-vietnam.ts'

/** An answer due on a day, before noon or before the office closes. */
export interface DueTime {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly half: 'morning' | 'afternoon'
}

/**
 * The working day so many after a day, which does not count itself: `3` from a Thursday is the Tuesday. Saturdays and Sundays are no working days. Public
 * holidays are not known here, for those of the lunar calendar and the days off in lieu are set anew each year: the officer moves the day by hand, and the
 * form says so.
 * @param from `YYYY-MM-DD`
 */
export function workingDayAfter(from: string, count: number): string {
  let day = from
  for (let left = count; left > 0; ) {
    day = nextDay(day)
    if (isWorkingDay(day)) left--
  }
  return day
}

/**
 * Half a working day after a moment: what comes in the morning is answered the same afternoon, what comes in the afternoon on the next working day before
 * noon, and what comes on a Saturday or Sunday before noon of the working day that follows.
 * @param receivedAt RFC 3339
 */
export function halfWorkingDayAfter(receivedAt: string): DueTime {
  const day = dayInVietnam(receivedAt)
  return isWorkingDay(day) && hourInVietnam(receivedAt) < 12
    ? { day, half: 'afternoon' }
    : { day: workingDayAfter(day, 1), half: 'morning' }
}

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const isWorkingDay = (day: string) => weekday(day) % 6 !== 0

function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}
