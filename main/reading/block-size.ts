import { bytesToHex } from '@noble/hashes/utils.js'
import type { BlockCipher } from '../crypto/block-cipher.ts'
import type { CardTransport } from './card-transport.ts'

/** Plain bytes to ask for at first: more saves little (the air is the slower part), and some readers have buffers of 4 kB. */
const firstSize = 4000
/** Past this a protected answer may not fit the 65 535 bytes of an extended response. */
const largestSize = 65_000

/** The size that keeps to short APDUs; what it stands for follows from the cipher. */
export const shortSize = 223
const shortSizes: Readonly<Record<BlockCipher, number>> = {
  '3DES': 231,
  'AES-128': 223,
  'AES-192': 223,
  'AES-256': 223,
}

/** Sizes to try after the one that was refused; 160 and less is what some drivers and old chips take. */
export const smallestSize = 96
const stepsDown = [1000, shortSize, 192, 160, 128, smallestSize]

/** What has worked on a reader with a kind of chip, by `sizeKey`. One value for the life of a process, given to every read. */
export type ReadSizes = Map<string, RememberedSize>
interface RememberedSize {
  /** Plain bytes; the larger where two reads differ. */
  readonly bytes: number
  /** Reads in a row that had to go down to it. */
  readonly agreed: number
  /** Reads that have used it since. */
  readonly uses: number
}

/**
 * One card alone makes no rule for the next citizen's: a second read must find the same. And what was true is asked again now and then,
 * for a card that lies costs a hundred APDUs, and trying a larger size two.
 */
const enoughReads = 2
const mostUses = 16

/** Readers come and go; a desk has seen them all long before this. */
const mostRemembered = 64

/** Block size in use and how it came about; all files of a read share it, so that what was refused once is not asked again. */
export interface BlockSize {
  /** Plain bytes of the next block; `shortSize` means what fits a short answer. */
  bytes: number
  /** The largest block that came since it was lowered, in plain bytes. */
  largest: number
  /** True once something was refused and something smaller is in use. */
  lowered: boolean
  /** True where a size of earlier reads is in use. */
  remembered: boolean
}

export const blockSize = (asked = firstSize): BlockSize => ({
  bytes: Math.min(asked, largestSize),
  largest: 0,
  lowered: false,
  remembered: false,
})

/** What was found out about a reader: the sizes that cards on it had to be read with, plain bytes, smallest first. */
export const sizesFound = (sizes: ReadSizes, readerName: string): number[] =>
  [...sizes]
    .filter(([key]) => key.startsWith(`${readerName}\n`))
    .map(([, { bytes }]) => bytes)
    .toSorted((a, b) => a - b)

/** By reader and answer to reset: what limits a block are the reader's buffer and the chip's, never the kind of document. */
const sizeKey = ({ readerName, atr }: CardTransport) => `${readerName}\n${bytesToHex(atr)}`

/**
 * Bounds the size by what is known before anything is sent: what worked here before, what the reader says it carries, and the card's
 * capabilities in its answer to reset. Each may say no; that extended length works is believed only once it did.
 */
export function boundSize(size: BlockSize, transport: CardTransport, sizes: ReadSizes | undefined) {
  const key = sizeKey(transport)
  const known = sizes?.get(key)
  size.remembered = known !== undefined && known.agreed >= enoughReads && known.uses < mostUses
  if (known && size.remembered) {
    sizes?.set(key, { ...known, uses: known.uses + 1 })
    size.bytes = Math.min(size.bytes, known.bytes)
  }
  if (announcesExtendedLength(transport.atr) === false) size.bytes = Math.min(size.bytes, shortSize)
  boundByResponse(size, transport.largestResponse)
}

/** Bounds the size by the longest response, status word included, that a reader or EF.ATR/INFO speaks of. */
export function boundByResponse(size: BlockSize, longest: number | undefined) {
  if (longest !== undefined) size.bytes = Math.min(size.bytes, plainPart(longest))
}

