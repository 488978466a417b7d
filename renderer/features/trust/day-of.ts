import { readInstant } from '../../ui/formats.ts'

/** An instant or a day as `dd/mm/yyyy`; any other text as it is. */
export function dayOf(text: string | undefined): string {
  if (text === undefined) return ''
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return day ? `${day[3]}/${day[2]}/${day[1]}` : (readInstant(text)?.day ?? text)
}

/** Whole days from one instant to a later one. */
export const daysBetween = (from: string, to: Date): number =>
  Math.floor((to.getTime() - Date.parse(from)) / 86_400_000)
