/**
 * What was seen instead of a card, so that the desk can say it. Never the text itself: a code that is none of ours may still be somebody's
 * private data.
 */
export type SeenKind =
  | 'empty'
  /** A number of another length than any known one; the message says how many digits. */
  | 'digits'
  | 'web-link'
  /** A link that the VNeID app shares data by: the card's own text is not in it. */
  | 'vneid-link'
  /** `tel:`, `mailto:`, `smsto:`, `geo:`, `otpauth:` and others that a telephone follows. */
  | 'app-link'
  /** EMV merchant-presented code, of which VietQR is one: begins with `000201`. */
  | 'payment-code'
  | 'contact-card'
  | 'wifi'
  | 'token'
  | 'json'
  /** Lines of a visa (9303-7), which open no chip. */
  | 'visa'
  /** An MRZ with a wrong check digit, or cut off. */
  | 'mrz'
  /** The form of a card's code with something in it that no card says; the message says which field. */
  | 'field'
  /** Separated fields of something that is no card. */
  | 'other-fields'
  /** A code of a card that was cut off, at either end. */
  | 'half-code'
  /** Codes of two people, or a code and a rest of another. */
  | 'two-codes'
  | 'binary'
  /** The scanner sends another character set than it should. */
  | 'charset'
  /** A Vietnamese input method was on and ate or changed what was scanned: turn it off and scan again. */
  | 'keyboard-method'
  | 'text'

const named: readonly (readonly [SeenKind, string, RegExp])[] = [
  ['vneid-link', 'a link of the VNeID app', /^(?:vneid:|https?:\/\/[^/?#]{0,120}(?:dancuquocgia\.|vneid\.gov\.vn))/i],
  ['web-link', 'a web address', /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)/i],
  ['payment-code', 'a payment code', /^000201\d{2}/],
  ['contact-card', 'a contact card', /^(?:BEGIN:VCARD|MECARD:|BIZCARD:)/i],
  ['wifi', 'the key of a wireless network', /^WIFI:/i],
  ['app-link', 'a link for a telephone', /^(?:tel|mailto|sms|smsto|mmsto|geo|otpauth|intent|market|zalo|momo):/i],
  ['token', 'a signed token', /^(?:eyJ[\w-]{5,}\.|HC1:|shc:\/)/],
  ['json', 'data of a program', /^[[{<]["{[?!a-z]/i],
  ['visa', 'the lines of a visa', /^V[A-Z<][A-Z]{3}[A-Z]+</],
  ['mrz', 'machine-readable lines that are cut off or not those of a document', /^[ACIP][A-Z0-9<]*<<[A-Z0-9<\s]*$/],
  ['mrz', 'machine-readable lines that are cut off or not those of a document', /^I[D<]VNM\d{4,}[A-Z0-9<\s]*$/],
]

/** Names what `text` is, given that it is no card. */
export function seenIn(text: string): { readonly kind: SeenKind; readonly message: string } {
  const start = text.slice(0, 400)
  if (start === '') return { kind: 'empty', message: 'nothing' }
  for (const [kind, message, pattern] of named) if (pattern.test(start)) return { kind, message }
  if (looksBinary(text)) return { kind: 'binary', message: 'no text' }
  if (/[\ufffd\u3400-\u9fff]/.test(text) && /\d{6}/.test(text))
    return { kind: 'charset', message: 'letters of another character set' }
  if (/^\d[\d .-]*$/.test(text)) return { kind: 'digits', message: `${text.replace(/\D/g, '').length} digits` }
  if (start.includes('|')) return { kind: 'other-fields', message: `${text.split('|').length} fields of no card` }
  return { kind: 'text', message: 'neither a card QR, nor a number, nor an MRZ' }
}

/** Control characters inside, or mostly what no letter is. */
export function looksBinary(text: string): boolean {
  if (/(?![\t-\r\x80-\x9f])\p{Cc}/u.test(text)) return true
  const broken = text.match(/[\ufffd\x80-\x9f]/g)?.length ?? 0
  return broken > 8 && !/^\d{12}\|/.test(text) && broken * 4 > text.length
}
