import type { StationState } from '../../../main/protocol/station-state.ts'

/** What became of a read during which the station was lost. */
export type BrokenRead = 'kept' | 'not-kept'

type Seen = Pick<StationState, 'counter' | 'lastKept'>

/** Of a read under way, what was kept last before it: held by the window, so that a page that dies leaves it to the next. */
export interface ReadUnderWay {
  readonly keptBefore: string | undefined
}

/**
 * What to say once the station, or the page, is there again. @param before what was under way when it was lost. Undefined where nothing was being read,
 * where it is read still, or where the screen shows the result.
 */
export function brokenRead(before: ReadUnderWay | undefined, after: Seen): BrokenRead | undefined {
  if (!before || after.counter.step !== 'waiting') return undefined
  // Only what was cancelled or failed says why by itself.
  if (after.counter.error) return undefined
  return after.lastKept === before.keptBefore ? 'not-kept' : 'kept'
}

export const readUnderWay = ({ counter, lastKept }: Seen): ReadUnderWay | undefined =>
  counter.step === 'reading' ? { keptBefore: lastKept } : undefined

const key = 'chipdesk-read-under-way'
type Held = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A window that may hold nothing holds nothing. */
export function holdRead(held: Held, under: ReadUnderWay | undefined): void {
  try {
    if (under) held.setItem(key, under.keptBefore ?? '')
    else held.removeItem(key)
  } catch {
    // As if nothing had been under way.
  }
}

export function heldRead(held: Held): ReadUnderWay | undefined {
  try {
    const kept = held.getItem(key)
    return kept === null ? undefined : { keptBefore: kept || undefined }
  } catch {
    return undefined
  }
}
