/** Character sets by which Vietnamese UTF-8 gets misread at counters: Western and Vietnamese Windows, and the Chinese default of scanners. */
export const misreadings = ['windows-1252', 'windows-1258', 'gbk'] as const
export type Misreading = (typeof misreadings)[number]

/** A character to its byte, or to its two bytes as one number; built when first needed. */
const tables = new Map<Misreading, ReadonlyMap<string, number>>()

/** The bytes that `text` was decoded from, if it is all of that character set; undefined where a character is not. */
export function bytesBehind(text: string, charset: Misreading): Uint8Array | undefined {
  // Vietnamese in UTF-8 read as GBK is full of ideographs; the table of that set is large.
  if (charset === 'gbk' && !/[\u2e80-\u9fff]/.test(text)) return undefined
  const table = tables.get(charset) ?? (charset === 'gbk' ? doubleByteTable() : singleByteTable(charset))
  tables.set(charset, table)
  const bytes: number[] = []
  for (const char of text) {
    const code = char < '\x80' ? char.charCodeAt(0) : table.get(char)
    if (code === undefined) return undefined
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Uint8Array.from(bytes)
}

function singleByteTable(charset: Misreading): ReadonlyMap<string, number> {
  const table = new Map<string, number>()
  // ISO 8859-1 proper leaves the control characters where they are; many programs call that Latin-1.
  for (let byte = 0x80; byte < 0xa0; byte++) table.set(String.fromCharCode(byte), byte)
  const decoder = new TextDecoder(charset)
  for (let byte = 0x80; byte < 0x100; byte++) table.set(decoder.decode(Uint8Array.of(byte)), byte)
  return table
}

function doubleByteTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>()
  const decoder = new TextDecoder('gbk')
  for (let lead = 0x81; lead < 0xff; lead++) {
    // A line feed after each pair keeps one that means nothing from taking the next one along.
    const row = new Uint8Array(3 * 191)
    for (let i = 0; i < 191; i++) row.set([lead, 0x40 + i, 0x0a], 3 * i)
    const characters = decoder.decode(row).split('\n')
    for (let i = 0; i < 191; i++) {
      const char = characters[i]
      // What means nothing is U+FFFD, and a second byte of ASCII after it.
      if (char?.length === 1 && char !== '\ufffd') table.set(char, (lead << 8) | (0x40 + i))
    }
  }
  return table
}
