/** About twice what the best telephone takes; four bytes each while decoded. */
export const mostPixels = 64_000_000
/** Largest file looked at, bytes. */
export const mostBytes = 20 * 1024 * 1024

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Width and height of a PNG (ISO/IEC 15948 §11.2.2) or JPEG (ITU-T T.81 B.2.2) from its header; undefined for anything else. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = bytes.length > 24 && view.getUint32(0) === 0x89504e47 ? ofPng(view) : ofJpeg(view)
  return size && size.width > 0 && size.height > 0 ? size : undefined
}

function ofPng(view: DataView): PictureSize | undefined {
  const isHeader = view.getUint32(4) === 0x0d0a1a0a && view.getUint32(12) === 0x49484452
  return isHeader ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined
}

function ofJpeg(view: DataView): PictureSize | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at++
    else if (isFrameHeader(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    else at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
