import { existsSync, readFileSync } from 'node:fs'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { encodeCom } from '../../../fixtures/country/logical-data-structure.ts'
import { tlv } from '../tlv.ts'
import { parseCom } from './com.ts'
import { parseDg1 } from './dg1.ts'
import { dataGroupId, dataGroupNumber, elementaryFile, elementaryFiles, fileByTag } from './elementary-files.ts'
import { parseLdsSecurityObject } from './lds-security-object.ts'
import { verifySod } from './sod.ts'

const messageOf = (result: { ok: boolean; error?: { message: string } }) => result.error?.message ?? 'ok'

describe('elementary files', () => {
  it('agree with 9303-10: FID, short id and tag', () => {
    const dg13 = elementaryFile('DG13')
    expect([dg13.fid, dg13.sfi, dg13.tag]).toEqual([0x010d, 0x0d, 0x6d])
    expect(fileByTag(0x75)?.id).toBe('DG2')
    expect(fileByTag(0x30)).toBeUndefined()
    expect(dataGroupId(16)).toBe('DG16')
    expect([dataGroupId(0), dataGroupId(17)]).toEqual([undefined, undefined])
    expect(dataGroupNumber('DG13')).toBe(13)
    for (const { fid, sfi } of elementaryFiles) expect(sfi).toBe(fid & 0x1f)
    expect(new Set(elementaryFiles.map(({ tag }) => tag)).size).toBe(elementaryFiles.length)
  })
})

describe('EF.COM', () => {
  it('lists data groups', () => {
    expect(parseCom(encodeCom([1, 2, 13, 14, 15]))).toEqual({
      ok: true,
      value: {
        ldsVersion: '0107',
        unicodeVersion: '040000',
        dataGroups: ['DG1', 'DG2', 'DG13', 'DG14', 'DG15'],
        unknownTags: [],
        repeated: [],
      },
    })
  })

  it('with a version of hostile length has none', () => {
    const version = tlv(0x5f01, new Uint8Array(250_000).fill(0x31))
    expect(parseCom(tlv(0x60, version, tlv(0x5c, hexToBytes('61'))))).toEqual({
      ok: true,
      value: { dataGroups: ['DG1'], unknownTags: [], repeated: [] },
    })
  })

  it('names tags of no data group, and data groups listed twice', () => {
    expect(parseCom(tlv(0x60, tlv(0x5c, hexToBytes('6177756161307f61'))))).toEqual({
      ok: true,
      value: { dataGroups: ['DG1', 'DG2'], unknownTags: ['77', '30', '7F61'], repeated: ['DG1'] },
    })
  })

  it('is refused without list, with a list too long or cut off, or cut off itself', () => {
    expect(messageOf(parseCom(tlv(0x60, tlv(0x5c, new Uint8Array(257).fill(0x61)))))).toContain('more than 256')
    expect(messageOf(parseCom(tlv(0x60, tlv(0x5c, hexToBytes('615f')))))).toContain('list of tags')
    expect(messageOf(parseCom(tlv(0x60, tlv(0x5f01, utf8ToBytes('0107')))))).toContain('tag list')
    expect(parseCom(encodeCom([1, 2]).subarray(0, -1)).ok).toBe(false)
  })
})

describe('EF.DG1', () => {
  // The worked example of vietnam.md §1.6.
  const zone = 'IDVNM1900000015999190000001<<49001158F3001156VNM<<<<<<<<<<<8NGUYEN<<THI<THU<NGHIEM<<<<<<<<'

  it('of hostile length is refused, not a fault', () => {
    const zone = new Uint8Array(250_000).fill(0x41)
    expect(parseDg1(tlv(0x61, tlv(0x5f1f, zone)))).toMatchObject({ error: { tag: 'ProtocolLength' } })
  })

  it('holds the machine-readable zone', () => {
    const dg1 = tlv(0x61, tlv(0x5f1f, utf8ToBytes(zone)))
    const parsed = parseDg1(dg1)
    expect(parsed).toMatchObject({
      ok: true,
      value: { format: 'TD1', optionalData1: expect.stringMatching(/^999190000001/) },
    })
    expect(parsed.ok && parsed.value.checks.every(({ ok }) => ok)).toBe(true)
  })

  it.each([
    [
      'TD1',
      'I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<',
      'D23145890734',
      '',
    ],
    ['TD2', 'I<UTOSTEVENSON<<PETER<<<<<<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8', 'D23145890734', ''],
    [
      'TD3',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10',
      'L898902C3',
      'ZE184226B',
    ],
  ])('%s, and a number longer than its field (specimens of 9303-4 to -6)', (format, zone, documentNumber, optional) => {
    const parsed = parseDg1(tlv(0x61, tlv(0x5f1f, utf8ToBytes(zone))))
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(parsed.value).toMatchObject({ format, documentNumber, optionalData1: optional, issuingState: 'UTO' })
    expect(parsed.value.checks.filter(({ ok }) => !ok)).toEqual([])
  })

  it('is refused with white space, which a lenient reader would drop', () => {
    const spaced = tlv(0x61, tlv(0x5f1f, utf8ToBytes(`${zone.slice(0, 30)}\n${zone.slice(30)}`)))
    expect(parseDg1(spaced).ok).toBe(false)
    expect(parseDg1(tlv(0x61, tlv(0x5f1f, utf8ToBytes(zone.slice(1))))).ok).toBe(false)
    expect(parseDg1(tlv(0x61, tlv(0x5f1f, utf8ToBytes(zone)), tlv(0x5f1f))).ok).toBe(false)
  })
})

