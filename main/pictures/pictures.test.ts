import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { concatBytes } from '@noble/hashes/utils.js'
import { encode as encodeJpeg } from 'jpeg-js'
import { afterAll, describe, expect, it } from 'vitest'
import { type Persona, personaOf } from '../../fixtures/country/persona.ts'
import { type DecodedPng, decodedPng } from '../../fixtures/portraits/decoded-png.ts'
import { colourSpaces, jp2File } from '../../fixtures/portraits/jp2-file.ts'
import { encodeJpeg2000 } from '../../fixtures/portraits/jpeg-2000-encoder.ts'
import { portraitRaster } from '../../fixtures/portraits/portrait-raster.ts'
import type { Raster } from '../../fixtures/portraits/raster.ts'
import { slowness } from '../../fixtures/proof/slowness.ts'
import { pictureFailures } from '../protocol/face.ts'
import { createPictures } from './pictures.ts'

const pictures = createPictures()
afterAll(() => pictures.close())

const mai = personaOf('mai') as Persona
const raster = (components: number, divisor = 4) => portraitRaster(mai, components, divisor)
const colour = raster(3)
const grey = raster(1)
const colourStream = await encodeJpeg2000(colour)
const greyStream = await encodeJpeg2000(grey)
const opaqueStream = await encodeJpeg2000(raster(4))
const colourJp2 = jp2File(colourStream, { ...colour, colourSpace: colourSpaces.srgb })
const padding = (length: number) => new Uint8Array(length)

async function shown(image: Uint8Array): Promise<DecodedPng> {
  const picture = await pictures.show(image)
  if (!picture.ok) throw new Error(picture.error)
  expect(picture.value.mediaType).toBe('image/png')
  return decodedPng(picture.value.bytes)
}

async function refused(image: Uint8Array): Promise<string> {
  const picture = await pictures.show(image)
  return picture.ok ? `shown in ${picture.value.bytes.length} bytes` : picture.error
}

/** A copy with 16 or 32 bits at `at` of its codestream set to `value`. */
function changed(image: Uint8Array, at: number, value: number, bytes: 1 | 2 | 4): Uint8Array {
  const copy = image.slice()
  const view = new DataView(copy.buffer)
  const soc = Buffer.from(copy).indexOf(Buffer.from('ff4fff51', 'hex'))
  if (bytes === 1) view.setUint8(soc + at, value)
  else if (bytes === 2) view.setUint16(soc + at, value)
  else view.setUint32(soc + at, value)
  return copy
}

/** COD (A.6.1): 33 resolutions more than the first, of 32 at most. Only the decoder looks there. */
const impossible = changed(colourStream, Buffer.from(colourStream).indexOf(Buffer.from('ff52', 'hex')) + 9, 33, 1)

