import { inVietnam } from './day-in-vietnam.ts'

/** RFC 3339 as clocks in Viet Nam show it, seven hours ahead of UTC all year, e.g. `09:10:05 15/01/2026`; any other text as it is. */
export function timeInVietnam(text: string): string {
  const local = written(text)
  return local ? `${local.clock} ${dayText(local.day)}` : text
}

/** The same without the day, `09:10:05`. */
export const clockInVietnam = (text: string): string => written(text)?.clock ?? text

/** And without seconds, `09:10`. */
export const minuteInVietnam = (text: string): string => written(text)?.clock.slice(0, 5) ?? text

/** `YYYY-MM-DD` as `dd/mm/yyyy`; any other text as it is. */
export const dayText = (text: string): string => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')

/** The day of a moment in UTC (as text: RFC 3339 with `Z`), as certificates count; any other text as it is. */
export const dayOf = (time: Date | string): string =>
  dayText((typeof time === 'string' ? time : time.toISOString()).replace(/T.*Z$/, ''))

function written(text: string): { readonly day: string; readonly clock: string } | undefined {
  const local = inVietnam(text)
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(local.getTime())) return undefined
  const [day = '', clock = ''] = local.toISOString().split('T')
  return { day, clock: clock.slice(0, 8) }
}
