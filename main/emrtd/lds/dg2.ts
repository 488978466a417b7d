import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'

/** First face image of EF.DG2. `bytes` is a view into the file; the image has not been decoded. */
export interface FaceImage {
  readonly format: 'jpeg' | 'jp2'
  readonly bytes: Uint8Array
  /** Pixels as the face record says; the image itself may say otherwise. */
  readonly width: number
  readonly height: number
}

export interface Dg2 {
  readonly instances: number
  readonly face: FaceImage
}

const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })

/**
 * Parses EF.DG2 (9303-10 §4.7.2): biometric information templates in CBEFF with an ISO/IEC 19794-5:2005 face record in tag 5F2E
 * or 7F2E. Only the first image of the first template is taken.
 */
export function parseDg2(bytes: Uint8Array): Result<Dg2, EmrtdError> {
  const outer = readOnly(bytes, 0x75)
  if (!outer.ok) return outer
  const group = readOnly(outer.value.value, 0x7f61)
  if (!group.ok) return group
  const parts = readTlvs(group.value.value)
  if (!parts.ok) return parts
  const [count, first] = parts.value
  if (count?.tag !== 0x02 || count.value.length !== 1) return invalid('number of faces')
  if (first?.tag !== 0x7f60) return invalid('no biometric information template')
  const template = readTlvs(first.value)
  if (!template.ok) return template
  const record = template.value.find(part => part.tag === 0x5f2e || part.tag === 0x7f2e)
  if (!record) return invalid('no biometric data block')
  const face = readFaceRecord(record.value)
  return face.ok ? ok({ instances: count.value[0] ?? 0, face: face.value }) : face
}

const facialRecordHeader = 14
const facialInformation = 20
const featurePoint = 8
const imageInformation = 12

/** ISO/IEC 19794-5:2005 §5: record header, then for each face its information, feature points, image information and image. */
function readFaceRecord(record: Uint8Array): Result<FaceImage, EmrtdError> {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (record.length < facialRecordHeader + facialInformation) return invalid('face record cut off')
  if (view.getUint32(0) !== 0x46414300) return invalid('face record is not ISO/IEC 19794-5:2005')
  if (view.getUint32(8) > record.length) return invalid('face record longer than its data block')
  if (view.getUint16(12) === 0) return invalid('face record without face')
  const length = view.getUint32(facialRecordHeader)
  const end = facialRecordHeader + length
  const points = view.getUint16(facialRecordHeader + 4)
  const imageHeader = facialRecordHeader + facialInformation + points * featurePoint
  const start = imageHeader + imageInformation
  if (end > record.length || start >= end) return invalid('face image out of bounds')
  const bytes = record.subarray(start, end)
  const format = imageFormat(bytes)
  if (!format) return invalid('face image neither JPEG nor JPEG 2000')
  return ok({ format, bytes, width: view.getUint16(imageHeader + 2), height: view.getUint16(imageHeader + 4) })
}

/** By first bytes, since the record's own type field is wrong on some documents: JPEG SOI, JP2 signature box, bare codestream. */
function imageFormat(bytes: Uint8Array): FaceImage['format'] | undefined {
  const begins = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)
  if (begins(0xff, 0xd8, 0xff)) return 'jpeg'
  if (begins(0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a) || begins(0xff, 0x4f, 0xff, 0x51))
    return 'jp2'
  return undefined
}
