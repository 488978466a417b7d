import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readBoxedJpeg2000, readCodestream } from './jpeg-2000-header.ts'
import { readJpeg } from './jpeg-header.ts'
import { readPng } from './png-header.ts'
import { readWsq } from './wsq-header.ts'

/** `jp2`: JPEG 2000 in boxes; `j2k`: its bare codestream, as Portuguese and Spanish documents have it. */
export type ImageFormat = 'jpeg' | 'jp2' | 'j2k' | 'wsq' | 'png'

/** What an image says about itself before anybody decodes it. Sizes in pixels. */
export interface ImageHeader {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
  /** 1 grey, 3 colour, 4 with something more. */
  readonly components: number
  /** Bits for each component, the largest if they differ. */
  readonly bitDepth: number
  /** Bytes of the image proper from the first one; what follows is padding. */
  readonly length: number
}

export interface ImageLimits {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly bitDepth: number
  /** Bytes. */
  readonly length: number
}

/** No picture of a document needs more, and a decoder is given no more: 15 kB of JPEG 2000 can claim gigabytes of pixels. */
export const imageLimits: ImageLimits = { width: 3000, height: 4000, components: 4, bitDepth: 8, length: 256 * 1024 }

/** For files that nobody decodes, such as samples on paper scale: only what the formats themselves can say. */
export const noImageLimits: ImageLimits = {
  width: 0xffff_ffff,
  height: 0xffff_ffff,
  components: 0xffff,
  bitDepth: 64,
  length: Number.MAX_SAFE_INTEGER,
}

/** The format by first bytes, or undefined: what a record says about its image is wrong on some documents. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  return signatures.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0]
}

const signatures: readonly (readonly [ImageFormat, readonly number[]])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['jp2', [0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]],
  ['j2k', [0xff, 0x4f, 0xff, 0x51]],
  ['wsq', [0xff, 0xa0, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]

const readers: Readonly<Record<ImageFormat, (bytes: Uint8Array) => Result<Omit<ImageHeader, 'format'>, EmrtdError>>> = {
  jpeg: readJpeg,
  jp2: readBoxedJpeg2000,
  j2k: readCodestream,
  wsq: readWsq,
  png: readPng,
}

/**
 * Reads what an image says about itself, from its markers or boxes alone, in linear time; nothing is decoded. What follows the end
 * of the image is left out of `length`. Errors: `ProtocolValue` for no image that we know, a broken or cut-off one, no pixels, or more
 * components or bits than `limits`; `ProtocolLength` for more pixels or bytes than that.
 */
export function readImageHeader(bytes: Uint8Array, limits = imageLimits): Result<ImageHeader, EmrtdError> {
  const format = imageFormat(bytes)
  if (!format) return fail({ tag: 'ProtocolValue', message: 'no image of a known format' })
  const read = readers[format](bytes)
  if (!read.ok) return read
  const { width, height, components, bitDepth, length } = read.value
  if (width === 0 || height === 0 || components === 0)
    return fail({ tag: 'ProtocolValue', message: `image of ${width} by ${height} pixels, ${components} components` })
  if (components > limits.components || bitDepth > limits.bitDepth)
    return fail({ tag: 'ProtocolValue', message: `image with ${components} components of ${bitDepth} bits` })
  if (width > limits.width || height > limits.height)
    return fail({ tag: 'ProtocolLength', message: `image of ${width} by ${height} pixels` })
  if (length > limits.length) return fail({ tag: 'ProtocolLength', message: `image of ${length} bytes` })
  return ok({ format, ...read.value })
}
