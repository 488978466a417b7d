import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'
import { type PassedThrough, passedThrough } from './passed-through.ts'
import { representationBlocks } from './tagged-block.ts'

/** One iris image. */
export interface IrisImage extends PassedThrough {
  readonly standard: 'ISO/IEC 19794-6' | 'ISO/IEC 39794-6'
  readonly eye?: 'right' | 'left'
}

const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })

const recordHeader = 45
const eyeHeader = 3
const imageHeader = 11
const mostImages = 64

/** Parses an ISO/IEC 19794-6:2005 record (§6.5): 45 bytes of header, then for each eye 3 bytes and its images with 11 bytes each. */
export function parseIrisRecord(record: Uint8Array): Result<readonly IrisImage[], EmrtdError> {
  const { u8, u16, u32 } = byteView(record)
  if (record.length < recordHeader) return invalid('iris record cut off')
  if (u32(0) !== 0x49495200) return invalid('iris record is neither ISO/IEC 19794-6:2005 nor ISO/IEC 39794-6')
  if ((u32(8) ?? 0) > record.length) return invalid('iris record longer than its data block')
  const eyes = u8(14) ?? 0
  const images: IrisImage[] = []
  for (let eye = 0, at = recordHeader; eye < eyes; eye++) {
    const [subtype, count] = [u8(at), u16(at + 1)]
    if (subtype === undefined || count === undefined) return invalid('iris record cut off')
    at += eyeHeader
    for (let image = 0; image < count; image++) {
      const start = at + imageHeader
      const end = start + (u32(at + 7) ?? Number.POSITIVE_INFINITY)
      if (end > record.length || end === start) return invalid('iris image out of bounds')
      if (images.length >= mostImages) return invalid(`more than ${mostImages} iris images`)
      images.push({ standard: 'ISO/IEC 19794-6', ...eyeOf(subtype), ...passedThrough(record.subarray(start, end)) })
      at = end
    }
  }
  return ok(images)
}

const eyeOf = (subtype: number): Pick<IrisImage, 'eye'> =>
  subtype === 1 ? { eye: 'right' } : subtype === 2 ? { eye: 'left' } : {}

/** Parses the content of an ISO/IEC 39794-6 iris image data block `66`: `image [8]` of each representation. */
export function parseIrisImageBlock(content: Uint8Array): Result<readonly IrisImage[], EmrtdError> {
  const representations = representationBlocks(content)
  if (!representations.ok) return representations
  const images: IrisImage[] = []
  for (const representation of representations.value) {
    const bytes = representation.bytes(8)
    if (!bytes) return invalid('iris representation without image')
    images.push({ standard: 'ISO/IEC 39794-6', ...passedThrough(bytes) })
  }
  return ok(images)
}