describe('JPEG 2000 becomes a PNG of the same pixels', () => {
  it.each<[string, Uint8Array, Raster, number]>([
    ['a bare codestream in colour', colourStream, colour, 3],
    ['a bare codestream in grey', greyStream, grey, 1],
    ['colour in boxes', colourJp2, colour, 3],
    ['grey in boxes', jp2File(greyStream, { ...grey, colourSpace: colourSpaces.grey }), grey, 1],
    ['a bare codestream with padding', concatBytes(colourStream, padding(3000)), colour, 3],
    ['boxes with padding', concatBytes(colourJp2, padding(3000)), colour, 3],
    [
      'padding within the last box',
      jp2File(concatBytes(colourStream, padding(900)), { ...colour, colourSpace: 16 }),
      colour,
      3,
    ],
    ['colour and opacity', opaqueStream, colour, 3],
    ['colour and opacity in boxes', jp2File(opaqueStream, { ...raster(4), colourSpace: 16 }), colour, 3],
    [
      'the same with padding in the last box',
      jp2File(concatBytes(opaqueStream, padding(900)), { ...raster(4), colourSpace: 16 }),
      colour,
      3,
    ],
  ])('%s', async (_, image, { width, height, samples }, channels) => {
    expect(await shown(image)).toEqual({ width, height, channels, samples })
  })

  it('CMYK in boxes is turned into colours', async () => {
    // No ink but black's is what a printer calls the picture itself: here cyan, magenta and yellow are inverted, black is none.
    const samples = raster(4).samples.map((value, i) => (i % 4 === 3 ? 0 : 255 - value))
    const cmyk = await encodeJpeg2000({ ...raster(4), samples })
    const { samples: shownSamples, ...size } = await shown(
      jp2File(cmyk, { ...raster(4), colourSpace: colourSpaces.cmyk }),
    )
    expect(size).toEqual({ width: colour.width, height: colour.height, channels: 3 })
    const errors = shownSamples.map((value, i) => Math.abs(value - (colour.samples[i] ?? 0)))
    expect(Math.max(...errors)).toBeLessThanOrEqual(1)
  })

  it('luminance and chrominance in boxes are turned into colours', async () => {
    const { samples } = await shown(jp2File(colourStream, { ...colour, colourSpace: colourSpaces.sycc }))
    const [luminance = 0, blue = 0, red = 0] = colour.samples
    expect(samples[0]).toBe(Math.max(0, Math.min(255, luminance + Math.trunc(1.402 * (red - 128)))))
    expect(samples[2]).toBe(Math.max(0, Math.min(255, luminance + Math.trunc(1.772 * (blue - 128)))))
  })

  it('less than 8 bits are spread over 8', async () => {
    const coarse = { ...grey, bitDepth: 4, samples: grey.samples.map(sample => sample >> 4) }
    const { samples } = await shown(await encodeJpeg2000(coarse))
    expect(samples).toEqual(coarse.samples.map(sample => sample * 17))
  })

  it('losses stay small', async () => {
    const { samples } = await shown(await encodeJpeg2000(colour, 20))
    const error = samples.reduce((sum, value, i) => sum + Math.abs(value - (colour.samples[i] ?? 0)), 0)
    expect(error / samples.length).toBeLessThan(6)
  })

  it('what no screen shows is not decoded: a large picture comes at a quarter of its resolution', async () => {
    const [width, height] = [2400, 3200]
    const large = await encodeJpeg2000({
      width,
      height,
      components: 1,
      bitDepth: 8,
      samples: new Uint8Array(width * height).fill(77),
    })
    const { samples, ...size } = await shown(large)
    expect(size).toEqual({ width: 1200, height: 1600, channels: 1 })
    expect(samples.every(sample => sample === 77)).toBe(true)
  })
})

describe('JPEG', () => {
  const jpeg = new Uint8Array(encodeJpeg({ ...colour, data: raster(4).samples }, 80).data)

  it('is passed on as it is, without what follows it, at once', () => {
    expect(pictures.show(jpeg)).toEqual({ ok: true, value: { mediaType: 'image/jpeg', bytes: jpeg } })
    expect(pictures.show(concatBytes(jpeg, padding(500)))).toEqual(pictures.show(jpeg))
  })

  const frame = Buffer.from(jpeg).indexOf(Buffer.from('ffc0', 'hex'))
  const withFrame = (at: number, ...bytes: number[]) => {
    const copy = jpeg.slice()
    copy.set(bytes, frame + at)
    return copy
  }
  it.each([
    ['cut off', jpeg.subarray(0, jpeg.length - 200), 'unreadable'],
    ['of 20000 by 20000 pixels', withFrame(5, 0x4e, 0x20, 0x4e, 0x20), 'too-large'],
    ['of no pixels', withFrame(5, 0, 0, 0, 0), 'unreadable'],
    ['of 12 bit', withFrame(4, 12), 'unsupported'],
  ])('%s is refused', async (_, image, reason) => {
    expect(await refused(image)).toBe(reason)
  })
})

