import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { type ByteView, byteView } from './byte-view.ts'
import { brokenImage, type ImageFrame } from './image-frame.ts'

const mostBoxes = 64
const mostComponents = 16_384
/** A decoder keeps state for each tile; a document's picture has one. */
const mostTiles = 1024
const mostTileParts = 4096

const box = { header: 0x6a703268, imageHeader: 0x69686472, codestream: 0x6a703263 }

/** Reads JPEG 2000 in boxes (ISO/IEC 15444-1 Annex I); its size is that of the codestream, with which the image header must agree. */
export function readBoxedJpeg2000(bytes: Uint8Array): Result<ImageFrame, EmrtdError> {
  const { u32 } = byteView(bytes)
  let said: { readonly height: number | undefined; readonly width: number | undefined } | undefined
  let at = 0
  for (let boxes = 0; boxes < mostBoxes; boxes++) {
    const found = readBox(bytes, at)
    if (!found) return brokenImage('box cut off', at)
    const { type, start, end } = found
    if (type === box.header && !said) {
      const first = readBox(bytes, start)
      if (first?.type !== box.imageHeader) return brokenImage('without image header box', start)
      said = { height: u32(first.start), width: u32(first.start + 4) }
    }
    if (type === box.codestream) {
      if (!said) return brokenImage('codestream before header box', at)
      const stream = readCodestream(bytes.subarray(start, end))
      if (!stream.ok) return stream
      if (stream.value.width !== said.width || stream.value.height !== said.height)
        return brokenImage('codestream of another size than its header', start)
      return ok({ ...stream.value, length: start + stream.value.length })
    }
    at = end
  }
  return brokenImage(`more than ${mostBoxes} boxes`, at)
}

/** Length 0: to the end of the file; 1: in the eight bytes that follow. */
function readBox(bytes: Uint8Array, at: number) {
  const { u32 } = byteView(bytes)
  const [short, type] = [u32(at), u32(at + 4)]
  if (short === undefined || type === undefined) return undefined
  const long = short === 1
  if (long && u32(at + 8) !== 0) return undefined
  const length = short === 0 ? bytes.length - at : long ? (u32(at + 12) ?? 0) : short
  const start = at + (long ? 16 : 8)
  const end = at + length
  return end >= start && end <= bytes.length ? { type, start, end } : undefined
}

/** Reads a JPEG 2000 codestream (ISO/IEC 15444-1 Annex A) from SOC to EOC; what stands behind it is padding. */
export function readCodestream(bytes: Uint8Array): Result<ImageFrame, EmrtdError> {
  const view = byteView(bytes)
  if (view.u32(0) !== 0xff4fff51) return brokenImage('no codestream', 0)
  const frame = readSize(view)
  if (!frame.ok) return frame
  const end = endOfCodestream(bytes)
  return end === undefined ? brokenImage('codestream cut off', 0) : ok({ ...frame.value, length: end })
}

/** SIZ (A.5.1): reference grid, offsets, tiles, and depth and sampling of each component. */
function readSize({ u8, u16, u32 }: ByteView): Result<Omit<ImageFrame, 'length'>, EmrtdError> {
  const [length, components] = [u16(4), u16(40)]
  if (length === undefined || !components || components > mostComponents || length !== 38 + 3 * components)
    return brokenImage('size marker', 4)
  const word = (index: number) => u32(8 + 4 * index) ?? 0
  const [right, bottom, left, top] = [word(0), word(1), word(2), word(3)]
  const [tileWidth, tileHeight, tileLeft, tileTop] = [word(4), word(5), word(6), word(7)]
  if (left >= right || top >= bottom || tileLeft > left || tileTop > top || !tileWidth || !tileHeight)
    return brokenImage('size marker', 8)
  const tiles = Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight)
  if (tiles > mostTiles) return brokenImage(`${tiles} tiles`, 24)
  let bitDepth = 0
  for (let i = 0; i < components; i++) {
    const [depth, across, down] = [u8(42 + 3 * i), u8(43 + 3 * i), u8(44 + 3 * i)]
    if (depth === undefined || !across || !down) return brokenImage('component of the size marker', 42 + 3 * i)
    bitDepth = Math.max(bitDepth, (depth & 0x7f) + 1)
  }
  return ok({ width: right - left, height: bottom - top, components, bitDepth })
}

/**
 * Offset behind EOC, from tile part to tile part. A codestream that ends with its last tile part and has no EOC is whole, with or without
 * padding of zeros behind it (some encoders).
 */
function endOfCodestream(bytes: Uint8Array): number | undefined {
  const { u16, u32 } = byteView(bytes)
  let at = 2
  let parts = 0
  for (let markers = 0; markers < mostTileParts; markers++) {
    const marker = u16(at)
    if (marker === 0xffd9) return parts > 0 ? at + 2 : undefined
    if (marker === 0xff90) {
      const length = u32(at + 6)
      parts++
      // Psot 0: the last tile part, up to EOC, which no coded data can hold (B.10.1).
      if (length === 0) return behindEndMarker(bytes, at)
      if (length === undefined || length < 14 || at + length > bytes.length) return undefined
      at += length
      if (bytes[at] === undefined || (bytes[at] === 0 && bytes.subarray(at).every(byte => byte === 0))) return at
      continue
    }
    const length = u16(at + 2)
    // Between tile parts only tile parts may stand.
    if (parts > 0 || marker === undefined || marker < 0xff00 || length === undefined || length < 2) return undefined
    at += 2 + length
  }
  return undefined
}

function behindEndMarker(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return at + 2
  return undefined
}
