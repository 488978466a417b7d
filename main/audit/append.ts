import { hmacOfText } from '../crypto/text-hash.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { type AuditEntry, type AuditHead, detailCommitment, entryHash, factsText } from './entry.ts'
import { nextKey, type SealKey, sealOf } from './seal.ts'

/** What the next entry is put onto. */
export interface ChainEnd extends AuditHead {
  /** Of the last entry; absent where there is none yet. */
  readonly at?: string
  readonly sealKey: SealKey
}

/** Clocks of desks are set right by as much; more is recorded. Milliseconds. */
export const clockTolerance = 2 * 60_000

/**
 * The entries that follow the end of a chain, and its new end. Where the time of an entry is before that of the one before it, an entry
 * `station.clock` of its own says so first.
 * @param subjectKey 32 bytes
 * @param salt gives 32 fresh hexadecimal digits
 */
export function appended(
  news: readonly NewAuditEntry[],
  end: ChainEnd,
  { subjectKey, salt }: { subjectKey: Uint8Array; salt: () => string },
): { entries: AuditEntry[]; end: ChainEnd } {
  const entries: AuditEntry[] = []
  let last = end
  const put = (entry: NewAuditEntry) => {
    const placed = placedEntry(entry, last, { subjectKey, salt })
    entries.push(placed)
    last = { seq: placed.seq, head: placed.hash, at: placed.at, sealKey: nextKey({ ...last.sealKey, seq: placed.seq }) }
  }
  for (const entry of news) {
    const step = last.at === undefined ? undefined : clockStep(last.at, entry)
    if (step) put(step)
    put(entry)
  }
  return { entries, end: last }
}

/** Of time order: true where `at` is before `before` by more than clocks are set right by. */
export const isStepBack = (before: string, at: string): boolean =>
  at < before && Date.parse(before) - Date.parse(at) > clockTolerance

function clockStep(before: string, { at, desk }: NewAuditEntry): NewAuditEntry | undefined {
  if (!isStepBack(before, at)) return undefined
  const seconds = Math.round((Date.parse(before) - Date.parse(at)) / 1000)
  const facts = { before, seconds }
  return { at, desk, operator: 'station', role: 'none', action: 'station.clock', outcome: 'back', facts }
}

function placedEntry(
  entry: NewAuditEntry,
  end: ChainEnd,
  { subjectKey, salt }: { subjectKey: Uint8Array; salt: () => string },
): AuditEntry {
  const { at, desk, operator, role, action, purpose, legalBasis, subject, outcome, facts, detail } = entry
  const kept = detail && { salt: salt(), body: JSON.stringify(detail).toWellFormed() }
  const unsealed = {
    // A place that was taken before is never taken again, or a cut would be filled up.
    seq: Math.max(end.seq + 1, end.sealKey.seq),
    at: at.toWellFormed(),
    desk: desk.toWellFormed(),
    operator: operator.toWellFormed(),
    role,
    action,
    purpose: purpose?.toWellFormed() ?? null,
    legalBasis: legalBasis?.toWellFormed() ?? null,
    subject: subject === undefined ? null : hmacOfText(subjectKey, subject),
    outcome: outcome.toWellFormed(),
    facts: factsText(facts),
    commitment: kept ? detailCommitment(kept) : null,
    previous: end.head,
  }
  const hash = entryHash(unsealed)
  return { ...unsealed, hash, seal: sealOf(end.sealKey.key, hash), ...(kept && { detail: kept }) }
}
