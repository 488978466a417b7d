import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { byteView } from './byte-view.ts'
import { brokenImage, type ImageFrame } from './image-frame.ts'

/** Baseline, extended sequential and progressive with Huffman coding; documents have no others, and few decoders do. */
const processes = new Set([0xc0, 0xc1, 0xc2])
/** A progressive image has about ten scans; thousands would cost a decoder a pass over all pixels each. */
const mostScans = 64
const mostSegments = 512

/** Reads a JPEG image (ISO/IEC 10918-1 Annex B) from SOI to EOI. */
export function readJpeg(bytes: Uint8Array): Result<ImageFrame, EmrtdError> {
  const { u8, u16 } = byteView(bytes)
  let frame: Omit<ImageFrame, 'length'> | undefined
  let scans = 0
  let at = 2
  for (let segments = 0; ; segments++) {
    if (segments > mostSegments) return brokenImage(`more than ${mostSegments} segments`, at)
    if (u8(at) !== 0xff) return brokenImage('no marker', at)
    // Any number of fill bytes may precede a marker (B.1.1.2).
    while (u8(at + 1) === 0xff) at++
    const marker = u8(at + 1) ?? 0
    if (marker === 0xd9) return frame && scans > 0 ? ok({ ...frame, length: at + 2 }) : brokenImage('without scan', at)
    const length = u16(at + 2)
    if (length === undefined || length < 2 || at + 2 + length > bytes.length) return brokenImage('cut off', at)
    if (isFrame(marker)) {
      if (frame) return brokenImage('two frames', at)
      if (!processes.has(marker)) return brokenImage(`JPEG process ${marker.toString(16)}`, at)
      const [bitDepth, height, width, components] = [u8(at + 4), u16(at + 5), u16(at + 7), u8(at + 9)]
      if (bitDepth === undefined || !height || !width || !components || length !== 8 + 3 * components)
        return brokenImage('frame header', at)
      frame = { width, height, components, bitDepth }
    }
    at += 2 + length
    if (marker !== 0xda) continue
    if (!frame) return brokenImage('scan before frame', at)
    if (++scans > mostScans) return brokenImage(`more than ${mostScans} scans`, at)
    at = endOfScan(bytes, at)
  }
}

/** SOF0 … SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Where the next marker stands after entropy-coded data, in which FF is followed by 00 or is a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}
