import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** Enumerated colour spaces of JP2 (ISO/IEC 15444-1 table I.10, ITU-T T.801 for CMYK). */
export const colourSpace = { cmyk: 12, srgb: 16, grey: 17 } as const

interface Jp2 {
  /** From SOC on, with whatever follows it in its box. */
  readonly codestream: Uint8Array
  /** As the first colour specification box enumerates it, if it does. */
  readonly colourSpace?: number
}

/** Opens a JP2 whose boxes are known to be sound (`readImageHeader`). Undefined where there is no codestream. */
export function openJp2(bytes: Uint8Array): Jp2 | undefined {
  const boxes = [...boxesOf(bytes)]
  const codestream = boxes.find(({ type }) => type === 'jp2c')?.content
  const header = boxes.find(({ type }) => type === 'jp2h')?.content
  const colour = header && [...boxesOf(header)].find(({ type }) => type === 'colr')?.content
  // METH 1: EnumCS in the four bytes behind METH, PREC and APPROX (I.5.3.3).
  const enumerated = colour?.[0] === 1 && colour.length >= 7 ? viewOf(colour).getUint32(3) : undefined
  return codestream && { codestream, ...(enumerated !== undefined && { colourSpace: enumerated }) }
}

function* boxesOf(bytes: Uint8Array): Generator<{ type: string; content: Uint8Array }> {
  const view = viewOf(bytes)
  for (let at = 0; at + 8 <= bytes.length; ) {
    const long = view.getUint32(at) === 1
    const start = at + (long ? 16 : 8)
    if (start > bytes.length) return
    // 0: to the end. The last box is shorter than it says where padding was cut off.
    const length = long ? Number(view.getBigUint64(at + 8)) : view.getUint32(at) || bytes.length - at
    const end = Math.min(at + length, bytes.length)
    if (end < start) return
    yield { type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), content: bytes.subarray(start, end) }
    at = end
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Puts a codestream of 8 bits into the boxes of a JP2 file (ISO/IEC 15444-1 Annex I) whose component mapping shows the first `channels`
 * components as they are and leaves out the others.
 */
export function wrapJp2(
  codestream: Uint8Array,
  image: { width: number; height: number; components: number; colourSpace: number; channels: number },
): Uint8Array {
  const { width, height, components, channels } = image
  const size = concatBytes(word(height), word(width), Uint8Array.of(components >> 8, components))
  const header = [
    box('ihdr', size, Uint8Array.of(depth, compression, 0, 0)),
    box('colr', Uint8Array.of(1, 0, 0), word(image.colourSpace)),
    palette(channels),
    box('cmap', ...Array.from({ length: channels }, (_, component) => Uint8Array.of(0, component, 0, 0))),
  ]
  return concatBytes(
    box('jP  ', word(0x0d0a870a)),
    box('ftyp', utf8ToBytes('jp2 '), word(0), utf8ToBytes('jp2 ')),
    box('jp2h', ...header),
    box('jp2c', codestream),
  )
}

/** Bits less one, and the only compression there is. */
const [depth, compression] = [7, 7]

/** One entry that no mapping uses: without a palette there may be no mapping (I.5.3.5). */
const palette = (channels: number) => {
  const depths = new Uint8Array(channels).fill(depth)
  return box('pclr', Uint8Array.of(0, 1, channels), depths, new Uint8Array(channels))
}

const word = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

const box = (type: string, ...content: Uint8Array[]) => {
  const inside = concatBytes(...content)
  return concatBytes(word(8 + inside.length), utf8ToBytes(type), inside)
}
