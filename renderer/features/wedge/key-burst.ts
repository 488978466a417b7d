import { usCharacter } from './us-layout.ts'

/** A key going down, as a `KeyboardEvent` says it. */
export interface KeyStroke {
  /** What the layout and the input method made of it. */
  readonly key: string
  /** The physical key; empty for characters that a program typed. */
  readonly code: string
  readonly shift: boolean
  readonly capsLock: boolean
  /** Ms, any clock that does not jump. */
  readonly at: number
}

/** Keys that came one right after the other. */
export interface KeyBurst {
  /** What was written, line breaks and tabs included. */
  readonly text: string
  /** What the physical keys write on a US layout; undefined where one of them is not known. */
  readonly keys: string | undefined
  /** Keys that write, whatever an input method made of them. */
  readonly strokes: number
  readonly startedAt: number
  readonly lastAt: number
  /** An input method had its hand in it. */
  readonly method: boolean
  /** The last key was the Enter or Tab that scanners end with. */
  readonly ended: boolean
}

export const noBurst: KeyBurst = {
  text: '',
  keys: '',
  strokes: 0,
  startedAt: 0,
  lastAt: 0,
  method: false,
  ended: false,
}

/** A keyboard wedge sends its characters a few milliseconds apart; the fastest typist needs three times as long. Mean, ms. */
const scannerPace = 35
/** A longer pause than this begins a new burst, ms. */
const burstGap = 80
/** Once it is known for a scanner: radio and a busy machine may make it stop for a moment, ms. */
export const scanStall = 250
/** After the key that ends a code the next line, or a second code, follows at once or not at all, ms. */
export const afterEnd = 120
/** Characters; the six digits that open a chip are the shortest of ours. */
const shortestScan = 6

export function isScan({ strokes, startedAt, lastAt }: KeyBurst): boolean {
  return strokes >= shortestScan && (lastAt - startedAt) / (strokes - 1) <= scannerPace
}

/** Whether a key at this moment still belongs to the burst. */
export function continues(burst: KeyBurst, at: number): boolean {
  return burst.strokes > 0 && at - burst.lastAt <= (isScan(burst) ? scanStall : burstGap)
}

const lineEnds: Readonly<Record<string, string>> = { Enter: '\n', Tab: '\t' }
/** Says that an input method took the key; what it makes of it comes by itself. */
const taken = ['Process', 'Unidentified', 'Dead']

/** The burst with one more key; the same burst for keys that write nothing. */
export function withStroke(before: KeyBurst, stroke: KeyStroke): KeyBurst {
  const { key, code, at } = stroke
  const burst = continues(before, at) ? before : { ...noBurst, startedAt: at }
  const byKeys = usCharacter(code, stroke.shift, stroke.capsLock)
  if ([...key].length === 1) return written(burst, key, byKeys, at)
  if (taken.includes(key) && byKeys !== undefined) return { ...written(burst, '', byKeys, at), method: true }
  const end = lineEnds[key]
  if (burst.strokes === 0) return before
  if (end !== undefined)
    return { ...burst, text: burst.text + end, keys: burst.keys && burst.keys + end, lastAt: at, ended: true }
  // An input method takes back what it is about to change: which key made it do so is not told.
  if (key === 'Backspace')
    return { ...burst, text: [...burst.text].slice(0, -1).join(''), keys: undefined, lastAt: at, method: true }
  return before
}

function written(burst: KeyBurst, text: string, byKeys: string | undefined, at: number): KeyBurst {
  return {
    ...burst,
    text: burst.text + text,
    keys: burst.keys === undefined || byKeys === undefined ? undefined : burst.keys + byKeys,
    strokes: burst.strokes + 1,
    lastAt: at,
    ended: false,
  }
}

/** What an input method wrote at the end of a composition (UI Events §5.7). */
export function withComposed(burst: KeyBurst, text: string, at: number): KeyBurst {
  return burst.strokes === 0 ? burst : { ...burst, text: burst.text + text, lastAt: at, method: true }
}

/**
 * A character written as Alt and its decimal number on the number pad, as scanners do for letters that no key has: Windows-1252
 * with a leading zero and below 256, else the code point.
 */
export function withAltCode(before: KeyBurst, digits: string, at: number): KeyBurst {
  const number = Number(digits)
  if (!/^\d{2,7}$/.test(digits) || number > 0x10ffff) return before
  const character =
    number < 256 ? new TextDecoder('windows-1252').decode(Uint8Array.of(number)) : String.fromCodePoint(number)
  const burst = continues(before, at) ? before : { ...noBurst, startedAt: at }
  return written(burst, character, character, at)
}