/** Keeps a size that had to be lowered and then worked; forgets one that need not have been. */
export function rememberSize(
  { bytes, largest, lowered, remembered }: BlockSize,
  transport: CardTransport,
  sizes: ReadSizes | undefined,
) {
  const key = sizeKey(transport)
  const known = sizes?.get(key)
  if (!sizes) return
  if (!lowered) {
    if (known && !remembered && largest > known.bytes) sizes.delete(key)
    return
  }
  if (largest < Math.min(bytes, smallestSize)) return
  sizes.delete(key)
  sizes.set(key, {
    bytes: Math.max(bytes, remembered ? 0 : (known?.bytes ?? 0)),
    agreed: (known?.agreed ?? 0) + 1,
    uses: 0,
  })
  const oldest = sizes.keys().next().value
  if (sizes.size > mostRemembered && oldest !== undefined) sizes.delete(oldest)
}

/** Plain bytes that surely fit a protected response of `length` bytes with its status word: DO'87', DO'99' and DO'8E' beside them. */
function plainPart(length: number): number {
  const room = length - 2 - 14 - (length > 0x102 ? 5 : 3)
  return Math.max(smallestSize, Math.floor(room / 16) * 16 - 1)
}

/** The size after one that was refused, or undefined if there is none smaller worth trying. */
export const smallerSize = (refused: number): number | undefined => stepsDown.find(step => step < refused)

/**
 * Takes a size that worked after a larger one did not; or what a chip has said that it gives at most, where its file goes on: asking for
 * more would cost a second command every time.
 */
export function settleSize(size: BlockSize, bytes: number | undefined) {
  if (bytes === undefined) return
  const settled = bytes >= shortSize && bytes <= 256 ? shortSize : Math.max(bytes, smallestSize)
  if (settled < size.bytes) lowerSize(size, settled)
}

/** From here on no larger block is asked for. */
export function lowerSize(size: BlockSize, bytes: number) {
  Object.assign(size, { bytes, largest: 0, lowered: true })
}

/** Bytes to ask for: a size of `shortSize` is 231 under 3DES, 223 under AES, and 256 without secure messaging. */
export function fittingSize(bytes: number, cipher: BlockCipher | undefined): number {
  if (bytes !== shortSize) return bytes
  return cipher ? shortSizes[cipher] : 256
}

/**
 * What the card capabilities in the historical bytes of an answer to reset say of extended length (ISO/IEC 7816-4 §12.1.1.9, third byte, bit 7);
 * undefined where there are none.
 */
export function announcesExtendedLength(atr: Uint8Array): boolean | undefined {
  const capabilities = cardCapabilities(atr)?.[2]
  return capabilities === undefined ? undefined : (capabilities & 0x40) !== 0
}

/** True where the card says that EF.ATR/INFO tells how long an APDU may be (third byte, bit 6): only then is it worth reading. */
export const announcesLengthInformation = (atr: Uint8Array): boolean => ((cardCapabilities(atr)?.[2] ?? 0) & 0x20) !== 0

/** COMPACT-TLV object `73` of the historical bytes behind category indicator 80 or 00. */
function cardCapabilities(atr: Uint8Array): Uint8Array | undefined {
  const historical = historicalBytes(atr)
  const category = historical?.[0]
  if (!historical || (category !== 0x80 && category !== 0x00)) return undefined
  // With category 00 a status indicator of three bytes comes last, and is no object.
  const end = category === 0x00 ? historical.length - 3 : historical.length
  for (let at = 1; at < end; ) {
    const header = historical[at] ?? 0
    const length = header & 0x0f
    if (header === 0x73 && at + 4 <= end) return historical.subarray(at + 1, at + 4)
    at += 1 + length
  }
  return undefined
}

/** ISO/IEC 7816-3 §8.2: T0 says how many there are, and how many interface bytes stand before them. */
function historicalBytes(atr: Uint8Array): Uint8Array | undefined {
  let following = atr[1] ?? 0
  const count = following & 0x0f
  let at = 2
  for (let present = following >> 4; present !== 0; ) {
    const bits = [0x1, 0x2, 0x4, 0x8].filter(bit => (present & bit) !== 0).length
    at += bits
    if ((present & 0x8) === 0) break
    following = atr[at - 1] ?? 0
    present = following >> 4
  }
  return at + count <= atr.length ? atr.subarray(at, at + count) : undefined
}
