import { bytesBehind, type Misreading, misreadings } from './charset-tables.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Read wrongly, written again and read wrongly again: more than three times has not been seen. */
const mostRounds = 3

/**
 * Undoes UTF-8 that was read as Windows-1252, ISO 8859-1, Windows-1258 or GBK, once or several times over. Only what gives valid UTF-8
 * is undone, which wrong letters do not by chance: other text comes back as it is. Field by field where the whole cannot be.
 */
export function repairCharset(text: string): string {
  if (!/[\x80-\uffff]/.test(text)) return text
  const whole = repairWhole(text)
  if (whole !== text || !text.includes('|')) return whole
  return text.split('|').map(repairWhole).join('|')
}

function repairWhole(text: string): string {
  let done = text
  for (let round = 0; round < mostRounds; round++) {
    const next = misreadings.map(charset => readAgain(done, charset)).find(each => each !== undefined)
    if (next === undefined || next === done) return done
    done = next
  }
  return done
}

function readAgain(text: string, charset: Misreading): string | undefined {
  if (!/[\x80-\uffff]/.test(text)) return undefined
  const bytes = bytesBehind(text, charset)
  if (!bytes) return undefined
  const read = decoded(bytes) ?? decoded(withHardSpaces(bytes))
  return read !== undefined && isVietnamese(read) ? read : undefined
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** A no-break space, A0 in both Windows sets and part of à and Ạ in UTF-8, becomes a plain space in many programs. */
function withHardSpaces(bytes: Uint8Array): Uint8Array {
  const mended = bytes.slice()
  for (const [i, byte] of mended.entries()) {
    const [before = 0, earlier = 0] = [mended[i - 1], mended[i - 2]]
    const opened = before >= 0xc3 && before < 0xf0
    const halfway = earlier >= 0xe1 && earlier < 0xf0 && before >= 0x80 && before < 0xc0
    if (byte === 0x20 && (opened || halfway)) mended[i] = 0xa0
  }
  return mended
}

/** Either Vietnamese, or still misread and to be read once more: not Chinese that happens to be valid. */
const isVietnamese = (text: string) => !/[\ufffd\u3400-\u9fff\ue000-\uf8ff]/.test(text)
