import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import {
  type BiometricHeader,
  type BiometricTemplate,
  extensibleBlock,
  parseBiometricTemplates,
} from './biometric-templates.ts'
import { parseFaceImageBlock } from './face-image-block.ts'
import { type FaceRecordImage, type FeaturePoint, parseFaceRecord } from './face-record.ts'
import { type ImageHeader, imageFormat, readImageHeader } from './image-header.ts'

/** A face image of EF.DG2. `bytes` is a view into the file that ends where the image does; the image has not been decoded. */
export interface FaceImage {
  /** `jp2`: JPEG 2000, boxed or bare; `header.format` tells them apart. */
  readonly format: 'jpeg' | 'jp2'
  readonly bytes: Uint8Array
  /** Pixels as the image itself says. */
  readonly width: number
  readonly height: number
  readonly header: ImageHeader
  readonly standard: FaceRecordImage['standard']
  /** Pixels as the record around the image says, which is something else on many documents; 0: nothing. */
  readonly saysWidth?: number
  readonly saysHeight?: number
  /** Bytes of padding behind the image. */
  readonly padding: number
  readonly featurePoints: readonly FeaturePoint[]
}

export interface Dg2 {
  /** As the file counts; there may be more or fewer. */
  readonly instances: number
  /** The first image that can be read. */
  readonly face: FaceImage
  /** All that can be read, in the order of the file. */
  readonly images: readonly FaceImage[]
  /** Why others cannot, in the order of the file. */
  readonly unreadable: readonly string[]
  /** Headers of the templates. */
  readonly headers: readonly BiometricHeader[]
}

/**
 * Parses EF.DG2 (9303-10 §4.7.2): biometric information templates with ISO/IEC 19794-5:2005 or ISO/IEC 39794-5 faces, by what is
 * there and not by what the headers say. Errors: `ProtocolTlv` and `ProtocolValue` for a structure that does not hold, and if no image at
 * all can be read.
 */
export function parseDg2(bytes: Uint8Array): Result<Dg2, EmrtdError> {
  const group = parseBiometricTemplates(bytes, 0x75)
  if (!group.ok) return group
  const images: FaceImage[] = []
  const faults: EmrtdError[] = []
  for (const template of group.value.templates) {
    const records = recordImages(template)
    if (!records.ok) return records
    for (const record of records.value) {
      const image = faceImage(record)
      if (image.ok) images.push(image.value)
      else faults.push(image.error)
    }
  }
  const [face] = images
  if (!face) return fail(faults[0] ?? { tag: 'ProtocolValue', message: 'no biometric information template' })
  const headers = group.value.templates.map(({ header }) => header)
  const unreadable = faults.map(({ message }) => message)
  return ok({ instances: group.value.instances, face, images, unreadable, headers })
}

function recordImages({ block }: BiometricTemplate): Result<readonly FaceRecordImage[], EmrtdError> {
  const extensible = extensibleBlock(block, 0x65)
  if (!extensible.ok) return extensible
  return extensible.value ? parseFaceImageBlock(extensible.value) : parseFaceRecord(block)
}

/** By first bytes, since the record's own type field is wrong on some documents. */
function faceImage({ bytes, ...record }: FaceRecordImage): Result<FaceImage, EmrtdError> {
  const format = imageFormat(bytes)
  if (format !== 'jpeg' && format !== 'jp2' && format !== 'j2k')
    return fail({ tag: 'ProtocolValue', message: 'face image neither JPEG nor JPEG 2000' })
  const header = readImageHeader(bytes)
  if (!header.ok) return header
  const { width, height, length } = header.value
  return ok({
    format: format === 'jpeg' ? 'jpeg' : 'jp2',
    bytes: bytes.subarray(0, length),
    width,
    height,
    header: header.value,
    ...record,
    padding: bytes.length - length,
  })
}
