import openOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import { expect, it } from 'vitest'
import { type Persona, personaOf } from '../../fixtures/country/persona.ts'
import { encodeJpeg2000 } from '../../fixtures/portraits/jpeg-2000-encoder.ts'
import { portraitRaster } from '../../fixtures/portraits/portrait-raster.ts'
import { decodePixels } from './jpeg2000-pixels.ts'
import { openJpegModule } from './openjpeg-module.ts'

const image = portraitRaster(personaOf('mai') as Persona, 3, 4)

it('takes 256 MiB at most, even where a header of 20000 by 20000 pixels was believed', async () => {
  const module = await openJpegModule()
  let memory: { readonly buffer: ArrayBuffer } | undefined
  const openJpeg = await openOpenJpeg({
    print() {},
    printErr() {},
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(module, imports)
      for (const value of Object.values(instance.exports))
        if (typeof value === 'object' && value && 'buffer' in value) memory = value as { buffer: ArrayBuffer }
      done(instance, module)
      return instance.exports
    },
  })
  const bytes = await encodeJpeg2000(image, 20)
  // Size and tile size of SIZ (A.5.1): all the picture in one tile.
  for (const at of [8, 12, 24, 28]) new DataView(bytes.buffer).setUint32(at, 20_000)
  const before = process.memoryUsage.rss()
  for (const components of [3, 4]) {
    const header = { width: 20_000, height: 20_000, components }
    expect(() => {
      const pixels = decodePixels(openJpeg, { bytes, header })
      if (!pixels.ok) throw new Error(pixels.error)
    }).toThrow()
    expect(memory?.buffer.byteLength).toBeLessThanOrEqual(256 * 1024 * 1024)
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 * 1024)
})
