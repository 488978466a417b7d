import { describe, expect, it } from 'vitest'
import { pictureSize } from './picture-size.ts'

const bytes = (...parts: (number | readonly number[] | string)[]) =>
  Uint8Array.from(
    parts.flatMap(part => (typeof part === 'string' ? [...part].map(character => character.charCodeAt(0)) : part)),
  )
const png = (width: number, height: number) => {
  const size = new DataView(new ArrayBuffer(8))
  size.setUint32(0, width)
  size.setUint32(4, height)
  return bytes(0x89, 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [...new Uint8Array(size.buffer)], [8, 2, 0, 0, 0])
}
const exif = bytes([0xff, 0xe1, 0, 6], 'Exif')
const quantisation = [0xff, 0xc4, 0, 3, 1]
const frame = (marker: number) => [0xff, marker, 0, 11, 8, 0x03, 0x20, 0x04, 0xb0, 3, 1, 0x11, 0]

describe('pictureSize', () => {
  it('of a PNG', () => {
    expect(pictureSize(png(600, 400))).toEqual({ width: 600, height: 400 })
    // A few bytes claim a lot.
    expect(pictureSize(png(0x7fffffff, 0x7fffffff))).toEqual({ width: 0x7fffffff, height: 0x7fffffff })
  })
  it.each([0xc0, 0xc1, 0xc2])('of a JPEG with frame header %i, past what stands before it', marker => {
    const jpeg = bytes([0xff, 0xd8], [...exif], quantisation, [0xff], frame(marker))
    expect(pictureSize(jpeg)).toEqual({ width: 1200, height: 800 })
  })
  it.each([
    ['nothing', bytes()],
    ['a PDF', bytes('%PDF-1.7 and some more text that is long enough')],
    ['a PNG without a header', png(600, 400).subarray(0, 16)],
    ['an empty PNG', png(0, 400)],
    ['a JPEG that ends', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 200, 1])],
    ['a JPEG whose segments go nowhere', bytes([0xff, 0xd8], [0xff, 0xe1, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a GIF', bytes('GIF89a and a picture of a certain size')],
  ])('of %s is unknown', (_, file) => expect(pictureSize(file)).toBeUndefined())
})
