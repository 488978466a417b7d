import { isStepBack } from './append.ts'
import { type AuditEntry, detailCommitment, entryHash } from './entry.ts'
import type { Findings } from './finding.ts'

/** Follows a chain entry by entry. */
export interface ChainCheck {
  /**
   * @param next the entry after it, which tells whether this one alone stands in a wrong place or all from here on
   * @returns the place in the chain for which the entry was sealed; undefined where it is not of this chain
   */
  follow(entry: AuditEntry, next: AuditEntry | undefined): number | undefined
  /** Place and hash of the last entry that was followed. */
  last(): { readonly seq: number; readonly hash: string }
}

/** How far from its place an entry is looked for at first. */
const near = 64
/** Hashes spent on finding out where misplaced entries belong: that tells more about a finding, never whether there is one. */
const searchLimit = 300_000

interface Link {
  readonly seq: number
  readonly hash: string
  /** False where the hash says nothing about the entry after it: accused already. */
  readonly sure: boolean
}

/**
 * Finds every entry that is not what, or not where, it was when it was sealed. After a finding the check goes on with the chain as it was, so
 * that what comes after is not accused for it.
 * @param genesisHash SHA-256 of the genesis text
 * @param count how many entries there may be, for the search of misplaced ones
 */
export function chainCheck(genesisHash: string, count: number, found: Findings): ChainCheck {
  let prev: Link = { seq: 0, hash: genesisHash, sure: true }
  /** Numbers of entries here are lower than those that were sealed by so much: renumbered after a deletion (or an insertion, then negative). */
  let offset = 0
  let searches = searchLimit
  let at = ''
  const recent = new Map<number, string>([[0, genesisHash]])
  /** Places of entries that were found elsewhere. */
  const strayed = new Set<number>()

  const isSealedFor = (entry: AuditEntry, seq: number) => entryHash(entry, seq) === entry.hash

  function sealedPlace(entry: AuditEntry): number | undefined {
    if (isSealedFor(entry, entry.seq)) return entry.seq
    if (offset !== 0 && isSealedFor(entry, entry.seq + offset)) return entry.seq + offset
    // Where it follows the entry before it, it is in its place and was altered there.
    if (prev.sure && entry.previous === prev.hash) return undefined
    return search(entry)
  }

  function search(entry: AuditEntry): number | undefined {
    const from = entry.seq + offset
    for (let distance = 1; distance <= Math.max(near, count); distance++) {
      for (const place of [from + distance, from - distance]) {
        if (place < 1 || searches <= 0) continue
        searches--
        if (isSealedFor(entry, place)) return place
      }
      if (searches <= 0) return undefined
    }
    return undefined
  }

  function advance(seq: number, hash: string, sure: boolean): void {
    prev = { seq, hash, sure }
    recent.set(seq, hash)
    recent.delete(seq - near)
  }

  function lacking(from: number, to: number): void {
    for (let seq = from; seq <= to; seq++) {
      if (strayed.has(seq)) continue
      const end = nextStrayed(seq, to)
      found.add('missing', seq, 'the numbers are not there', end)
      seq = end
    }
  }
  const nextStrayed = (from: number, to: number) => {
    const later = [...strayed].filter(place => place > from && place <= to)
    return later.length === 0 ? to : Math.min(...later) - 1
  }

  function unsealed(entry: AuditEntry): undefined {
    const place = entry.seq + offset
    if (place <= prev.seq) {
      found.add('inserted', place, 'an entry of that number was there already')
      return undefined
    }
    lacking(prev.seq + 1, place - 1)
    found.add('altered', place, 'its hash is not that of what it says')
    advance(place, entry.hash, false)
    return undefined
  }

  /** The entry alone stands in a wrong place. */
  function misplaced(entry: AuditEntry, place: number, next: AuditEntry | undefined): undefined {
    const here = prev.seq + 1
    strayed.add(place)
    found.withdraw('missing', place)
    found.add('moved', Math.max(1, entry.seq), `sealed as entry ${place}`)
    // It took the place of another, unless that one comes next.
    if (!(next && next.seq === here && isSealedFor(next, next.seq))) advance(here, '', false)
    return undefined
  }

  function placed(entry: AuditEntry, place: number): number {
    if (place === prev.seq + 1 && prev.sure && entry.previous !== prev.hash)
      found.add('altered', prev.seq, 'the entry after it sealed another one')
    offset = place - entry.seq
    advance(place, entry.hash, true)
    checkDetail(entry, place)
    if (at !== '' && entry.action !== 'station.clock' && isStepBack(at, entry.at))
      found.add('clock', place, 'earlier than the entry before it')
    at = entry.at
    return place
  }

  function checkDetail({ detail, commitment }: AuditEntry, place: number): void {
    if (detail && detailCommitment(detail) !== commitment)
      found.add('altered', place, 'its detail is not what it was bound to')
  }

  return {
    follow(entry, next) {
      const place = sealedPlace(entry)
      if (place === undefined) return unsealed(entry)
      if (place === prev.seq + 1) return placed(entry, place)
      const renumbered = place !== entry.seq
      const alone = renumbered && next !== undefined && !isSealedFor(next, next.seq + place - entry.seq)
      if (place > prev.seq) {
        if (alone) return misplaced(entry, place, next)
        lacking(prev.seq + 1, place - 1)
        return placed(entry, place)
      }
      if (!renumbered) {
        found.add('inserted', place, 'an entry of that number was there already')
        return undefined
      }
      const before = recent.get(place - 1)
      const isExchanged = found.has('moved', place) || found.has('missing', place)
      const isStray = next ? alone : isExchanged
      if (isStray || before === undefined || entry.previous !== before) return misplaced(entry, place, next)
      for (let seq = place; seq <= prev.seq; seq++) {
        found.withdraw('altered', seq)
        if (!found.touches(seq, seq)) found.add('inserted', seq, 'the entries around it do not know it')
      }
      return placed(entry, place)
    },
    last() {
      let { seq } = prev
      while (strayed.has(seq + 1)) seq++
      return { seq, hash: prev.hash }
    },
  }
}
