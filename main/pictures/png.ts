import { crc32, deflateSync } from 'node:zlib'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Each sample less the one above it: neighbours in a photograph are alike, and what is left of them packs well. */
const filterUp = 2

/**
 * Packs pixels as PNG (ISO/IEC 15948): 8 bit, no interlace, rows from the top. Ours, because a picture needs three chunks of it, and
 * deflate and checksum, the greater part, come with Node; a library would bring a decoder and one more parser along.
 * @param samples `width` × `height` × `channels` bytes, channels of a pixel side by side
 * @param channels 1 grey, 3 red, green and blue
 */
export function encodePng(samples: Uint8Array, width: number, height: number, channels: 1 | 3): Uint8Array {
  const row = width * channels
  const filtered = new Uint8Array((row + 1) * height)
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    filtered[to++] = filterUp
    for (let i = 0; i < row; i++, from++) filtered[to++] = (samples[from] ?? 0) - (samples[from - row] ?? 0)
  }
  const colourType = channels === 1 ? 0 : 2
  const header = concatBytes(bigEndian(width), bigEndian(height), Uint8Array.of(8, colourType, 0, 0, 0))
  return concatBytes(
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered, { level: 1 })),
    chunk('IEND', new Uint8Array(0)),
  )
}

/** Length of the content, type, content, checksum over type and content (§5.3). */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const checked = concatBytes(utf8ToBytes(type), content)
  return concatBytes(bigEndian(content.length), checked, bigEndian(crc32(checked)))
}

const bigEndian = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
