import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'
import { type PassedThrough, passedThrough } from './passed-through.ts'
import { representationBlocks } from './tagged-block.ts'

/** One finger image, mostly WSQ. */
export interface FingerImage extends PassedThrough {
  readonly standard: 'ISO/IEC 19794-4' | 'ISO/IEC 39794-4'
  /** ISO/IEC 19794-4 table 5: 1 right thumb … 10 left little finger; 0 unknown. */
  readonly position?: number
  readonly impressionType?: number
}

const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })

const recordHeader = 32
const viewHeader = 14
const mostViews = 64

/** Parses an ISO/IEC 19794-4:2005 record (§7): 32 bytes of header, then each view of each finger with 14 bytes of its own. */
export function parseFingerRecord(record: Uint8Array): Result<readonly FingerImage[], EmrtdError> {
  const { u8, u16, u32 } = byteView(record)
  if (record.length < recordHeader) return invalid('finger record cut off')
  if (u32(0) !== 0x46495200) return invalid('finger record is neither ISO/IEC 19794-4:2005 nor ISO/IEC 39794-4')
  // Six bytes of length.
  const whole = (u32(8) ?? 0) * 0x10000 + (u16(12) ?? 0)
  if (whole > record.length) return invalid('finger record longer than its data block')
  const images: FingerImage[] = []
  for (let at = recordHeader; at < whole; ) {
    const end = at + (u32(at) ?? 0)
    if (end > whole || end < at + viewHeader) return invalid('finger view out of bounds')
    if (images.length >= mostViews) return invalid(`more than ${mostViews} finger views`)
    const said = { position: u8(at + 4) ?? 0, impressionType: u8(at + 8) ?? 0 }
    images.push({ standard: 'ISO/IEC 19794-4', ...said, ...passedThrough(record.subarray(at + viewHeader, end)) })
    at = end
  }
  return ok(images)
}

/**
 * Parses the content of an ISO/IEC 39794-4 finger image data block `64`: `position [0]`, `impression [1]`, `format [2]`,
 * `image [3]` of each representation.
 */
export function parseFingerImageBlock(content: Uint8Array): Result<readonly FingerImage[], EmrtdError> {
  const representations = representationBlocks(content)
  if (!representations.ok) return representations
  const images: FingerImage[] = []
  for (const representation of representations.value) {
    const bytes = representation.bytes(3)
    if (!bytes) return invalid('finger representation without image')
    const [position, impressionType] = [representation.code(0), representation.code(1)]
    images.push({
      standard: 'ISO/IEC 39794-4',
      ...(position !== undefined && { position }),
      ...(impressionType !== undefined && { impressionType }),
      ...passedThrough(bytes),
    })
  }
  return ok(images)
}
