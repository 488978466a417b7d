import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'
import { brokenImage, type ImageFrame } from './image-frame.ts'

const mostSegments = 256
const marker = { start: 0xffa0, end: 0xffa1, frame: 0xffa2, block: 0xffa3 }

/** Reads a WSQ fingerprint image (IAFIS-IC-0110 §6) from SOI to EOI: grey, 8 bits. */
export function readWsq(bytes: Uint8Array): Result<ImageFrame, EmrtdError> {
  const { u16 } = byteView(bytes)
  let size: { readonly width: number; readonly height: number } | undefined
  let at = 2
  for (let segments = 0; segments < mostSegments; segments++) {
    const found = u16(at)
    if (found === marker.end) {
      return size ? ok({ ...size, components: 1, bitDepth: 8, length: at + 2 }) : brokenImage('without frame', at)
    }
    const length = u16(at + 2)
    if (found === undefined || found < 0xffa2 || found > 0xffa8 || length === undefined || length < 2)
      return brokenImage('no WSQ marker', at)
    if (at + 2 + length > bytes.length) return brokenImage('cut off', at)
    if (found === marker.frame) {
      const [height, width] = [u16(at + 6), u16(at + 8)]
      if (size || length < 8 || height === undefined || width === undefined) return brokenImage('WSQ frame header', at)
      size = { width, height }
    }
    at += 2 + length
    if (found === marker.block) at = endOfBlock(bytes, at)
  }
  return brokenImage(`more than ${mostSegments} segments`, at)
}

/** Coded data stuff every FF with 00. */
function endOfBlock(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if ((bytes[at + 1] ?? 0) !== 0) return at
  return bytes.length
}
