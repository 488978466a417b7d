/** Character sets by which Vietnamese UTF-8 gets misread at counters: Western and Vietnamese Windows, and the Chinese default of scanners. */
export const misreadings = ['windows-1252', 'windows-1258', 'gbk'] as const
export type Misreading = (typeof misreadings)[number]

const tables = new Map<Misreading, ReadonlyMap<string, readonly number[]>>()

/** The bytes that `text` was decoded from, if it is all of that character set; undefined where a character is not. */
export function bytesBehind(text: string, charset: Misreading): Uint8Array | undefined {
  const table = tables.get(charset) ?? tableOf(charset)
  tables.set(charset, table)
  const bytes: number[] = []
  for (const char of text) {
    const known = char < '\x80' ? [char.charCodeAt(0)] : table.get(char)
    if (!known) return undefined
    bytes.push(...known)
  }
  return Uint8Array.from(bytes)
}

function tableOf(charset: Misreading): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(charset)
  const add = (char: string | undefined, bytes: readonly number[]) => {
    if (char && char !== '\ufffd' && [...char].length === 1 && !table.has(char)) table.set(char, bytes)
  }
  if (charset === 'gbk') {
    const pairs = [...doubleBytes()]
    // A line feed after each keeps a pair that means nothing from taking the next one along.
    const decoded = decoder.decode(Uint8Array.from(pairs.flatMap(pair => [...pair, 0x0a]))).split('\n')
    for (const [i, pair] of pairs.entries()) add(decoded[i], pair)
    return table
  }
  for (let byte = 0x80; byte < 0x100; byte++) add(decoder.decode(Uint8Array.of(byte)), [byte])
  // ISO 8859-1 proper leaves the control characters where they are; many programs call that Latin-1.
  for (let byte = 0x80; byte < 0xa0; byte++) add(String.fromCharCode(byte), [byte])
  return table
}

function* doubleBytes(): Generator<readonly [number, number]> {
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) if (trail !== 0x7f) yield [lead, trail]
}
