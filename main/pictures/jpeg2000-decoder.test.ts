import { afterEach, describe, expect, it } from 'vitest'
import { type Persona, personaOf } from '../../fixtures/country/persona.ts'
import { encodeJpeg2000 } from '../../fixtures/portraits/jpeg-2000-encoder.ts'
import { portraitRaster } from '../../fixtures/portraits/portrait-raster.ts'
import { createJpeg2000Decoder, type Jpeg2000Decoder } from './jpeg2000-decoder.ts'

const image = portraitRaster(personaOf('mai') as Persona, 3, 4)
const good = { bytes: await encodeJpeg2000(image, 20), header: image }

let decoder: Jpeg2000Decoder
afterEach(() => decoder.close())

describe('the decoder of JPEG 2000', () => {
  it.each([
    ['fewer pixels', { width: image.width - 1 }],
    ['more pixels', { height: image.height + 1 }],
  ])('believes no picture that has %s than its header said', async (_, other) => {
    decoder = createJpeg2000Decoder()
    expect(await decoder.decode({ ...good, header: { ...image, ...other } })).toEqual({
      ok: false,
      error: 'unreadable',
    })
  })

  it('is stopped in the middle of its work when its time is over, and the next one begins anew', async () => {
    const [width, height] = [1100, 1500]
    let state = 1
    const samples = Uint8Array.from({ length: width * height }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return state >> 16
    })
    // Noise: the most work for its size.
    const header = { width, height, components: 1 }
    const task = { bytes: await encodeJpeg2000({ ...header, bitDepth: 8, samples }), header }
    decoder = createJpeg2000Decoder(60)
    decoder.prepare()
    await new Promise(resolve => setTimeout(resolve, 200))
    const started = performance.now()
    expect(await decoder.decode(task)).toEqual({ ok: false, error: 'too-slow' })
    await decoder.close()
    const stoppedAfter = performance.now() - started
    decoder = createJpeg2000Decoder(10_000)
    decoder.prepare()
    await new Promise(resolve => setTimeout(resolve, 200))
    const again = performance.now()
    expect((await decoder.decode(task)).ok).toBe(true)
    expect(stoppedAfter).toBeLessThan((performance.now() - again) / 2)
  }, 20_000)

  it('decodes several at once, each in a thread of its own', async () => {
    decoder = createJpeg2000Decoder()
    const [first, second] = await Promise.all([decoder.decode(good), decoder.decode(good)])
    expect(first.ok && second.ok).toBe(true)
    expect(first).toEqual(second)
  })

  it('closed while it decodes, says so; closed, it starts nothing', async () => {
    decoder = createJpeg2000Decoder()
    const running = decoder.decode(good)
    await decoder.close()
    expect(await running).toEqual({ ok: false, error: 'unavailable' })
    decoder.prepare()
    expect(await decoder.decode(good)).toEqual({ ok: false, error: 'unavailable' })
  })
})
