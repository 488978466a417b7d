import type { AuditEntry } from './entry.ts'
import type { Findings } from './finding.ts'
import { nextKey, type SealKey, sealOf } from './seal.ts'

/** Tries the seals with a key that an auditor was given earlier. */
export interface SealCheck {
  follow(entry: AuditEntry, place: number): void
  /** @param last number of the last entry */
  end(last: number): void
}

/** Entries that may have been cut off and still be counted. */
const longestCut = 200_000

/**
 * @param given key of the first entry that can be tried; those before it are passed over
 * @param held what the store holds for the entry after the last; it cannot be that of an earlier one unless it was kept from then
 */
export function sealCheck(given: SealKey, held: SealKey | undefined, found: Findings): SealCheck {
  let next = given
  /** The entry whose key the store holds. */
  let heldFor: number | undefined
  const keyOf = (seq: number): string => {
    while (next.seq < seq) {
      if (next.key === held?.key) heldFor = next.seq
      next = nextKey(next)
    }
    return next.key
  }
  return {
    follow(entry, place) {
      if (place < next.seq || place > next.seq + longestCut) return
      const sealed = sealOf(keyOf(place), entry.hash) === entry.seal
      if (!sealed) found.add('rewritten', place, 'its seal was not made with its key')
    },
    end(last) {
      if (last + 1 < given.seq) {
        found.add('rolled-back', last + 1, 'the auditor’s key is of a later entry', given.seq - 1)
        return
      }
      if (!held || keyOf(last + 1) === held.key || found.touches(last + 1, last + 1)) return
      if (heldFor !== undefined) {
        if (!found.touches(heldFor, last)) found.add('inserted', heldFor, 'the store never sealed it', last)
        return
      }
      let key = next
      while (key.key !== held.key && key.seq < last + longestCut) key = nextKey(key)
      if (key.key === held.key) found.add('cut', last + 1, 'the key of its seal was used already', key.seq - 1)
      else found.add('cut', last + 1, 'the key of the next seal is not of this chain')
    },
  }
}
