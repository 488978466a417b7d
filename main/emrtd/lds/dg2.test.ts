import { existsSync, readFileSync } from 'node:fs'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { encodeBiometricGroup, encodeFaceGroup } from '../../../fixtures/country/biometric-group.ts'
import { encodeDg2Extensible, encodeFaceImageBlock } from '../../../fixtures/country/extensible-record.ts'
import { encodeFaceRecord, type Portrait } from '../../../fixtures/country/face-record.ts'
import { encodeDg2 } from '../../../fixtures/country/logical-data-structure.ts'
import { codestreamShell, jp2Shell, jpegShell, pngShell } from '../../../fixtures/country/picture-shells.ts'
import { tlv } from '../tlv.ts'
import { parseDg2 } from './dg2.ts'

const messageOf = (result: { ok: boolean; error?: { message: string } }) => result.error?.message ?? 'ok'
const jpeg = jpegShell({ width: 240, height: 320 })
const portrait: Portrait = {
  image: jpeg,
  width: 240,
  height: 320,
  sex: 'F',
  greyHair: false,
  eyes: { left: [90, 120], right: [150, 120] },
}
const padding = new Uint8Array(40)

describe('EF.DG2 in ISO/IEC 19794-5', () => {
  const dg2 = encodeDg2(portrait)

  it('gives the face, its feature points, and what its header says', () => {
    const header = { format: 'jpeg', width: 240, height: 320, components: 3, bitDepth: 8, length: jpeg.length }
    const face = {
      format: 'jpeg',
      bytes: jpeg,
      width: 240,
      height: 320,
      header,
      standard: 'ISO/IEC 19794-5',
      saysWidth: 240,
      saysHeight: 320,
      padding: 0,
      featurePoints: [
        { code: '12.1', x: 90, y: 120 },
        { code: '12.2', x: 150, y: 120 },
      ],
    }
    const headers = [{ type: 2, subtype: 0, formatOwner: 257, formatType: 8 }]
    expect(parseDg2(dg2)).toEqual({ ok: true, value: { instances: 1, face, images: [face], unreadable: [], headers } })
  })

  it.each([
    ['jp2', jp2Shell(codestreamShell()), 3],
    ['j2k', codestreamShell({ components: 1 }), 1],
    ['jpeg', jpegShell({ width: 413, height: 531, components: 1 }), 1],
  ] as const)('goes by the image where the record says something else: %s', (format, image, components) => {
    // Type JPEG, no size: as documents with JPEG 2000 have it that were made with tools for JPEG.
    const parsed = parseDg2(encodeDg2({ ...portrait, image: concatBytes(image, padding), width: 0, height: 0 }))
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        face: {
          format: format === 'jpeg' ? 'jpeg' : 'jp2',
          bytes: image,
          width: 413,
          height: 531,
          header: { format, components },
          saysWidth: 0,
          saysHeight: 0,
          padding: 40,
        },
      },
    })
  })

  it('gives all images of all templates; one that cannot be read does not hide the others', () => {
    const other = { ...portrait, image: jp2Shell(codestreamShell()) }
    const broken = { ...portrait, image: jpegShell({ width: 20_000 }) }
    const parsed = parseDg2(encodeFaceGroup([encodeFaceRecord([broken, portrait]), encodeFaceRecord([other])]))
    if (!parsed.ok) throw new Error(parsed.error.message)
    const { images, face, unreadable, instances, headers } = parsed.value
    expect(images.map(({ format, width }) => [format, width])).toEqual([
      ['jpeg', 240],
      ['jp2', 413],
    ])
    expect(face).toBe(images[0])
    expect([instances, headers.length]).toEqual([2, 2])
    expect(unreadable).toEqual(['image of 20000 by 640 pixels'])
  })

  it('counts as the file does, and gives what is there', () => {
    expect(parseDg2(encodeFaceGroup([encodeFaceRecord([portrait])], 2))).toMatchObject({
      value: { instances: 2, images: [{}] },
    })
  })

  it('takes padding behind the record', () => {
    expect(parseDg2(encodeFaceGroup([concatBytes(encodeFaceRecord([portrait]), padding)])).ok).toBe(true)
  })

  it('is refused with lengths that lead outside, no face, or no image that we know', () => {
    const text = bytesToHex(dg2)
    const changed = (from: string, to: string) => {
      expect(text.split(from)).toHaveLength(2)
      return messageOf(parseDg2(hexToBytes(text.replace(from, to))))
    }
    // Record header: length of the record and number of faces; then the length of the face and its feature points.
    const header = /4641430030313000(\w{8})(\w{4})(\w{8})(\w{4})/.exec(text)
    if (!header) throw new Error('no face record')
    const [all, record = '', , face = '', points = ''] = header
    expect(changed(all, all.replace(record, '7fffffff'))).toContain('longer')
    expect(changed(all, all.replace(`${record}0001`, `${record}0000`))).toContain('without face')
    expect(changed(all, all.replace(`${record}0001`, `${record}ffff`))).toContain('65535 faces')
    expect(changed(all, all.replace(`${record}0001`, `${record}0002`))).toContain('out of bounds')
    expect(changed(all, all.replace(face + points, `ffffffff${points}`))).toContain('out of bounds')
    expect(changed(all, all.replace(face + points, `00000000${points}`))).toContain('out of bounds')
    expect(changed(all, all.replace(face + points, `${face}ffff`))).toContain('out of bounds')
    expect(changed('46414300', '46414301')).toContain('19794-5')
    expect(changed('ffd8ffe0', '00d8ffe0')).toContain('neither JPEG')
    expect(messageOf(parseDg2(encodeDg2({ ...portrait, image: pngShell() })))).toContain('neither JPEG')
    expect(messageOf(parseDg2(encodeDg2({ ...portrait, image: jpegShell({ components: 5 }) })))).toContain(
      '5 components',
    )
  })

  it('is refused with no, too many, or other templates', () => {
    const record = encodeFaceRecord([portrait])
    expect(messageOf(parseDg2(encodeFaceGroup([])))).toContain('no biometric information template')
    expect(parseDg2(encodeFaceGroup(Array(9).fill(record))).ok).toBe(true)
    expect(parseDg2(encodeFaceGroup(Array(10).fill(record))).ok).toBe(false)
    expect(parseDg2(encodeFaceGroup(Array(300).fill(new Uint8Array()))).ok).toBe(false)
    const group = (...parts: Uint8Array[]) => messageOf(parseDg2(tlv(0x75, tlv(0x7f61, ...parts))))
    expect(group(tlv(0x02, hexToBytes('ffff')))).toContain('number of biometric templates')
    expect(group(tlv(0x7f60, tlv(0x5f2e, record)))).toContain('number of biometric templates')
    expect(group(tlv(0x02, Uint8Array.of(1)), tlv(0x7f61))).toContain('no biometric information template')
    expect(group(tlv(0x02, Uint8Array.of(1)), tlv(0x7f60))).toContain('0 biometric data blocks')
    expect(group(tlv(0x02, Uint8Array.of(1)), tlv(0x7f60, tlv(0x5f2e), tlv(0x5f2e)))).toContain('2 biometric')
    expect(messageOf(parseDg2(tlv(0x75, tlv(0x7f61), tlv(0x5f2e))))).toContain('behind')
  })

  it('answers every single-bit mutant and every cut with a value or an error', () => {
    for (let bit = 0; bit < dg2.length * 8; bit++)
      parseDg2(dg2.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
    for (let cut = 0; cut < dg2.length; cut++) expect(parseDg2(dg2.subarray(0, cut)).ok).toBe(false)
  })
})

