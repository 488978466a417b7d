/** A day as people write it, `15/1/2026`, `15-01-2026` or `15012026`, as `YYYY-MM-DD`; undefined where there is no such day. */
export function typedDay(text: string): string | undefined {
  const parts =
    /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text)
  if (!parts) return undefined
  const [day, month, year] = parts.slice(1).map(Number) as [number, number, number]
  const at = new Date(Date.UTC(year, month - 1, day))
  const isThatDay = year >= 1900 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isThatDay ? at.toISOString().slice(0, 10) : undefined
}
