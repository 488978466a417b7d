import { describe, expect, it } from 'vitest'
import { comparePictures } from './compare-pictures.ts'
import { type GreyPicture, readPgm, readPng, writePng } from './grey-picture.ts'

/** White, with black rectangles: x, y, width, height. */
function drawn(...rectangles: readonly (readonly [number, number, number, number])[]): GreyPicture {
  const [width, height] = [201, 150]
  const pixels = new Uint8Array(width * height).fill(255)
  for (const [x, y, w, h] of rectangles)
    for (let v = y; v < y + h; v++) pixels.fill(0, v * width + x, v * width + x + w)
  return { width, height, pixels }
}

const page = drawn([20, 20, 60, 8], [20, 60, 100, 2])

describe('two pictures of a page', () => {
  it.each<[string, GreyPicture]>([
    ['the same', page],
    ['a pixel further right', drawn([21, 20, 60, 8], [21, 60, 100, 2])],
    ['a pixel lower', drawn([20, 21, 60, 8], [20, 61, 100, 2])],
    ['a speck', drawn([20, 20, 60, 8], [20, 60, 100, 2], [150, 100, 3, 3])],
    ['a little lighter', { ...page, pixels: page.pixels.map(level => Math.max(level, 60)) }],
  ])('are the same: %s', (_, other) => {
    expect(comparePictures(page, other)).toEqual({ same: true })
  })

  it.each<[string, GreyPicture]>([
    ['a block more', drawn([20, 20, 60, 8], [20, 60, 100, 2], [150, 100, 8, 8])],
    ['a block less', drawn([20, 60, 100, 2])],
    ['a word moved', drawn([26, 20, 60, 8], [20, 60, 100, 2])],
    ['lines everywhere', drawn(...Array.from({ length: 12 }, (_, i) => [0, i * 12, 201, 1] as const))],
    ['another size', { width: 150, height: 201, pixels: page.pixels }],
  ])('are not the same: %s', (_, other) => {
    expect(comparePictures(page, other)).toMatchObject({ same: false })
    expect(comparePictures(other, page)).toMatchObject({ same: false })
  })

  it('say where they differ', () => {
    const other = drawn([20, 20, 60, 8], [20, 60, 100, 2], [150, 100, 8, 8])
    const compared = comparePictures(page, other)
    expect(compared.same ? undefined : compared.difference.pixels[104 * 201 + 154]).toBe(0)
    expect(compared.same ? undefined : compared.says).toContain('64 of 30150 pixels')
  })
})

describe('the kept pictures', () => {
  it('come back as they were, in sixteen greys', () => {
    const { width, height } = page
    const levels = { width, height, pixels: page.pixels.map((_, i) => (i * 7) % 256) }
    const back = readPng(writePng(levels))
    expect([back.width, back.height]).toEqual([width, height])
    expect(Math.max(...back.pixels.map((level, i) => Math.abs(level - (levels.pixels[i] ?? 0))))).toBeLessThanOrEqual(8)
    expect(readPng(writePng(back))).toEqual(back)
  })

  it('are read as pdftoppm writes them', () => {
    const file = Buffer.concat([Buffer.from('P5\n2 2\n255\n'), Buffer.from([0, 10, 100, 255])])
    expect(readPgm(file)).toMatchObject({ width: 2, height: 2 })
    expect([...readPgm(file).pixels]).toEqual([0, 10, 100, 255])
    expect(() => readPgm(Buffer.from('P6\n2 2\n255\n'))).toThrow()
    expect(() => readPng(Buffer.from('x'.repeat(64)))).toThrow()
  })
})
