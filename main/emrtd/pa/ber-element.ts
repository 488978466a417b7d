import { concatBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../result.ts'

/**
 * One ASN.1 element as received. `bytes` is all of it and `content` what stands between header and end, both views into the input,
 * so that hashes and signatures are made over what came, never over something encoded again. Indefinite lengths are accepted.
 */
export interface BerElement {
  /** First identifier octet: class, constructed bit and tag number up to 30. */
  readonly tag: number
  readonly bytes: Uint8Array
  readonly content: Uint8Array
  readonly children: readonly BerElement[]
}

/** Why an ASN.1 structure gives no value: it breaks its own rules, or it is fine and names something that we do not have. */
export interface StructureError {
  readonly tag: 'malformed' | 'unsupported'
  /** English, technical, names the place; never personal data. */
  readonly message: string
}

export const malformed = (message: string) => fail<StructureError>({ tag: 'malformed', message })
export const unsupported = (message: string) => fail<StructureError>({ tag: 'unsupported', message })

/** Real files nest a dozen deep. */
const deepest = 24

/**
 * Reads the one element that fills `bytes`, in a time that grows with their length alone. Depth and count are bounded; every length must be
 * that of what it announces. What a primitive holds is left to whoever asks for it.
 */
export function readBer(bytes: Uint8Array, maxNodes = 20_000): Result<BerElement, StructureError> {
  const element = readElement({ bytes, left: maxNodes }, 0, bytes.length, 0)
  if (!element.ok) return element
  return element.value.bytes.length === bytes.length ? element : malformed('trailing bytes')
}

interface Input {
  readonly bytes: Uint8Array
  /** How many more elements there may be. */
  left: number
}

/** SEQUENCE, SET and an OCTET STRING in segments, which CMS may have; other strings in segments are in no file. */
const constructedUniversals = [0x24, 0x30, 0x31]

/** The element at `at`, which must end at `limit` or before. */
function readElement(input: Input, at: number, limit: number, depth: number): Result<BerElement, StructureError> {
  if (depth > deepest) return malformed('nested too deep')
  if (input.left-- <= 0) return malformed('too many elements')
  const header = readHeader(input.bytes, at, limit)
  if (!header.ok) return header
  const { tag, start, length } = header.value
  const constructed = (tag & 0x20) !== 0
  if (length === undefined && !constructed) return malformed('primitive of indefinite length')
  if (tag < 0x40 && (constructed ? !constructedUniversals.includes(tag) : tag === 0x10 || tag === 0x11))
    return malformed(`element of tag ${tag.toString(16)}`)
  const end = start + (length ?? 0)
  if (end > limit) return malformed('value cut off')
  const inner = constructed
    ? readChildren(input, start, length === undefined ? undefined : end, limit, depth)
    : undefined
  if (inner && !inner.ok) return inner
  const { children, contentEnd, next } = inner?.value ?? { children: [], contentEnd: end, next: end }
  return ok({ tag, bytes: input.bytes.subarray(at, next), content: input.bytes.subarray(start, contentEnd), children })
}

interface Children {
  readonly children: readonly BerElement[]
  /** Behind the last child; an end-of-contents follows there where the length is indefinite. */
  readonly contentEnd: number
  readonly next: number
}

/** Elements side by side up to `end`, or up to end-of-contents where `end` is undefined. */
function readChildren(
  input: Input,
  start: number,
  end: number | undefined,
  limit: number,
  depth: number,
): Result<Children, StructureError> {
  const { bytes } = input
  const children: BerElement[] = []
  let at = start
  while (at !== end) {
    if (end === undefined && bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= limit)
      return ok({ children, contentEnd: at, next: at + 2 })
    const child = readElement(input, at, end ?? limit, depth + 1)
    if (!child.ok) return child
    children.push(child.value)
    at += child.value.bytes.length
  }
  return ok({ children, contentEnd: at, next: at })
}

interface Header {
  readonly tag: number
  /** Where the content begins. */
  readonly start: number
  /** Undefined where it is indefinite. */
  readonly length: number | undefined
}

/** Identifier and length octets (X.690 §8.1.2, §8.1.3): tag numbers up to 2^14, lengths up to 2^24. */
function readHeader(bytes: Uint8Array, from: number, limit: number): Result<Header, StructureError> {
  const cut = () => malformed('header cut off')
  let at = from
  if (at >= limit) return cut()
  const tag = bytes[at++] ?? 0
  // Tag 0 is that of end-of-contents and of nothing else.
  if (tag === 0) return malformed('end-of-contents out of place')
  if ((tag & 0x1f) === 0x1f && ((bytes[at++] ?? 0) & 0x80) !== 0 && ((bytes[at++] ?? 0) & 0x80) !== 0)
    return malformed('tag number too large')
  if (at >= limit) return cut()
  const first = bytes[at++] ?? 0
  if (first < 0x80) return ok({ tag, start: at, length: first })
  if (first === 0x80) return ok({ tag, start: at, length: undefined })
  const count = first & 0x7f
  if (count > 4) return malformed('length too long')
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + i] ?? 0)
  return at + count > limit ? cut() : ok({ tag, start: at + count, length })
}

/** Value of an OCTET STRING, also one sent in segments (BER, tag 24), which may be in segments again (X.690 §8.7.3). */
export function octetsOf(element: BerElement | undefined): Uint8Array | undefined {
  if (element?.tag === 0x04) return element.content
  if (element?.tag !== 0x24) return undefined
  const segments = element.children.map(octetsOf).filter(each => each !== undefined)
  return segments.length === element.children.length ? concatBytes(...segments) : undefined
}

/** Object identifiers in use have under 20 bytes; whatever names one in a message names it whole. */
const longestOid = 40
/** Numbers are summed up byte by byte, in a time that grows with the square of their length: a card could hold the desk for minutes. */
const longestInteger = 1025

/** Dotted text of an OBJECT IDENTIFIER; undefined if it is none, has an arc cut off, or is longer than any in use. */
export function oidOf(element: BerElement | undefined): string | undefined {
  if (element?.tag !== 0x06 || element.content.length === 0 || element.content.length > longestOid) return undefined
  const arcs: bigint[] = []
  let arc = 0n
  for (const [i, byte] of element.content.entries()) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte >= 0x80) {
      if (i === element.content.length - 1 || arc === 0n) return undefined
      continue
    }
    arcs.push(arc)
    arc = 0n
  }
  const [head = 0n, ...rest] = arcs
  const top = head < 80n ? head / 40n : 2n
  return [top, head - top * 40n, ...rest].join('.')
}

/** An INTEGER or ENUMERATED as a number that is safe and not negative; undefined for anything else. */
export function smallIntegerOf(element: BerElement | undefined): number | undefined {
  const value = integerOf(element)
  return value !== undefined && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined
}

/** A non-negative INTEGER of up to 8192 bits; undefined for anything else. */
export function integerOf(element: BerElement | undefined): bigint | undefined {
  const [first] = element?.content ?? []
  if (element?.tag !== 0x02 || first === undefined || first >= 0x80) return undefined
  return unsignedOf(element.content)
}

/** Bytes as an unsigned number, big-endian; undefined for more than 8192 bits. */
export function unsignedOf(bytes: Uint8Array | undefined): bigint | undefined {
  if (!bytes || bytes.length > longestInteger) return undefined
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** Bytes of a BIT STRING without unused bits, as keys and signatures are. */
export function bitStringOf(element: BerElement | undefined): Uint8Array | undefined {
  return element?.tag === 0x03 && element.content[0] === 0 ? element.content.subarray(1) : undefined
}
