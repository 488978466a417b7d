/** RFC 3339 as clocks in Viet Nam show it, seven hours ahead of UTC all year; any other text as it is. */
export function timeInVietnam(text: string): string {
  const time = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(time.getTime())) return text
  const local = new Date(time.getTime() + 7 * 3_600_000)
  if (Number.isNaN(local.getTime())) return text
  const [day = '', clock = ''] = local.toISOString().split('T')
  return `${clock.slice(0, 8)} ${dayText(day)}`
}

/** `YYYY-MM-DD` as `dd/mm/yyyy`; any other text as it is. */
export const dayText = (text: string): string => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')

/** The day of a moment in UTC, as certificates count. */
export const dayOf = (time: Date): string => dayText(time.toISOString().slice(0, 10))
