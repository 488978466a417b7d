/** What is odd about a text, so that whoever shows it can be careful. The text itself is kept as the issuer signed it. */
export type TextRemark =
  /** Characters that turn the direction of what follows: a name can be made to look like another one. */
  | 'direction-control'
  /** Characters without width: two texts that look alike and are not. */
  | 'invisible'
  /** NUL, line ends and the like. */
  | 'control'
  /** More marks on one letter than any writing has; they would run over the lines around. */
  | 'stacked-marks'

/** Why a text gives no value. */
export type TextFault = 'not-utf-8' | 'too-long'

export type CardText =
  | { readonly ok: true; readonly value: string; readonly remarks: readonly TextRemark[] }
  | { readonly ok: false; readonly fault: TextFault }

/** Bytes of the longest text that is decoded; the longest known fields, addresses and endorsements, have a few hundred. */
export const longestText = 4096

/** Vietnamese needs two, Tibetan and pointed Hebrew four. */
const mostMarks = 8

const patterns: Readonly<Record<TextRemark, RegExp>> = {
  'direction-control': /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
  invisible: /[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]/u,
  control: /\p{Cc}/u,
  'stacked-marks': new RegExp(`\\p{M}{${mostMarks + 1}}`, 'u'),
}

/**
 * Decodes UTF-8 (9303-10 §4.7), strictly and no more than `longestText` bytes. Nothing is stripped or normalised: a byte order mark,
 * direction marks and stacked marks stay in the value and are named beside it.
 */
export function readText(bytes: Uint8Array): CardText {
  if (bytes.length > longestText) return { ok: false, fault: 'too-long' }
  let value: string
  try {
    value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { ok: false, fault: 'not-utf-8' }
  }
  const remarks = (Object.keys(patterns) as TextRemark[]).filter(remark => patterns[remark].test(value))
  return { ok: true, value, remarks }
}

/** A name as 9303-3 §4.6 writes it: `<<` between primary and secondary identifier, `<` between words. */
export interface CardName {
  /** All of it, words parted by spaces, in the order of the card. */
  readonly full: string
  /** Both only where the card parts them by `<<`; some issuers write the name as people do, without filler (BSI set of 2008). */
  readonly primaryIdentifier?: string
  readonly secondaryIdentifier?: string
}

export function cardName(text: string): CardName {
  const [primary = '', ...others] = text.split('<<')
  const primaryIdentifier = words(primary)
  const secondaryIdentifier = words(others.join(' '))
  const full = [primaryIdentifier, secondaryIdentifier].filter(Boolean).join(' ')
  return primaryIdentifier && secondaryIdentifier ? { full, primaryIdentifier, secondaryIdentifier } : { full }
}

/** Parts of a field that `<` separates, such as place and state, or the lines of an address; empty ones dropped. */
export const fillerSeparated = (text: string): readonly string[] =>
  text
    .split('<')
    .map(part => part.trim())
    .filter(Boolean)

const words = (text: string) => fillerSeparated(text).join(' ')
