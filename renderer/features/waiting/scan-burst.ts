/**
 * Telling a scanner that types from a person who types. A keyboard wedge sends its characters a few milliseconds apart; the
 * fastest typist needs three times as long.
 */
export interface ScanBurst {
  readonly text: string
  readonly startedAt: number
  readonly lastAt: number
}

export const noBurst: ScanBurst = { text: '', startedAt: 0, lastAt: 0 }

/** A longer pause than this starts a new burst, ms. */
const burstGap = 80
/** Mean time between characters of a scanner, ms. */
const scannerPace = 35
const shortestScan = 6

/** @param at time of the character in ms, any clock that does not jump */
export function withCharacters(burst: ScanBurst, characters: string, at: number): ScanBurst {
  if (burst.text === '' || at - burst.lastAt > burstGap) return { text: characters, startedAt: at, lastAt: at }
  return { text: burst.text + characters, startedAt: burst.startedAt, lastAt: at }
}

export function isScan(burst: ScanBurst): boolean {
  if (burst.text.length < shortestScan) return false
  return (burst.lastAt - burst.startedAt) / (burst.text.length - 1) <= scannerPace
}

/**
 * What to hand to the station at Enter: only the scan, if what a person left half typed stands before it, else the whole text.
 */
export function textToSend(value: string, burst: ScanBurst): string {
  return isScan(burst) && value.endsWith(burst.text) ? burst.text : value
}
