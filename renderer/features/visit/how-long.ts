import type { DeskScreenWords } from '../../i18n/desk-words.vi.ts'

const year = 365.25

/** So many whole years, leap days counted or not; undefined of anything else. */
export function wholeYears(days: number): number | undefined {
  const years = Math.round(days / year)
  // Ten years are 3650 to 3653 days, as one counts.
  return years >= 1 && days >= years * 365 && days <= years * 366 ? years : undefined
}

/** How long something is kept: in years where it is a number of whole years; `0` is not at all. */
export function howLong(days: number, { visit }: DeskScreenWords, locale: string): string {
  if (days <= 0) return visit.notStored
  const years = wholeYears(days)
  return years === undefined ? visit.days(days.toLocaleString(locale)) : visit.years(String(years))
}
