import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'

/** A point of a face in pixels. `code` is that of MPEG-4, e.g. `12.1` for the centre of the left eye, where the record gives one. */
export interface FeaturePoint {
  readonly code?: string
  readonly x: number
  readonly y: number
}

/** One image of a face record, of either standard, before anybody has looked into it. */
export interface FaceRecordImage {
  readonly standard: 'ISO/IEC 19794-5' | 'ISO/IEC 39794-5'
  /** All bytes of its field, with padding if there is any. */
  readonly bytes: Uint8Array
  /** Pixels as the record says; 0 or absent where it does not. What the image says may differ. */
  readonly saysWidth?: number
  readonly saysHeight?: number
  readonly featurePoints: readonly FeaturePoint[]
}

const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })

const recordHeader = 14
const facialInformation = 20
const featurePoint = 8
const imageInformation = 12
const mostFaces = 16

/**
 * Parses an ISO/IEC 19794-5:2005 record (§5): header, then for each face its information, feature points, image information and image. What
 * the record says about type and size of an image is passed on, never relied on. Bytes behind the last face are padding.
 */
export function parseFaceRecord(record: Uint8Array): Result<readonly FaceRecordImage[], EmrtdError> {
  const { u16, u32 } = byteView(record)
  if (record.length < recordHeader + facialInformation) return invalid('face record cut off')
  if (u32(0) !== 0x46414300) return invalid('face record is neither ISO/IEC 19794-5:2005 nor ISO/IEC 39794-5')
  if ((u32(8) ?? 0) > record.length) return invalid('face record longer than its data block')
  const faces = u16(12) ?? 0
  if (faces === 0) return invalid('face record without face')
  if (faces > mostFaces) return invalid(`face record of ${faces} faces`)
  const images: FaceRecordImage[] = []
  for (let face = 0, at = recordHeader; face < faces; face++) {
    const end = at + (u32(at) ?? Number.POSITIVE_INFINITY)
    const points = u16(at + 4) ?? 0
    const imageHeader = at + facialInformation + points * featurePoint
    const start = imageHeader + imageInformation
    if (end > record.length || start >= end) return invalid('face image out of bounds')
    images.push({
      standard: 'ISO/IEC 19794-5',
      bytes: record.subarray(start, end),
      saysWidth: u16(imageHeader + 2) ?? 0,
      saysHeight: u16(imageHeader + 4) ?? 0,
      featurePoints: pointsOf(record.subarray(at + facialInformation, imageHeader)),
    })
    at = end
  }
  return ok(images)
}

/** Type, then major and minor number in one byte, x, y, two bytes reserved (§5.6). */
function pointsOf(bytes: Uint8Array): readonly FeaturePoint[] {
  const { u8, u16 } = byteView(bytes)
  return Array.from({ length: bytes.length / featurePoint }, (_, i) => {
    const code = u8(i * featurePoint + 1) ?? 0
    return {
      code: `${code >> 4}.${code & 15}`,
      x: u16(i * featurePoint + 2) ?? 0,
      y: u16(i * featurePoint + 4) ?? 0,
    }
  })
}
