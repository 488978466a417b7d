import type openOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { PictureFailure } from '../protocol/face.ts'
import { colourSpace, openJp2, wrapJp2 } from './jp2-boxes.ts'
import type { ThreadTask } from './jpeg2000-thread-messages.ts'

type OpenJpeg = Awaited<ReturnType<typeof openOpenJpeg>>

export interface Pixels {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** 8 bit, channels of a pixel side by side. */
  readonly samples: Uint8Array
}

/** The screen shows a face 400 pixels wide at most; what is larger than this is decoded at half its resolution, or a quarter. */
const widest = 1200
const highest = 1600

/**
 * Decodes a JPEG 2000 whose header was read. OpenJPEG's answer counts only if it has as many pixels as the header says: its wrapper
 * says 0 by 0 for what it could not decode, and throws bare numbers.
 */
export function decodePixels(openJpeg: OpenJpeg, { bytes, header }: ThreadTask): Result<Pixels, PictureFailure> {
  const image = withPlainChannels(bytes, header)
  const level =
    [0, 1, 2].find(halved => fits(header.width, widest, halved) && fits(header.height, highest, halved)) ?? 2
  const decoded = decodeAt(openJpeg, image, header, level)
  // Few encoders store less than five resolutions; then only the whole one is left.
  return decoded.ok || level === 0 ? decoded : decodeAt(openJpeg, image, header, 0)
}

const reduced = (size: number, level: number) => Math.ceil(size / 2 ** level)
const fits = (size: number, limit: number, level: number) => reduced(size, level) <= limit

function decodeAt(
  { J2KDecoder }: OpenJpeg,
  image: Uint8Array,
  header: ThreadTask['header'],
  level: number,
): Result<Pixels, PictureFailure> {
  const decoder = new J2KDecoder()
  decoder.getEncodedBuffer(image.length).set(image)
  decoder.decodeSubResolution(level, 0)
  const { width, height, bitsPerSample, componentCount: channels, isSigned } = decoder.getFrameInfo()
  if (width !== header.width || height !== header.height) return fail('unreadable')
  if ((channels !== 1 && channels !== 3) || isSigned || bitsPerSample > 8) return fail('unsupported')
  const samples = new Uint8Array(decoder.getDecodedBuffer().buffer)
  const size = { width: reduced(width, level), height: reduced(height, level) }
  if (samples.length !== size.width * size.height * channels) return fail('unreadable')
  return ok({ ...size, channels, samples: inEightBits(samples, bitsPerSample) })
}

function inEightBits(samples: Uint8Array, bits: number): Uint8Array {
  const most = 2 ** bits - 1
  return bits === 8 ? samples : samples.map(sample => Math.round((Math.min(sample, most) * 255) / most))
}

/**
 * The wrapper takes one component or three. Of two or four the last is opacity, which a portrait has no use for: a component mapping
 * leaves it out. Only CMYK it turns into colours by itself.
 */
function withPlainChannels(bytes: Uint8Array, { width, height, components }: ThreadTask['header']): Uint8Array {
  if (components === 1 || components === 3) return bytes
  const jp2 = openJp2(bytes)
  if (components === 4 && jp2?.colourSpace === colourSpace.cmyk) return bytes
  const channels = components - 1
  const space = jp2?.colourSpace ?? (channels === 1 ? colourSpace.grey : colourSpace.srgb)
  return wrapJp2(jp2?.codestream ?? bytes, { width, height, components, colourSpace: space, channels })
}
