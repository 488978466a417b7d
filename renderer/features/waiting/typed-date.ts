/** Puts the slashes into a date while it is typed, `05102031` or `5/10/2031`; what is deleted stays deleted. */
export function withSlashes(typed: string, before: string): string {
  if (typed.length < before.length) return typed
  const text = typed
    .replace(/[.\-\s]/g, '/')
    .replace(/[^\d/]/g, '')
    .replace(/\/+/g, '/')
  const parted = text.replace(/^(\d{2})(?=\d)/, '$1/').replace(/^(\d{1,2}\/\d{2})(?=\d)/, '$1/')
  return /^(?:\d{2}|\d{1,2}\/\d{2})$/.test(parted) && typed.length > before.length ? `${parted}/` : parted
}

/**
 * The same for a date of birth, of which some people know the year alone: four digits may be one, and are parted once a fifth has shown that they are none.
 */
export const withSlashesOrYear = (typed: string, before: string): string =>
  /^\d{1,4}$/.test(typed) ? typed : withSlashes(typed, before)

/** Whether day, month and year are there; whether there is such a day the station decides. */
export const isWholeDate = (text: string): boolean => /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text)
