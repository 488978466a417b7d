/**
 * What the text in the counter's input seems to be, for a hint while it is being scanned or typed. The station decides; this
 * only helps the clerk, so it never refuses anything.
 */
export type Recognised =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number' }
  | { readonly kind: 'can' }
  | { readonly kind: 'digits'; readonly count: number }
  | { readonly kind: 'qr'; readonly number: string; readonly name: string; readonly complete: boolean }
  | { readonly kind: 'qr-mangled' | 'mojibake' | 'insurance' | 'mrz' | 'web' | 'unknown' }

/** UTF-8 read as Latin-1 or Windows-1252: a lead byte's letter followed by what stands for a continuation byte. */
const mojibake =
  /[ÃÂÄÅÆá][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\ufffd/

/** A Vietnamese keyboard program turns the separator into another character. */
const mangledSeparator = /^\d{12}[\\¦/~]/

export function recogniseInput(raw: string): Recognised {
  const text = raw.normalize('NFC').trim()
  if (text === '') return { kind: 'empty' }
  const digits = text.replace(/[ .-]/g, '')
  if (/^\d+$/.test(digits)) return ofDigits(digits)
  if (/^https?:\/\//i.test(text)) return { kind: 'web' }
  if (/^(?:[A-Z]{2}\d{13}|\d{10})\|[0-9A-F]{4,}\|/i.test(text)) return { kind: 'insurance' }
  if (/^\d{12}\|/.test(text)) return ofCard(text)
  if (mangledSeparator.test(text)) return { kind: 'qr-mangled' }
  if (/^[ACIP][A-Z<][A-Z<]{3}[A-Z0-9< ]*$/i.test(text) && (text.includes('<') || /^I[D<]\w{3}\d/i.test(text)))
    return { kind: 'mrz' }
  return { kind: 'unknown' }
}

/** Whether a whole code, as a camera or a scanner gives it, may say who the citizen is; the station decides. */
export function isCardText(text: string): boolean {
  const { kind } = recogniseInput(text)
  return kind === 'number' || kind === 'qr' || kind === 'mojibake' || kind === 'insurance' || kind === 'mrz'
}

function ofDigits(digits: string): Recognised {
  if (digits.length === 12) return { kind: 'number' }
  if (digits.length === 6) return { kind: 'can' }
  return { kind: 'digits', count: digits.length }
}

function ofCard(text: string): Recognised {
  if (mojibake.test(text)) return { kind: 'mojibake' }
  const parts = text.split('|')
  const complete = /^\d{4}(?:\d{4})?$/.test(parts[6] ?? '')
  return { kind: 'qr', number: parts[0] ?? '', name: (parts[2] ?? '').trim(), complete }
}

/** An MRZ scanner ends each of its lines with Enter: wait for the last one (TD1 90, TD3 88 characters). */
export function isUnfinishedMrz(text: string): boolean {
  if (recogniseInput(text).kind !== 'mrz') return false
  const { length, of } = mrzProgress(text)
  return length < of
}

/** Whether nothing more is to come: a text that may be handed over without anybody pressing Enter. */
export function isWholeCode(text: string): boolean {
  const seen = recogniseInput(text)
  if (seen.kind === 'qr') return seen.complete
  return isCardText(text) && !isUnfinishedMrz(text)
}

/** Characters of the two lines of a passport (TD3, 9303-4 §4.2). */
export const passportMrz = 88

/** Characters of the machine readable zone so far, and how many it has. */
export function mrzProgress(text: string): { length: number; of: number } {
  const zone = text.replace(/\s+/g, '')
  return { length: zone.length, of: /^p/i.test(zone) ? passportMrz : 90 }
}
