import { existsSync, readFileSync } from 'node:fs'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codestreamShell, jp2Shell, jpegShell, pngShell, wsqShell } from '../../../fixtures/country/picture-shells.ts'
import { imageFormat, imageLimits, noImageLimits, readImageHeader } from './image-header.ts'

const hex = hexToBytes

const padded = (image: Uint8Array) => concatBytes(image, new Uint8Array(300))
const messageOf = (bytes: Uint8Array) => {
  const read = readImageHeader(bytes)
  return read.ok ? 'ok' : read.error.message
}

describe('image headers', () => {
  it.each([
    ['jpeg', jpegShell(), { width: 480, height: 640, components: 3, bitDepth: 8 }],
    [
      'jpeg',
      jpegShell({ components: 1, process: 0xc2, scans: 10 }),
      { width: 480, height: 640, components: 1, bitDepth: 8 },
    ],
    ['jp2', jp2Shell(codestreamShell()), { width: 413, height: 531, components: 3, bitDepth: 8 }],
    ['jp2', jp2Shell(codestreamShell(), { streamLength: 0 }), { width: 413, height: 531, components: 3, bitDepth: 8 }],
    ['j2k', codestreamShell({ components: 1, parts: 3 }), { width: 413, height: 531, components: 1, bitDepth: 8 }],
    ['wsq', wsqShell(), { width: 545, height: 622, components: 1, bitDepth: 8 }],
    ['png', pngShell(), { width: 640, height: 480, components: 1, bitDepth: 8 }],
  ] as const)('%s: size and length, with and without padding behind it', (format, image, expected) => {
    expect(imageFormat(image)).toBe(format)
    const value = { format, ...expected, length: image.length }
    expect(readImageHeader(image)).toEqual({ ok: true, value })
    expect(readImageHeader(padded(image))).toEqual({ ok: true, value })
  })

  it('a codestream that ends with its last tile part is whole; its length may be left to the end marker', () => {
    const endless = codestreamShell({ end: '' })
    expect(readImageHeader(endless)).toMatchObject({ ok: true, value: { length: endless.length } })
    expect(readImageHeader(padded(endless))).toMatchObject({ ok: true, value: { length: endless.length } })
    expect(messageOf(concatBytes(padded(endless), hex('01')))).toContain('cut off')
    const open = codestreamShell()
    open.fill(0, open.length - 16, open.length - 12)
    expect(readImageHeader(padded(open))).toMatchObject({ ok: true, value: { length: open.length } })
    expect(messageOf(open.subarray(0, -2))).toContain('cut off')
  })

  it.each([
    ['nothing', new Uint8Array(), 'known format'],
    ['text', hex('68656c6c6f'), 'known format'],
    ['a JPEG 30,000 wide', jpegShell({ width: 30_000 }), '30000 by 640'],
    ['a JPEG without height', jpegShell({ height: 0 }), 'frame header'],
    ['a JPEG with five components', jpegShell({ components: 5 }), '5 components'],
    ['a JPEG of 12 bits', jpegShell({ process: 0xc1, depth: 12 }), '12 bits'],
    ['a lossless JPEG', jpegShell({ process: 0xc3 }), 'JPEG process c3'],
    ['a JPEG with 65 scans', jpegShell({ process: 0xc2, scans: 65 }), 'more than 64 scans'],
    ['a JPEG without scan', jpegShell({ scans: 0 }), 'without scan'],
    ['a JPEG with two frames', concatBytes(jpegShell().subarray(0, 39), jpegShell().subarray(20)), 'two frames'],
    ['a cut-off JPEG', jpegShell().subarray(0, -2), 'no marker'],
    ['a codestream of 20,000 by 20,000', codestreamShell({ width: 20_000, height: 20_000 }), '20000 by 20000'],
    ['a codestream one pixel too wide', codestreamShell({ width: 3001 }), '3001 by 531'],
    ['a codestream without pixels', codestreamShell({ width: 0 }), 'size marker'],
    ['a codestream with five components', codestreamShell({ components: 5 }), '5 components'],
    ['a codestream of 16 bits', codestreamShell({ depth: 16 }), '16 bits'],
    ['a codestream in tiles of one pixel', codestreamShell({ tile: 1 }), '219303 tiles'],
    ['a codestream without tile', codestreamShell({ parts: 0 }), 'cut off'],
    ['boxes with a header of another size', jp2Shell(codestreamShell(), { width: 412 }), 'another size'],
    ['boxes that hide a huge codestream', jp2Shell(codestreamShell({ width: 20_000 })), 'another size'],
    ['a codestream box longer than the file', jp2Shell(codestreamShell(), { streamLength: 99_999 }), 'box cut off'],
    ['a codestream box shorter than itself', jp2Shell(codestreamShell(), { streamLength: 4 }), 'box cut off'],
    ['a WSQ with two frames', concatBytes(wsqShell().subarray(0, 29), wsqShell().subarray(10)), 'WSQ frame header'],
    ['a WSQ without width', wsqShell({ width: 0 }), '0 by 622'],
    ['a PNG of 16 bits', pngShell({ depth: 16 }), '16 bits'],
    [
      'an image over 256 KiB',
      padded(concatBytes(jpegShell().subarray(0, -2), new Uint8Array(imageLimits.length), hex('ffd9'))),
      'bytes',
    ],
  ])('%s is refused by name', (_, image, message) => {
    expect(messageOf(image)).toContain(message)
  })

  it('the limits themselves are allowed', () => {
    const { width, height, components, bitDepth } = imageLimits
    expect(readImageHeader(jpegShell({ width, height, components, depth: bitDepth })).ok).toBe(true)
  })

  const whole = [jpegShell(), jp2Shell(codestreamShell()), codestreamShell(), wsqShell(), pngShell()]

  it('every cut is refused, every single-bit mutant answered', () => {
    for (const image of whole) {
      for (let cut = 0; cut < image.length - 2; cut++) expect(readImageHeader(image.subarray(0, cut)).ok).toBe(false)
      for (let bit = 0; bit < image.length * 8; bit++) {
        const read = readImageHeader(image.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
        if (read.ok) expect(read.value.length).toBeLessThanOrEqual(image.length)
      }
    }
  })

  it('answers any bytes behind a signature', () => {
    const starts = ['ffd8ff', '0000000c6a5020200d0a870a', 'ff4fff51', 'ffa0ff', '89504e470d0a1a0a'].map(start =>
      hex(start),
    )
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const read = readImageHeader(concatBytes(start, rest), noImageLimits)
        return read.ok || read.error.tag.startsWith('Protocol')
      }),
    )
  })

  it('takes linear time for what is made to be slow', () => {
    const filled = (start: string, byte: number) => concatBytes(hex(start), new Uint8Array(1_000_000).fill(byte))
    const slow = [
      filled('ffd8ff', 0xff),
      concatBytes(jpegShell().subarray(0, -2), new Uint8Array(1_000_000).fill(0xff)),
      concatBytes(
        codestreamShell({ end: '' }).subarray(0, -14),
        new Uint8Array(4),
        new Uint8Array(1_000_000).fill(0xff),
      ),
      filled('ffa0ff', 0xa8),
      filled('ff4fff51', 0xff),
    ]
    const start = performance.now()
    for (const image of slow) readImageHeader(image)
    // Quadratic time would take minutes.
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

const vectors = new URL('../../../../shared/vectors/jmrtd-resources/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(`images nobody here made${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  it.each([
    ['dg2/silver.jp2', 0, 'jp2', 413, 531, 15_000],
    ['lds/wsq/fp.wsq', 0, 'wsq', 620, 620, 15_931],
    ['lds/wsq/sample_image.wsq', 0, 'wsq', 545, 622, 23_717],
    ['lds/dg2/iso39794/sample-39794-5-ed-1-v1.der', 47, 'jpeg', 1024, 1024, 893_557],
    ['lds/dg3/iso39794/sample-39794-4-ed-1-v1.der', 40, 'png', 24, 24, 689],
    ['lds/dg4/iso39794/sample-39794-6-ed-1-v1.der', 69, 'png', 640, 480, 148_593],
    ['../bsi-tr03105-5-tsemrtd/EF_DG7.bin', 12, 'jp2', 550, 142, 289],
  ])('%s', (path, offset, format, width, height, length) => {
    const bytes = new Uint8Array(readFileSync(new URL(path, vectors))).subarray(offset)
    expect(readImageHeader(bytes, noImageLimits)).toMatchObject({ ok: true, value: { format, width, height, length } })
  })
})
