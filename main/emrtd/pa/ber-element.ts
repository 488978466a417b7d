import { concatBytes } from '@noble/hashes/utils.js'
import { type BaseBlock, Constructed, fromBER, OctetString } from 'asn1js'
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

/** Reads the one element that fills `bytes`. Depth and count are bounded; every length must be that of what it announces. */
export function readBer(bytes: Uint8Array, maxNodes = 20_000): Result<BerElement, StructureError> {
  const decoded = decode(bytes, maxNodes)
  if (typeof decoded === 'string') return malformed(decoded)
  const { offset, result } = decoded
  if (offset === -1) return malformed(result.error || 'no BER')
  if (offset !== bytes.length) return malformed('trailing bytes')
  const element = elementOf(result)
  return element ? ok(element) : malformed('lengths do not agree')
}

/** asn1js reports most malformed input and throws on some, e.g. on a time that is none inside a constructed BIT STRING. */
function decode(bytes: Uint8Array, maxNodes: number): ReturnType<typeof fromBER> | string {
  try {
    return fromBER(bytes, { maxDepth: 24, maxNodes, parseEmbedded: false })
  } catch (error) {
    return error instanceof Error ? error.message : 'no BER'
  }
}

/**
 * asn1js goes by the children and lets the length of their parent say something else; two readers would then see two structures.
 * Undefined where a length does not agree, or where something constructed has no children that could be read.
 */
function elementOf(block: BaseBlock): BerElement | undefined {
  const bytes = block.valueBeforeDecodeView
  const { idBlock, lenBlock } = block
  const start = idBlock.blockLength + lenBlock.blockLength
  const content = bytes.subarray(start, lenBlock.isIndefiniteForm ? -2 : undefined)
  if (!lenBlock.isIndefiniteForm && lenBlock.length !== content.length) return undefined
  const inner = block instanceof Constructed || block instanceof OctetString ? block.valueBlock.value : []
  const children: BerElement[] = []
  for (const each of inner) {
    const child = elementOf(each)
    if (!child) return undefined
    children.push(child)
  }
  const filled = children.reduce((sum, child) => sum + child.bytes.length, 0)
  if (idBlock.isConstructed && filled !== content.length) return undefined
  return { tag: bytes[0] ?? 0, bytes, content, children }
}

/** Value of an OCTET STRING, also one sent in segments (BER, tag 24). */
export function octetsOf(element: BerElement | undefined): Uint8Array | undefined {
  if (element?.tag === 0x04) return element.content
  if (element?.tag !== 0x24 || !element.children.every(part => part.tag === 0x04)) return undefined
  return concatBytes(...element.children.map(part => part.content))
}

/** Numbers are summed up byte by byte, in a time that grows with the square of their length: a card could hold the desk for minutes. */
const longestOid = 128
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
