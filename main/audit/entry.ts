import { sha256OfText } from '../crypto/text-hash.ts'

/** What may be personal, apart from the entry and purged with what it is about. */
export interface AuditDetail {
  /** 32 hexadecimal digits, drawn for this entry. */
  readonly salt: string
  /** JSON text. */
  readonly body: string
}

/** An entry in its place in the chain: what `docs/audit.md` describes byte for byte. Hashes are 64 lower-case hexadecimal digits. */
export interface AuditEntry {
  /** 1 for the first, no number left out. */
  readonly seq: number
  readonly at: string
  readonly desk: string
  readonly operator: string
  readonly role: string
  readonly action: string
  readonly purpose: string | null
  readonly legalBasis: string | null
  /** Keyed hash of the personal number, see `subjectOf`. */
  readonly subject: string | null
  readonly outcome: string
  /** JSON text, member names in code unit order. */
  readonly facts: string
  /** Of the detail; stays when the detail is purged. */
  readonly commitment: string | null
  /** Hash of the entry before, of the genesis text for the first. */
  readonly previous: string
  readonly hash: string
  /** See `seal.ts`. */
  readonly seal: string
  readonly detail?: AuditDetail
}

/** A place in the chain, with the hash of its entry. */
export interface AuditHead {
  readonly seq: number
  readonly head: string
}

const form = 'chipdesk-audit-1'

/** The text that an entry's hash is over: a JSON array of fixed members, without white space. */
export const entryText = (entry: Omit<AuditEntry, 'hash' | 'seal'>, seq = entry.seq): string =>
  JSON.stringify([
    form,
    seq,
    entry.at,
    entry.desk,
    entry.operator,
    entry.role,
    entry.action,
    entry.purpose,
    entry.legalBasis,
    entry.subject,
    entry.outcome,
    entry.facts,
    entry.commitment,
    entry.previous,
  ])

/** @param seq as if the entry stood at this place */
export const entryHash = (entry: Omit<AuditEntry, 'hash' | 'seal'>, seq = entry.seq): string =>
  sha256OfText(entryText(entry, seq))

/** What the first entry follows: names the store, so that no chain can be passed off as that of another. */
export const genesisText = (store: { id: string; at: string; desk: string }): string =>
  JSON.stringify([form, 0, store.at, store.desk, store.id])

/** Says nothing about the detail without its salt. */
export const detailCommitment = ({ salt, body }: AuditDetail): string =>
  sha256OfText(JSON.stringify(['chipdesk-detail-1', salt, body]))

/** One text for the same facts. */
export function factsText(facts: Readonly<Record<string, string | number | boolean>> = {}): string {
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(Object.fromEntries(sorted)).toWellFormed()
}
