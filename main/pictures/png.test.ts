import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodePng } from './png.ts'

/** Reads back what the writer may write, after ISO/IEC 15948. */
function readPng(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: { type: string; content: Uint8Array }[] = []
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at)
    const [type, content] = [png.subarray(at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]
    expect(view.getUint32(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)))
    chunks.push({ type: Buffer.from(type).toString('latin1'), content })
    at += 12 + length
  }
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  const [header, data] = chunks.map(({ content }) => content) as [Uint8Array, Uint8Array]
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return { width, height, colourType: header[9], rows: unfiltered(inflateSync(data), height) }
}

function unfiltered(packed: Uint8Array, height: number): number[][] {
  const row = packed.length / height
  const rows: number[][] = []
  for (let y = 0; y < height; y++) {
    expect(packed[y * row]).toBe(2)
    const differences = packed.subarray(y * row + 1, (y + 1) * row)
    rows.push([...differences].map((value, x) => (value + (rows[y - 1]?.[x] ?? 0)) % 256))
  }
  return rows
}

describe('PNG', () => {
  it('begins with its signature', () => {
    expect(Buffer.from(encodePng(Uint8Array.of(7), 1, 1, 1)).toString('hex')).toMatch(/^89504e470d0a1a0a/)
  })

  it('holds grey pixels', () => {
    const png = readPng(encodePng(Uint8Array.of(0, 255, 9, 3, 250, 128), 2, 3, 1))
    expect(png).toEqual({
      width: 2,
      height: 3,
      colourType: 0,
      rows: [
        [0, 255],
        [9, 3],
        [250, 128],
      ],
    })
  })

  it('holds colour pixels', () => {
    const samples = Uint8Array.from({ length: 5 * 4 * 3 }, (_, i) => (i * 73) % 256)
    const { colourType, rows } = readPng(encodePng(samples, 5, 4, 3))
    expect(colourType).toBe(2)
    expect(rows.flat()).toEqual([...samples])
  })
})
