import { existsSync, readFileSync } from 'node:fs'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { encodeBiometricGroup } from '../../../fixtures/country/biometric-group.ts'
import { encodeDg3Extensible, encodeDg4Extensible } from '../../../fixtures/country/extensible-record.ts'
import { encodeDg3 } from '../../../fixtures/country/logical-data-structure.ts'
import { codestreamShell, pngShell, wsqShell } from '../../../fixtures/country/picture-shells.ts'
import { encodeFingerprints, encodeIrises } from '../../../fixtures/country/protected-biometrics.ts'
import type { Result } from '../result.ts'
import { tlv } from '../tlv.ts'
import { parseDg3 } from './dg3.ts'
import { parseDg4 } from './dg4.ts'

const messageOf = (result: { ok: boolean; error?: { message: string } }) => result.error?.message ?? 'ok'
const wsq = wsqShell()
const finger = (position: number) => ({ position, image: wsq, width: 545, height: 622 })
const dg3 = encodeFingerprints([finger(2), finger(7)])
const eye = codestreamShell({ width: 640, height: 480, components: 1 })
const dg4 = encodeIrises([
  { eye: 'right', image: eye },
  { eye: 'left', image: eye },
])

/** Every single-bit mutant and every cut gets an answer, and no cut a value. */
function endures(parse: (bytes: Uint8Array) => Result<unknown, unknown>, bytes: Uint8Array) {
  for (let bit = 0; bit < bytes.length * 8; bit++)
    parse(bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
  for (let cut = 0; cut < bytes.length; cut++) expect(parse(bytes.subarray(0, cut)).ok).toBe(false)
}

describe('EF.DG3', () => {
  it('passes WSQ fingers through', () => {
    const header = { format: 'wsq', width: 545, height: 622, components: 1, bitDepth: 8, length: wsq.length }
    const one = { standard: 'ISO/IEC 19794-4', position: 2, impressionType: 0, bytes: wsq, header }
    expect(parseDg3(dg3)).toEqual({
      ok: true,
      value: {
        instances: 2,
        fingers: [one, { ...one, position: 7 }],
        headers: [
          { type: 8, subtype: 9, formatOwner: 257, formatType: 7 },
          { type: 8, subtype: 10, formatOwner: 257, formatType: 7 },
        ],
      },
    })
  })

  it('passes raw pixels through, of which there is no header', () => {
    const parsed = parseDg3(encodeFingerprints([{ ...finger(1), image: new Uint8Array(100) }]))
    expect(parsed.ok && parsed.value.fingers).toEqual([
      { standard: 'ISO/IEC 19794-4', position: 1, impressionType: 0, bytes: new Uint8Array(100) },
    ])
  })

  it('without instance is one where nobody was enrolled, the filler behind the group or in it', () => {
    const none = { ok: true, value: { instances: 0, fingers: [], headers: [] } }
    expect(parseDg3(encodeDg3(new Uint8Array(24)))).toEqual(none)
    expect(parseDg3(tlv(0x63, tlv(0x7f61, hexToBytes('0201005304aabbccdd'))))).toEqual(none)
    expect(parseDg3(tlv(0x63, tlv(0x7f61, hexToBytes('020100'))))).toEqual(none)
    expect(parseDg3(tlv(0x63, tlv(0x7f61, hexToBytes('0201015304aabbccdd')))).ok).toBe(false)
  })

  it('in ISO/IEC 39794-4', () => {
    const parsed = parseDg3(encodeDg3Extensible([{ position: 6, image: pngShell(), format: 4 }]))
    expect(parsed).toMatchObject({
      value: { fingers: [{ standard: 'ISO/IEC 39794-4', position: 6, impressionType: 0, header: { format: 'png' } }] },
    })
  })

  it('is refused with lengths that lead outside, and another record', () => {
    const text = bytesToHex(encodeFingerprints([finger(2)]))
    const changed = (from: RegExp, to: string) => messageOf(parseDg3(hexToBytes(text.replace(from, to))))
    expect(changed(/(4649520030313000)\w{12}/, '$1ffffffffffff')).toContain('longer')
    expect(changed(/(08020000)\w{8}(0201)/, '$1ffffffff$2')).toContain('out of bounds')
    expect(changed(/(08020000)\w{8}(0201)/, '$100000000$2')).toContain('out of bounds')
    expect(changed(/46495200/, '46495201')).toContain('19794-4')
    // 65 views of 15 bytes behind 32 of header: 1007.
    const header = hexToBytes('46495200303130000000000003ef0000001f010200c500c500c500c508020000')
    const views = Array(65).fill(hexToBytes('0000000f020101640000010001' + '00ff'))
    const many = encodeBiometricGroup(0x63, [{ type: 8, format: 7, block: concatBytes(header, ...views) }])
    expect(messageOf(parseDg3(many))).toContain('more than 64')
  })

  it('endures mutants', () => {
    endures(parseDg3, dg3)
    endures(parseDg3, encodeDg3Extensible([{ position: 6, image: pngShell(), format: 4 }]))
  })
})

describe('EF.DG4', () => {
  it('passes eyes through', () => {
    expect(parseDg4(dg4)).toMatchObject({
      ok: true,
      value: {
        instances: 2,
        irises: [
          { standard: 'ISO/IEC 19794-6', eye: 'right', bytes: eye, header: { format: 'j2k', width: 640 } },
          { eye: 'left', bytes: eye },
        ],
      },
    })
  })

  it('in ISO/IEC 39794-6', () => {
    expect(parseDg4(encodeDg4Extensible([eye]))).toMatchObject({
      value: { irises: [{ standard: 'ISO/IEC 39794-6', bytes: eye }] },
    })
    expect(
      messageOf(
        parseDg4(
          tlv(0x76, tlv(0x7f61, hexToBytes('020101'), tlv(0x7f60, tlv(0x7f2e, tlv(0x66, tlv(0xa1, tlv(0x30))))))),
        ),
      ),
    ).toContain('without image')
  })

  it('is refused with lengths that lead outside, and another record', () => {
    const text = bytesToHex(encodeIrises([{ eye: 'left', image: eye }]))
    const changed = (from: RegExp, to: string) => messageOf(parseDg4(hexToBytes(text.replace(from, to))))
    expect(changed(/(4949520030313000)\w{8}/, '$17fffffff')).toContain('longer')
    expect(changed(/(64ffffffff)\w{8}/, '$1ffffffff')).toContain('out of bounds')
    expect(changed(/(64ffffffff)\w{8}/, '$100000000')).toContain('out of bounds')
    expect(changed(/020001(000164)/, '02ffff$1')).toContain('out of bounds')
    expect(changed(/49495200/, '49495201')).toContain('19794-6')
    // An eye of 65 images of one byte: 45 + 3 + 65 · 12 bytes.
    const record = concatBytes(
      hexToBytes('49495200303130000000033c000001002d00000000000e028001e00800'),
      new Uint8Array(16),
      hexToBytes('010041'),
      ...Array(65).fill(hexToBytes('000164ffffffff00000001ff')),
    )
    const many = encodeBiometricGroup(0x76, [{ type: 16, format: 9, block: record }])
    expect(messageOf(parseDg4(many))).toContain('more than 64 iris images')
    endures(parseDg4, dg4)
  })
})

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(`specimen EF.DG3 and EF.DG4${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  const file = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

  it('of BSI: two fingers, two eyes', () => {
    for (const set of ['bsi-tr03105-5-reference/Datagroup', 'bsi-tr03105-5-tsemrtd/EF_DG']) {
      expect(parseDg3(file(`${set}3.bin`))).toMatchObject({
        value: {
          instances: 2,
          fingers: [{ position: 2, header: { format: 'wsq', width: 620, height: 620 } }, { position: 7 }],
        },
      })
      const dg4 = parseDg4(file(`${set}4.bin`))
      expect(dg4).toMatchObject({
        value: { instances: 2, irises: [{ eye: 'right', header: { format: 'jp2', width: 163, height: 149 } }, {}] },
      })
    }
  })

  it('samples of ISO/IEC 39794-4 and -6', () => {
    const group = (tag: number, path: string) =>
      encodeBiometricGroup(tag, [{ type: 8, format: 0x28, constructed: true, block: tlv(0xa1, file(path)) }])
    expect(parseDg3(group(0x63, 'jmrtd-resources/lds/dg3/iso39794/sample-39794-4-ed-1-v1.der'))).toMatchObject({
      value: { fingers: [{ position: 2, impressionType: 1, header: { format: 'png', width: 24, height: 24 } }] },
    })
    expect(parseDg4(group(0x76, 'jmrtd-resources/lds/dg4/iso39794/sample-39794-6-ed-1-v1.der'))).toMatchObject({
      value: { irises: [{ header: { format: 'png', width: 640, height: 480 } }] },
    })
  })
})
