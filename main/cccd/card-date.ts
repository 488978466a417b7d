/** A date printed on a card: a day `YYYY-MM-DD`, or only a year `YYYY`. It is no instant and has no time zone. */
export type CardDate = string

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** `YYYY-MM-DD` if that day exists in the Gregorian calendar, years 1800…2199. */
export function cardDate(year: number, month: number, day: number): CardDate | undefined {
  if (!(year >= 1800 && year <= 2199 && month >= 1 && month <= 12 && day >= 1)) return undefined
  if (day > daysIn(year, month)) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Reads `DDMMYYYY` (QR) or `DD/MM/YYYY` (DG13); a lone `YYYY` stays a year. Anything else, or no real day: undefined. */
export function readCardDate(text: string): CardDate | undefined {
  if (/^\d{4}$/.test(text)) return Number(text) >= 1800 && Number(text) <= 2199 ? text : undefined
  const parts = /^(\d{2})(\/?)(\d{2})\2(\d{4})$/.exec(text)
  return parts ? cardDate(Number(parts[4]), Number(parts[3]), Number(parts[1])) : undefined
}
