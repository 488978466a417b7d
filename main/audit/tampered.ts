import { sha256OfText } from '../crypto/text-hash.ts'
import { type AuditEntry, entryHash } from './entry.ts'
import { inventedGenesis } from './invented-entries.ts'

/** For tests: what somebody does who has the store open and can change every row of it. */
export type Rows = readonly AuditEntry[]

/** A new log in which row `index` says something else; its hash is as it was. */
export const edited = (rows: Rows, index: number, change: Partial<AuditEntry>): AuditEntry[] =>
  rows.map((row, place) => (place === index ? { ...row, ...change } : row))

export const renumbered = (rows: Rows): AuditEntry[] => rows.map((row, index) => ({ ...row, seq: index + 1 }))

export const withHash = (row: AuditEntry): AuditEntry => ({ ...row, hash: entryHash(row) })

/** Numbers and every hash from a row on made anew, as only somebody with this program can. The seals are those that were there. */
export function recomputed(rows: Rows, from = 0): AuditEntry[] {
  const made: AuditEntry[] = []
  for (const [index, row] of rows.entries()) {
    const previous = made.at(-1)?.hash ?? sha256OfText(inventedGenesis)
    made.push(index < from ? row : withHash({ ...row, seq: index + 1, previous }))
  }
  return made
}
