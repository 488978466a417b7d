import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'

/** Hours at which shifts usually begin in Vietnam. */
const usual = ['07:00', '13:00', '19:00']

/** The usual hour that was last, on a Vietnamese clock. */
export const usualStart = (now: Date): string =>
  usual.reduce((latest, hour) => (startOfShift(hour, now) > startOfShift(latest, now) ? hour : latest))

/** The last time that the clock in Vietnam showed this hour, e.g. `07:30`. */
export function startOfShift(hour: string, now: Date): Date {
  const today = new Date(`${dayInVietnam(now)}T${hour}:00+07:00`)
  return today <= now ? today : new Date(today.getTime() - 86_400_000)
}
