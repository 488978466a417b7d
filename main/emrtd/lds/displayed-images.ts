import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import type { DetailImage } from './detail-fields.ts'
import { readImageHeader } from './image-header.ts'

/** EF.DG5 or EF.DG7: pictures as printed, not for recognition. */
export interface DisplayedImages {
  /** As the file counts; there may be more or fewer. */
  readonly count: number
  readonly images: readonly DetailImage[]
  /** Why others cannot be read, in the order of the file. */
  readonly unreadable: readonly string[]
}

/** 9303-10 §4.7.5 and §4.7.7: 1 to 9. */
const mostImages = 9

/** Parses EF.DG5, displayed portrait (9303-10 §4.7.5): `65 { 02 count, 5F40 image… }`. Errors: `ProtocolTlv`, `ProtocolValue`. */
export const parseDg5 = (bytes: Uint8Array) => parseDisplayedImages(bytes, 0x65, 0x5f40)

/** Parses EF.DG7, displayed signature or usual mark (9303-10 §4.7.7): `67 { 02 count, 5F43 image… }`. */
export const parseDg7 = (bytes: Uint8Array) => parseDisplayedImages(bytes, 0x67, 0x5f43)

function parseDisplayedImages(bytes: Uint8Array, tag: number, imageTag: number): Result<DisplayedImages, EmrtdError> {
  const outer = readOnly(bytes, tag)
  if (!outer.ok) return outer
  const parts = readTlvs(outer.value.value, mostImages + 1)
  if (!parts.ok) return parts
  const [count, ...others] = parts.value
  if (count?.tag !== 0x02 || count.value.length !== 1)
    return fail({ tag: 'ProtocolValue', message: 'number of displayed images' })
  const images: DetailImage[] = []
  const unreadable: string[] = []
  for (const part of others) {
    if (part.tag !== imageTag) return fail({ tag: 'ProtocolValue', message: 'no displayed image', offset: part.offset })
    const header = readImageHeader(part.value)
    if (header.ok) images.push({ header: header.value, bytes: part.value.subarray(0, header.value.length) })
    else unreadable.push(header.error.message)
  }
  return ok({ count: count.value[0] ?? 0, images, unreadable })
}