describe('what cannot be shown has a name', async () => {
  const five = await encodeJpeg2000(raster(5))
  const deep = await encodeJpeg2000({
    ...grey,
    bitDepth: 16,
    samples: new Uint8Array(grey.samples.length * 2).fill(60),
  })
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'unreadable'],
    ['no image', new TextEncoder().encode('not an image at all'), 'unreadable'],
    [
      'a PNG',
      Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010800000000', 'hex')),
      'unreadable',
    ],
    ['five components', five, 'unsupported'],
    ['16 bit', deep, 'unsupported'],
    ['signed samples', changed(greyStream, 42, 0x87, 1), 'unsupported'],
    ['20000 by 20000 pixels', changed(changed(colourStream, 8, 20_000, 4), 12, 20_000, 4), 'unreadable'],
    [
      '20000 by 20000 pixels in one tile',
      [8, 12, 24, 28].reduce((image, at) => changed(image, at, 20_000, 4), colourStream),
      'too-large',
    ],
    ['no pixels', changed(colourStream, 8, 0, 4), 'unreadable'],
    ['an offset that leaves no pixels', changed(colourStream, 16, colour.width, 4), 'unreadable'],
    ['more resolutions than there can be', impossible, 'unreadable'],
    ['300 kB', concatBytes(colourStream.subarray(0, -2), padding(300_000), Uint8Array.of(0xff, 0xd9)), 'unreadable'],
    ['a header without image', colourStream.subarray(0, 120), 'unreadable'],
    ['boxes of another size than the image', changed(colourJp2, 8, colour.width - 1, 4), 'unreadable'],
  ])('%s', async (_, image, reason) => {
    expect(await refused(image)).toBe(reason)
  })

  it('cut off anywhere, it is refused before it is decoded', async () => {
    for (const image of [colourStream, colourJp2])
      for (let length = 0; length < image.length - 2; length += 97)
        expect(pictures.show(image.subarray(0, length)), `${length} bytes`).toEqual({ ok: false, error: 'unreadable' })
  })
})

describe('what is decoded by mistake does no harm', () => {
  it('every damaged picture ends within its second, and the next one is shown', async () => {
    const small = await encodeJpeg2000(portraitRaster(mai, 3, 8), 10)
    const before = process.memoryUsage.rss()
    const reasons = new Set<string>()
    const limitMs = 1500 * slowness()
    for (let i = 0; i < 40; i++) {
      const mutant = small.slice()
      // Markers and first packets are where a bit means most.
      const bit = (i * 7919) % (i % 2 === 0 ? 200 * 8 : small.length * 8)
      mutant[bit >> 3] = (mutant[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const started = performance.now()
      const reason = await refused(mutant)
      expect(performance.now() - started, `bit ${bit}`).toBeLessThan(limitMs)
      reasons.add(reason.startsWith('shown') ? 'shown' : reason)
    }
    expect(reasons).toContain('shown')
    expect(reasons).toContain('unreadable')
    for (const reason of reasons) expect(['shown', ...pictureFailures]).toContain(reason)
    expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024)
    expect(await shown(colourStream)).toMatchObject({ samples: colour.samples })
  }, 60_000)

  it('nothing of it is printed, and options of the process are not the thread’s', () => {
    const address = JSON.stringify(new URL('./pictures.ts', import.meta.url).href)
    const script = `import { createPictures } from ${address}
      const pictures = createPictures()
      const images = ${JSON.stringify([colourStream, impossible].map(bytes => Buffer.from(bytes).toString('base64')))}
      for (const image of images) console.log((await pictures.show(new Uint8Array(Buffer.from(image, 'base64')))).ok)
      await pictures.close()`
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
    })
    expect({ stdout: String(stdout), stderr: String(stderr), status }).toEqual({
      stdout: 'true\nfalse\n',
      stderr: '',
      status: 0,
    })
  })

  it('a process that has a decoder ready ends by itself', () => {
    const address = JSON.stringify(new URL('./pictures.ts', import.meta.url).href)
    const script = `import { createPictures } from ${address}
      createPictures().prepare()
      await new Promise(resolve => setTimeout(resolve, 300))`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 }).status).toBe(0)
  })
})

describe('a picture of a test document', () => {
  const file = join(import.meta.dirname, '../../../shared/vectors/jmrtd-resources/dg2/silver.jp2')
  const absent = 'SKIPPED: ../shared/vectors/jmrtd-resources/dg2/silver.jp2 is not here'
  it(existsSync(file) ? 'is shown' : absent, async context => {
    if (!existsSync(file)) return context.skip(absent)
    const { width, height, channels, samples } = await shown(new Uint8Array(readFileSync(file)))
    expect([width, height, channels]).toEqual([413, 531, 3])
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length
    expect(mean).toBeGreaterThan(60)
    expect(mean).toBeLessThan(230)
  })
})
