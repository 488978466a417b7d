export interface DecodedScan {
  readonly text: string
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gbk' | 'windows-1252' | 'windows-1258' | 'unknown'
  /** Why letters are missing or may be wrong: the scanner is to be set to UTF-8. ASCII, and so every number, is as scanned. */
  readonly hint?: 'not-utf-8' | 'utf-8-damaged'
}

/** Longest scan looked at, in bytes; what is longer is cut there, and refused by its length when it is parsed. */
const longestScan = 65_536

/**
 * Bytes of a scanner as text: UTF-8 where it is valid, UTF-16 by its byte order mark or by the zeros of its digits, else the one
 * character set of GBK, Windows-1258 and Windows-1252 in which every letter is Vietnamese. Where several fit, or none, what is no ASCII
 * becomes U+FFFD, so that no letter is guessed.
 */
export function decodeScan(scan: Uint8Array): DecodedScan {
  const bytes = scan.subarray(0, longestScan)
  const wide = wideCharset(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), charset: wide }
  const strict = strictly(bytes)
  if (strict !== undefined) return { text: strict, charset: 'utf-8' }
  const fitting = (['gbk', 'windows-1258', 'windows-1252'] as const)
    .map(charset => ({ charset, text: new TextDecoder(charset).decode(bytes) }))
    .filter(({ text }) => isVietnameseText(text))
  const texts = new Set(fitting.map(({ text }) => text.normalize('NFC')))
  const [first] = fitting
  if (first && texts.size === 1) return { ...first, hint: 'not-utf-8' }
  return damaged(bytes)
}

function wideCharset(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (bytes.length < 12 || bytes.length % 2 !== 0) return undefined
  // The twelve digits of the number, each with its zero byte.
  const digits = (from: number) => [0, 2, 4, 6, 8, 10].every(i => isDigit(bytes[from + i]) && bytes[1 - from + i] === 0)
  if (digits(0)) return 'utf-16le'
  return digits(1) ? 'utf-16be' : undefined
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

function strictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-8 with a byte lost, as far as it can be read; of any other set, the ASCII. */
function damaged(bytes: Uint8Array): DecodedScan {
  const text = new TextDecoder('utf-8').decode(bytes)
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0
  const lost = text.match(/\ufffd/g)?.length ?? 0
  if (whole > 0 && whole >= lost) return { text, charset: 'utf-8', hint: 'utf-8-damaged' }
  const ascii = Array.from(bytes, byte => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')).join('')
  return { text: ascii, charset: 'unknown', hint: 'not-utf-8' }
}

const vietnameseLetters = new Set('aăâbcdđeêfghijklmnoôơpqrstuưvwxyz')

/** Whether every letter is one of the Vietnamese alphabet with at most one tone, and every mark sits on a vowel. */
function isVietnameseText(text: string): boolean {
  // `ỷ` of Windows-1258 is `yÒ` in Windows-1252: no word goes on in capitals.
  if (/\p{Ll}\p{Lu}/u.test(text.normalize('NFC'))) return false
  const letters = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\x20-\x7e\s’–]/g, '')
  return [...letters].every(letter => {
    const toneless = letter
      .normalize('NFD')
      .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
      .normalize('NFC')
    return vietnameseLetters.has(toneless)
  })
}
