import type { DeskScreenWords } from '../../i18n/desk-words.vi.ts'

const year = 365.25

/** How long something is kept: in years where it is a number of whole years, leap days counted or not; `0` is not at all. */
export function howLong(days: number, { visit }: DeskScreenWords, locale: string): string {
  if (days <= 0) return visit.notStored
  const years = Math.round(days / year)
  // Ten years are 3650 to 3653 days, as one counts.
  if (years >= 1 && days >= years * 365 && days <= years * 366) return visit.years(String(years))
  return visit.days(days.toLocaleString(locale))
}
