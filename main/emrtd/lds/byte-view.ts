/** Big-endian numbers of a byte array; undefined where they would lie outside it. */
export interface ByteView {
  readonly u8: (at: number) => number | undefined
  readonly u16: (at: number) => number | undefined
  readonly u32: (at: number) => number | undefined
}

export function byteView(bytes: Uint8Array): ByteView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const inside = (at: number, size: number) => at >= 0 && at + size <= bytes.length
  return {
    u8: at => bytes[at],
    u16: at => (inside(at, 2) ? view.getUint16(at) : undefined),
    u32: at => (inside(at, 4) ? view.getUint32(at) : undefined),
  }
}
