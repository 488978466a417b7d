import { type ImageHeader, imageLimits, readImageHeader } from '../emrtd/lds/image-header.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { PictureFailure } from '../protocol/face.ts'
import { createJpeg2000Decoder, type Jpeg2000Decoder } from './jpeg2000-decoder.ts'
import type { PictureResult } from './picture.ts'

/** Makes pictures for the screen out of face images. Give it only images that a verified signature covers. */
export interface Pictures {
  /** To be called when a read begins: a decoder is ready by its end. */
  prepare(): void
  /**
   * At once for a JPEG, which is passed on as it is, without what follows its end; a promise for a JPEG 2000, which becomes a PNG
   * within three seconds. Expected failures only, never a rejection.
   */
  show(image: Uint8Array): PictureResult | Promise<PictureResult>
  close(): Promise<void>
}

export function createPictures(jpeg2000: Jpeg2000Decoder = createJpeg2000Decoder()): Pictures {
  return {
    prepare: jpeg2000.prepare,
    show(image) {
      const header = headerOf(image)
      if (!header.ok) return header
      const bytes = image.subarray(0, header.value.length)
      if (header.value.format === 'jpeg') return ok({ mediaType: 'image/jpeg', bytes })
      return jpeg2000.decode({ bytes: bytes.slice(), header: header.value })
    },
    close: jpeg2000.close,
  }
}

/** What the image says about itself, if that is something to be shown. */
function headerOf(image: Uint8Array): Result<ImageHeader, PictureFailure> {
  const header = readImageHeader(image, { ...imageLimits, components: 0xffff, bitDepth: 64 })
  if (!header.ok) return fail(header.error.tag === 'ProtocolLength' ? 'too-large' : 'unreadable')
  const { format, components, bitDepth } = header.value
  const shown = format === 'jpeg' || format === 'jp2' || format === 'j2k'
  const plain = components <= imageLimits.components && bitDepth <= imageLimits.bitDepth
  return shown && plain ? header : fail('unsupported')
}
