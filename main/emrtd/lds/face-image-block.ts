import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { presentOnly } from './detail-fields.ts'
import type { FaceRecordImage, FeaturePoint } from './face-record.ts'
import { listedBlocks, representationBlocks, type TaggedBlock } from './tagged-block.ts'

/**
 * Parses the content of an ISO/IEC 39794-5 face image data block `65`: one image for each representation. Only two-dimensional
 * ones are images; a three-dimensional shape is passed over. Of landmarks, those with coordinates in the image are taken, without their code.
 */
export function parseFaceImageBlock(content: Uint8Array): Result<readonly FaceRecordImage[], EmrtdError> {
  const representations = representationBlocks(content)
  if (!representations.ok) return representations
  const images: FaceRecordImage[] = []
  for (const representation of representations.value) {
    const image = imageOf(representation)
    if (!image.ok) return image
    if (image.value) images.push(image.value)
  }
  if (images.length > 0) return ok(images)
  return fail({ tag: 'ProtocolValue', message: 'face image block without image' })
}

/** `imageRepresentation [1] { base [0] { image2D [0] { data [0], information [1] { … size [7] { width [0], height [1] } } } } }`. */
function imageOf(representation: TaggedBlock): Result<FaceRecordImage | undefined, EmrtdError> {
  const choice = representation.block(1)
  const base = choice.ok ? choice.value.block(0) : choice
  const image = base.ok ? base.value.block(0) : base
  if (!image.ok) return image
  const bytes = image.value.bytes(0)
  if (!bytes) return ok(undefined)
  const information = image.value.block(1)
  const size = information.ok ? information.value.block(7) : information
  if (!size.ok) return size
  const says = presentOnly({ saysWidth: size.value.number(0), saysHeight: size.value.number(1) })
  const featurePoints = landmarksOf(representation)
  return featurePoints.ok
    ? ok({ standard: 'ISO/IEC 39794-5', bytes, ...says, featurePoints: featurePoints.value })
    : featurePoints
}

/** `landmarks [9] SEQUENCE OF { kind [0], coordinates [1] { base [0] { image [0] { x [0], y [1] } } } }`. */
function landmarksOf(representation: TaggedBlock): Result<readonly FeaturePoint[], EmrtdError> {
  const landmarks = listedBlocks(representation.bytes(9) ?? new Uint8Array(), mostLandmarks)
  if (!landmarks.ok) return landmarks
  const points: FeaturePoint[] = []
  for (const landmark of landmarks.value) {
    const coordinates = landmark.block(1)
    const base = coordinates.ok ? coordinates.value.block(0) : coordinates
    const point = base.ok ? base.value.block(0) : base
    if (!point.ok) return point
    const [x, y] = [point.value.number(0), point.value.number(1)]
    if (x !== undefined && y !== undefined) points.push({ x, y })
  }
  return ok(points)
}

/** MPEG-4 and anthropometric points together are fewer. */
const mostLandmarks = 256
