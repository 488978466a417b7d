import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'
import { brokenImage, type ImageFrame } from './image-frame.ts'

const mostChunks = 4096
const chunk = { header: 0x49484452, end: 0x49454e44 }
/** By colour type; a palette is colour. */
const componentsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 }

/** Reads a PNG image (ISO/IEC 15948) from signature to IEND; ISO/IEC 39794 allows it for fingers and eyes. */
export function readPng(bytes: Uint8Array): Result<ImageFrame, EmrtdError> {
  const { u8, u32 } = byteView(bytes)
  const components = componentsOf[u8(25) ?? -1]
  const [width, height, bitDepth] = [u32(16), u32(20), u8(24)]
  if (u32(8) !== 13 || u32(12) !== chunk.header || !components || !width || !height || !bitDepth)
    return brokenImage('PNG header', 8)
  let at = 8
  for (let chunks = 0; chunks < mostChunks; chunks++) {
    const [length, type] = [u32(at), u32(at + 4)]
    if (length === undefined || type === undefined || at + 12 + length > bytes.length) return brokenImage('cut off', at)
    at += 12 + length
    if (type === chunk.end) return ok({ width, height, components, bitDepth, length: at })
  }
  return brokenImage(`more than ${mostChunks} chunks`, at)
}
