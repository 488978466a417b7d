import { pageBytes, reservedBytes } from '../database/cipher-pages.ts'

/** SQLite's values; a number that JavaScript cannot hold is a bigint. */
export type Value = null | number | bigint | string | Uint8Array
export interface Row {
  readonly rowid: number
  readonly values: readonly Value[]
}
/** A page in clear by its number; undefined where it cannot be read. */
export type PageOf = (number: number) => Uint8Array | undefined

const usable = pageBytes - reservedBytes
const leaf = 0x0d
const interior = 0x05

/** Rows of a table's leaf page (sqlite.org/fileformat2.html §1.6), those whose overflow pages can be read. Nothing where the page is no such leaf. */
export function leafRows(bytes: Uint8Array, number: number, pageOf: PageOf): Row[] {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const header = number === 1 ? 100 : 0
  if (page[header] !== leaf) return []
  return cellOffsets(page, header, 8).flatMap(offset => rowAt(page, offset, pageOf) ?? [])
}

/** The pages below an interior page of a table; nothing for any other page. */
export function childPages(bytes: Uint8Array, number: number): number[] {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const header = number === 1 ? 100 : 0
  if (page[header] !== interior) return []
  const children = cellOffsets(page, header, 12).map(offset => page.readUInt32BE(offset))
  return [...children, page.readUInt32BE(header + 8)]
}

function cellOffsets(page: Buffer, header: number, headerLength: number): number[] {
  const count = page.readUInt16BE(header + 3)
  const first = header + headerLength
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(first + 2 * index)).filter(
    offset => offset >= first + 2 * count && offset < usable - 4,
  )
}

function rowAt(page: Buffer, offset: number, pageOf: PageOf): Row | undefined {
  const size = varint(page, offset)
  const rowid = varint(page, size.end)
  const payload = payloadAt(page, rowid.end, Number(size.value), pageOf)
  return payload && { rowid: Number(rowid.value), values: recordValues(payload) }
}

function payloadAt(page: Buffer, start: number, size: number, pageOf: PageOf): Buffer | undefined {
  const most = usable - 35
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const kept = least + ((size - least) % (usable - 4))
  const local = size <= most ? size : kept <= most ? kept : least
  const parts = [page.subarray(start, start + local)]
  let next = local < size ? page.readUInt32BE(start + local) : 0
  for (let missing = size - local; missing > 0; missing -= usable - 4) {
    const overflow = next > 0 ? pageOf(next) : undefined
    if (!overflow) return undefined
    const bytes = Buffer.from(overflow.buffer, overflow.byteOffset, overflow.length)
    parts.push(bytes.subarray(4, 4 + Math.min(missing, usable - 4)))
    next = bytes.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

/** A record (§2.1): the lengths of its header and types first, then the values. */
function recordValues(record: Buffer): Value[] {
  const header = varint(record, 0)
  const values: Value[] = []
  let at = header.end
  let place = Number(header.value)
  while (at < Number(header.value)) {
    const type = varint(record, at)
    at = type.end
    const { value, length } = valueAt(record, place, Number(type.value))
    values.push(value)
    place += length
  }
  return values
}

const integerLengths = [0, 1, 2, 3, 4, 6, 8]

function valueAt(record: Buffer, place: number, type: number): { value: Value; length: number } {
  if (type === 0) return { value: null, length: 0 }
  if (type === 7) return { value: record.readDoubleBE(place), length: 8 }
  if (type === 8 || type === 9) return { value: type - 8, length: 0 }
  if (type < 7) {
    const length = integerLengths[type] ?? 0
    if (length < 7) return { value: record.readIntBE(place, length), length }
    const value = record.readBigInt64BE(place)
    return { value: Number.isSafeInteger(Number(value)) ? Number(value) : value, length }
  }
  const length = (type - 12) >> 1
  const bytes = record.subarray(place, place + length)
  return { value: type % 2 === 1 ? bytes.toString('utf8') : new Uint8Array(bytes), length }
}

/** Seven bits a byte from the highest on, the ninth byte whole (§1.6). */
function varint(bytes: Buffer, start: number): { readonly value: bigint; readonly end: number } {
  let value = 0n
  for (let index = 0; index < 8; index++) {
    const byte = bytes[start + index] ?? 0
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value, end: start + index + 1 }
  }
  return { value: BigInt.asIntN(64, (value << 8n) | BigInt(bytes[start + 8] ?? 0)), end: start + 9 }
}
