import type Database from 'better-sqlite3'
import { foldName } from './fold-name.ts'

/** Finds the rows of transactions, newest first, by what a clerk types. */
export function historySearch(database: Database.Database): (text: string, limit: number) => number[] {
  const newest = database.prepare<[number], number>('select seq from transactions order by seq desc limit ?').pluck()
  // ':' follows '9', so that [n, n:) are the numbers that begin with n.
  const byNumber = database
    .prepare<{ digits: string; reversed: string; limit: number }, number>(`
      select seq from transactions where personal_number >= :digits and personal_number < :digits || ':'
      union select seq from transactions where number_reversed >= :reversed and number_reversed < :reversed || ':'
      union select seq from transactions where old_id_number >= :digits and old_id_number < :digits || ':'
      order by seq desc limit :limit`)
    .pluck()
  const byName = database
    .prepare<[string, number], number>(
      'select rowid from transaction_names where transaction_names match ? order by rowid desc limit ?',
    )
    .pluck()

  return (text, limit) => {
    if (text.trim() === '') return newest.all(limit)
    const digits = text.replace(/[\s.-]/g, '')
    if (/^[0-9]+$/.test(digits)) {
      return byNumber.all({ digits, reversed: [...digits].reverse().join(''), limit })
    }
    const match = nameMatch(text)
    return match === '' ? [] : byName.all(match, limit)
  }
}

/** The FTS5 query: every word quoted, so that none is an operator; the last may be half typed. */
function nameMatch(text: string): string {
  const words = foldName(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ')
}
