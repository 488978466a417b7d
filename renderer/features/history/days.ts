import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import { dayText } from '../../../main/protocol/written-time.ts'

/** `Today`, `Yesterday` or the date. @param isoDay in Vietnam */
export function dayName(isoDay: string, now: Date, words: { today: string; yesterday: string }): string {
  if (isoDay === dayInVietnam(now)) return words.today
  if (isoDay === dayInVietnam(new Date(now.getTime() - 86_400_000))) return words.yesterday
  return dayText(isoDay)
}

/** A QR text scanned into the search box means the number at its front. */
export const searchText = (typed: string): string => /^\s*(\d{12})\|/.exec(typed)?.[1] ?? typed.trim().slice(0, 200)
