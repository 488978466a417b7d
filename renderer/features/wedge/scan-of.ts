import { recogniseInput } from '../waiting/recognise-input.ts'
import type { KeyBurst } from './key-burst.ts'

/** What a scanner typed. */
export interface Scan {
  readonly text: string
  /**
   * What its keys write on a US layout, where they are all known and say something else: input methods and layouts change what keys
   * write, not the keys. Which of the two is believed the station decides.
   */
  readonly keys?: string
}

/** Longer than anything a person or a text macro puts into a search. */
const longText = 24

/** The scan in a burst that came at a scanner's pace; undefined for what looks like no code, such as a macro or a hand on the keyboard. */
export function scanOf({ text, keys }: Pick<KeyBurst, 'text' | 'keys'>): Scan | undefined {
  const [came, pressed] = [text.trim(), keys?.trim()]
  if (!looksScanned(came) && !(pressed && looksScanned(pressed))) return undefined
  return pressed && pressed !== came ? { text: came, keys: pressed } : { text: came }
}

function looksScanned(text: string): boolean {
  const { kind } = recogniseInput(text)
  if (kind === 'empty') return false
  if (kind !== 'unknown') return true
  return (text.match(/\d/g)?.length ?? 0) >= 5 || text.length >= longText
}
