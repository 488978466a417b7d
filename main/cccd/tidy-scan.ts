/** What was undone before a text could be read; the desk may tell the operator which setting of a scanner is wrong. */
export type Repair =
  /** Decoded again: UTF-8 had been read as another character set. */
  | 'charset'
  /** The mark of the symbology (ISO/IEC 15424, `]Q1`) or STX and ETX stood around it. */
  | 'prefix'
  /** Digits of another script, the letter O for zero, or grouping. */
  | 'digits'
  /** Characters that cannot be seen, or that turn the direction of writing, stood in it. */
  | 'invisible'
  /** The fields were parted by something else than `|`. */
  | 'separators'
  /** What an input method had changed was undone. */
  | 'keyboard'
  /** The same code came twice. */
  | 'repeated'

/** Format characters, the soft hyphen and direction marks among them, variation selectors, fillers of Hangul, tags. */
const invisible = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f|\u1160|[\u{e0000}-\u{e007f}]/gu
/** Names that some scanners write for a group separator. */
const writtenSeparator = /\\u00(?:1d|1e|1f|7c)|\\x(?:1d|1e|1f|7c)|<(?:GS|RS|US)>|\{(?:GS|RS|US)\}|\[(?:GS|RS|US)\]/gi
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u{1d7ce}-\u{1d7ff}]/gu

/**
 * Drops what scanners, keyboards and clipboards add around or inside a code and brings it to NFC: symbology prefix, STX/ETX, NUL, byte
 * order marks, characters without a picture, white space at both ends; fullwidth forms and digits of other scripts become ASCII.
 */
export function tidyScan(raw: string): { readonly text: string; readonly repairs: readonly Repair[] } {
  const repairs: Repair[] = []
  const step = (repair: Repair, before: string, after: string) => {
    if (before !== after) repairs.push(repair)
    return after
  }
  // A byte order mark or NUL between whole characters is what an idle line or a UTF-16 scanner leaves.
  const plain = raw
    .replaceAll('\0', ' ')
    .replace(/^\ufeff/, '')
    // STX and ETX stand around each code, the separators of ASCII inside.
    .replace(/\p{Cc}/gu, char => (frames.includes(char) ? '\n' : char))
    .trim()
  const framed = step('prefix', plain, withoutFrame(plain))
  const seen = step('invisible', framed, framed.replace(invisible, ''))
  const parted = step(
    'separators',
    seen,
    withoutAsciiSeparators(seen)
      .replace(writtenSeparator, '|')
      .replace(/[¦｜│∣ǀ]/g, '|'),
  )
  const narrow = parted.replace(/[\uff01-\uff5e]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
  const text = step('digits', parted, narrow.replace(otherDigits, asciiDigit)).normalize('NFC').trim()
  return { text, repairs: [...new Set(repairs)] }
}

/** SOH, STX, ETX, EOT, ENQ, ACK, SYN, ETB. */
const frames = '\u0001\u0002\u0003\u0004\u0005\u0006\u0016\u0017'

/** ISO/IEC 15424: `]`, a letter, a modifier. An input method may have made ư or ơ of the bracket. */
const withoutFrame = (text: string) =>
  text
    .replace(/^\s+/, '')
    .replace(/^[\]ưƯơƠ](?:Q[0-6]|d[0-6]|C[0-4]|L[0-2]|z[0-9A-C]|A[0-9]|F[0-4])/gm, '')
    // A preamble of its own that a scanner is set to.
    .replace(/^[^\p{L}\p{M}\p{Cc}\p{Cf}\d|\\]{1,3}(?=\d{12}\|)/u, '')
    .trim()

/** Group, record and unit separator. */
const withoutAsciiSeparators = (text: string) =>
  text.replaceAll('\u001d', '|').replaceAll('\u001e', '|').replaceAll('\u001f', '|')

function asciiDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code >= 0x1d7ce) return String((code - 0x1d7ce) % 10)
  return String(code >= 0x966 && code <= 0x96f ? code - 0x966 : code & 0xf)
}