describe('EF.DG2 in ISO/IEC 39794-5', () => {
  const size = { width: 572, height: 731 }
  const image = { image: jp2Shell(codestreamShell()), format: 3, size, landmarks: [[90, 120]] as const }
  const dg2 = encodeDg2Extensible([image, { image: jpeg, format: 2 }])

  it('gives the image of each representation', () => {
    expect(parseDg2(dg2)).toMatchObject({
      ok: true,
      value: {
        instances: 1,
        headers: [{ formatType: 0x2a }],
        images: [
          {
            format: 'jp2',
            bytes: image.image,
            standard: 'ISO/IEC 39794-5',
            width: 413,
            saysWidth: 572,
            saysHeight: 731,
            featurePoints: [{ x: 90, y: 120 }],
          },
          { format: 'jpeg', bytes: jpeg, featurePoints: [] },
        ],
      },
    })
    const bare = parseDg2(encodeDg2Extensible([{ image: jpeg, format: 2 }]))
    expect(bare.ok && bare.value.face).not.toHaveProperty('saysWidth')
  })

  it('takes the block without A1, and in 5F2E', () => {
    const block = encodeFaceImageBlock([image])
    const group = (constructed: boolean, content: Uint8Array) =>
      parseDg2(encodeBiometricGroup(0x75, [{ type: 2, format: 0x2a, block: content, constructed }]))
    expect(group(true, block).ok).toBe(true)
    expect(group(false, block).ok).toBe(true)
    expect(group(false, tlv(0xa1, block)).ok).toBe(true)
    expect(messageOf(group(true, tlv(0xa1, tlv(0x64))))).toContain('A1 without')
    expect(group(true, concatBytes(block, block)).ok).toBe(false)
    expect(messageOf(group(true, tlv(0x65)))).toContain('no representation')
    expect(messageOf(group(true, tlv(0x65, tlv(0xa1, tlv(0x31)))))).toContain('no block in a list')
    expect(messageOf(group(true, tlv(0x65, tlv(0xa1, tlv(0x30)))))).toContain('without image')
    expect(messageOf(group(true, tlv(0x65, tlv(0xa1), tlv(0x81))))).toContain('member')
    expect(group(true, tlv(0x65, tlv(0xa1, ...Array(17).fill(tlv(0x30))))).ok).toBe(false)
  })

  it('answers every single-bit mutant and every cut with a value or an error', () => {
    const small = encodeDg2Extensible([image])
    for (let bit = 0; bit < small.length * 8; bit++)
      parseDg2(small.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
    for (let cut = 0; cut < small.length; cut++) expect(parseDg2(small.subarray(0, cut)).ok).toBe(false)
  })
})

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(`specimen EF.DG2${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  const file = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

  it.each([
    ['bsi-tr03105-5-reference/Datagroup2.bin', 14_999, [413, 531], [337, 449], 'ISO/IEC 19794-5'],
    ['jmrtd-resources/lds/loes2006/ef0102.bin', 13_701, [449, 598], [449, 598], 'ISO/IEC 19794-5'],
    ['jmrtd-resources/lds/dg2/dg2_silver_all_fields.bin', 15_000, [413, 531], [572, 731], 'ISO/IEC 39794-5'],
    [
      'jmrtd-resources/lds/dg2/dg2_silver_mandatory_fields.bin',
      15_000,
      [413, 531],
      [undefined, undefined],
      'ISO/IEC 39794-5',
    ],
  ] as const)('%s holds a JPEG 2000 of %i bytes', (path, length, size, says, standard) => {
    const parsed = parseDg2(file(path))
    if (!parsed.ok) throw new Error(parsed.error.message)
    const { bytes, width, height, saysWidth, saysHeight, format, ...face } = parsed.value.face
    expect([format, bytes.length, face.standard]).toEqual(['jp2', length, standard])
    expect([width, height]).toEqual(size)
    expect([saysWidth, saysHeight]).toEqual(says)
  })

  it('the sample of ISO/IEC 39794-5 is read up to its image, which is too large for a card', () => {
    const block = file('jmrtd-resources/lds/dg2/iso39794/sample-39794-5-ed-1-v1.der')
    const parsed = parseDg2(encodeBiometricGroup(0x75, [{ type: 2, format: 0x2a, block, constructed: true }]))
    expect(messageOf(parsed)).toBe('image of 893557 bytes')
  })
})