describe('LDSSecurityObject', () => {
  const sha256 = hexToBytes('300b0609608648016503040201')
  const entry = (number: number, length = 32) =>
    tlv(0x30, tlv(0x02, Uint8Array.of(number)), tlv(0x04, new Uint8Array(length)))
  const object = (version: number, ...parts: Uint8Array[]) =>
    tlv(0x30, tlv(0x02, Uint8Array.of(version)), sha256, ...parts)

  it('is read in version 0 and 1', () => {
    expect(parseLdsSecurityObject(object(0, tlv(0x30, entry(1), entry(16))))).toMatchObject({
      ok: true,
      value: { version: 0, hashAlgorithm: 'SHA-256' },
    })
    const info = tlv(0x30, tlv(0x13, utf8ToBytes('0108')), tlv(0x13, utf8ToBytes('040000')))
    expect(parseLdsSecurityObject(object(1, tlv(0x30, entry(1), entry(2)), info))).toMatchObject({
      value: { version: 1, ldsVersion: '0108', unicodeVersion: '040000' },
    })
  })

  it.each([
    ['a data group twice', object(0, tlv(0x30, entry(1), entry(1))), 'hash of DG1 twice'],
    ['data group 0', object(0, tlv(0x30, entry(0))), 'hash of no data group'],
    ['data group 17', object(0, tlv(0x30, entry(17))), 'hash of no data group'],
    ['a short digest', object(0, tlv(0x30, entry(1, 20))), 'hash of DG1 has 20 bytes'],
    ['an empty digest', object(0, tlv(0x30, entry(1, 0))), 'hash of DG1 has 0 bytes'],
    ['no hashes', object(0, tlv(0x30)), 'no hashes'],
    ['version 2', object(2, tlv(0x30, entry(1))), 'LDSSecurityObject'],
    ['trailing bytes', concatBytes(object(0, tlv(0x30, entry(1))), Uint8Array.of(0)), 'trailing bytes'],
  ])('is refused with %s', (_, bytes, message) => {
    expect(messageOf(parseLdsSecurityObject(bytes))).toBe(message)
  })
})

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(`specimen files${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  it.each([
    ['AT', { version: 0, hashAlgorithm: 'SHA-256' }],
    ['DE', { version: 1, ldsVersion: '0108', unicodeVersion: '040000', hashAlgorithm: 'SHA-384' }],
    ['FI', { version: 1, ldsVersion: '0108', unicodeVersion: '040000', hashAlgorithm: 'SHA-512' }],
    ['FR', { version: 0, hashAlgorithm: 'SHA-256' }],
    ['GB', { version: 1, ldsVersion: '0108', unicodeVersion: '040000', hashAlgorithm: 'SHA-256' }],
    ['RU', { version: 0, hashAlgorithm: 'SHA-1' }],
    ['SG', { version: 1, ldsVersion: '0108', unicodeVersion: '040000', hashAlgorithm: 'SHA-256' }],
    ['US', { version: 0, hashAlgorithm: 'SHA-256' }],
  ] as const)('EF.SOD of %s: LDS 1.7 without, 1.8 with its version in it', (state, expected) => {
    const sod = verifySod(new Uint8Array(readFileSync(new URL(`sods/EF_SOD_${state}.bin`, vectors))))
    if (!sod.ok) throw new Error(sod.error.message)
    const { hashes, ...rest } = sod.value.securityObject
    expect(rest).toEqual(expected)
    expect([hashes.has('DG1'), hashes.has('DG2')]).toEqual([true, true])
  })

  it('EF.COM and DG1 of three documents', () => {
    for (const [com, dg1] of [
      ['bsi-tr03105-5-reference/EF_COM.bin', 'bsi-tr03105-5-reference/Datagroup1.bin'],
      ['bsi-tr03105-5-tsemrtd/EF_COM.bin', 'bsi-tr03105-5-tsemrtd/EF_DG1.bin'],
      ['jmrtd-resources/lds/loes2006/ef011E.bin', 'jmrtd-resources/lds/loes2006/ef0101.bin'],
    ] as const) {
      expect(parseCom(new Uint8Array(readFileSync(new URL(com, vectors)))).ok).toBe(true)
      const zone = parseDg1(new Uint8Array(readFileSync(new URL(dg1, vectors))))
      expect(zone.ok && zone.value.checks.every(({ ok }) => ok)).toBe(true)
    }
  })
})
