import { existsSync, readFileSync } from 'node:fs'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import {
  encodeDetailGroup,
  encodeDg5,
  encodeDg7,
  encodeDg11,
  encodeDg12,
  encodeDg16,
} from '../../../fixtures/country/detail-groups.ts'
import { codestreamShell, jpegShell } from '../../../fixtures/country/picture-shells.ts'
import type { Result } from '../result.ts'
import { tlv } from '../tlv.ts'
import { parseDg11 } from './dg11.ts'
import { parseDg12 } from './dg12.ts'
import { parseDg16 } from './dg16.ts'
import { parseDg5, parseDg7 } from './displayed-images.ts'
import { parseUnspecifiedDataGroup } from './unspecified-data-group.ts'

const messageOf = (result: { ok: boolean; error?: { message: string } }) => result.error?.message ?? 'ok'
const text = utf8ToBytes
const jpeg = jpegShell({ width: 200, height: 100 })
const image = {
  header: { format: 'jpeg', width: 200, height: 100, components: 3, bitDepth: 8, length: jpeg.length },
  bytes: jpeg,
}

const person = {
  name: 'MẪU<<THỊ ANNA',
  otherNames: ['MẪU<<ANH', 'Ánh'],
  personalNumber: '999000111222',
  birthDate: '19740812',
  placeOfBirth: 'ZENITH<UTOPIA',
  address: '12 SAMPLE STREET<ZENITH<UTOPIA',
  telephone: '+999 00 000 000',
  profession: 'CARTOGRAPHER',
  title: 'Dr.',
  summary: 'A summary',
  proofOfCitizenship: jpeg,
  otherDocuments: 'U0000001<U0000002',
  custody: 'None',
}
const document = {
  issuingAuthority: 'UTOPIA MINISTRY OF EXAMPLES',
  issueDate: '20240229',
  otherPersons: ['MẪU<<CON'],
  endorsements: 'Valid everywhere',
  taxOrExit: 'None',
  front: jpeg,
  rear: jpeg,
  personalizationTime: '20240301081530',
  personalizationSystem: 'SYS-001',
}
const contact = { recorded: '20240229', name: 'MẪU<<BA', telephone: '+999 1', address: 'ZENITH<UTOPIA' }

describe('EF.DG11', () => {
  it.each(['text', 'bcd'] as const)('has every field, dates as %s', dates => {
    expect(parseDg11(encodeDg11(person, dates))).toEqual({
      ok: true,
      value: {
        name: { full: 'MẪU THỊ ANNA', primaryIdentifier: 'MẪU', secondaryIdentifier: 'THỊ ANNA' },
        otherNames: [{ full: 'MẪU ANH', primaryIdentifier: 'MẪU', secondaryIdentifier: 'ANH' }, { full: 'Ánh' }],
        personalNumber: '999000111222',
        birthDate: '1974-08-12',
        placeOfBirth: ['ZENITH', 'UTOPIA'],
        permanentAddress: ['12 SAMPLE STREET', 'ZENITH', 'UTOPIA'],
        telephone: '+999 00 000 000',
        profession: 'CARTOGRAPHER',
        title: 'Dr.',
        personalSummary: 'A summary',
        proofOfCitizenship: image,
        otherDocumentNumbers: ['U0000001', 'U0000002'],
        custodyInformation: 'None',
        tagList: ['5F0E', 'A0', '5F10', '5F2B', '5F11', '5F42', '5F12', '5F13', '5F14', '5F15', '5F16', '5F17', '5F18'],
        remarks: [],
      },
    })
  })

  it('may be empty, without list of tags, or have tags without content', () => {
    expect(parseDg11(tlv(0x6b))).toEqual({ ok: true, value: { otherNames: [], remarks: [] } })
    expect(parseDg11(encodeDetailGroup(0x6b, [[0x5f0e, '']]))).toEqual({
      ok: true,
      value: { otherNames: [], tagList: ['5F0E'], remarks: [] },
    })
  })

  it('takes other names without the A0 around them', () => {
    const parsed = parseDg11(
      encodeDetailGroup(0x6b, [
        [0x5f0f, 'A'],
        [0x5f0f, 'B'],
      ]),
    )
    expect(parsed).toMatchObject({ value: { otherNames: [{ full: 'A' }, { full: 'B' }], remarks: [] } })
  })

  it.each([
    ['invalid UTF-8', [[0x5f0e, Uint8Array.of(0x4d, 0xfc)]], [{ tag: '5F0E', remark: 'not-utf-8' }]],
    ['a right-to-left override', [[0x5f0e, 'A\u202eB']], [{ tag: '5F0E', remark: 'direction-control' }]],
    ['a pile of marks', [[0x5f11, `Z${'\u0301'.repeat(1000)}`]], [{ tag: '5F11', remark: 'stacked-marks' }]],
    ['a text of a megabyte', [[0x5f15, 'A'.repeat(1_000_000)]], [{ tag: '5F15', remark: 'too-long' }]],
    ['31 February', [[0x5f2b, '19740231']], [{ tag: '5F2B', remark: 'no-date' }]],
    ['no image', [[0x5f16, Uint8Array.of(0)]], [{ tag: '5F16', remark: 'no-image' }]],
    ['a huge image', [[0x5f16, jpegShell({ width: 30_000 })]], [{ tag: '5F16', remark: 'no-image' }]],
    [
      'a name twice',
      [
        [0x5f0e, 'A'],
        [0x5f0e, 'B'],
      ],
      [{ tag: '5F0E', remark: 'twice' }],
    ],
    ['an unknown tag', [[0x5f7f, 'A']], [{ tag: '5F7F', remark: 'unknown-tag' }]],
    [
      'a wrong count of names',
      [[0xa0, concatBytes(tlv(0x02, Uint8Array.of(9)), tlv(0x5f0f, text('A')))]],
      [{ tag: 'A0', remark: 'count-differs' }],
    ],
  ] as const)('with %s names it and gives the rest', (_, fields, remarks) => {
    const parsed = parseDg11(encodeDetailGroup(0x6b, [...fields, [0x5f13, 'CARTOGRAPHER']]))
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(parsed.value).toMatchObject({ profession: 'CARTOGRAPHER', remarks })
    expect(parsed.value.birthDate ?? parsed.value.proofOfCitizenship ?? parsed.value.personalSummary).toBeUndefined()
  })

  it('is refused with another tag, trailing bytes, too many fields, names cut off, or a list cut off', () => {
    expect(parseDg11(encodeDg12(document)).ok).toBe(false)
    expect(parseDg11(concatBytes(encodeDg11(person), Uint8Array.of(0))).ok).toBe(false)
    expect(messageOf(parseDg11(tlv(0x6b, ...Array(65).fill(tlv(0x5f0f)))))).toContain('more than 64')
    expect(messageOf(parseDg11(tlv(0x6b, tlv(0xa0, ...Array(65).fill(tlv(0x5f0f))))))).toContain('more than 64')
    expect(parseDg11(tlv(0x6b, tlv(0xa0, hexToBytes('5f0f05')))).ok).toBe(false)
    expect(messageOf(parseDg11(tlv(0x6b, tlv(0x5c, hexToBytes('5f')))))).toContain('list of tags')
  })
})

describe('EF.DG12', () => {
  it.each(['text', 'bcd'] as const)('has every field, dates as %s', dates => {
    expect(parseDg12(encodeDg12(document, dates))).toEqual({
      ok: true,
      value: {
        issuingAuthority: 'UTOPIA MINISTRY OF EXAMPLES',
        issueDate: '2024-02-29',
        otherPersons: [{ full: 'MẪU CON', primaryIdentifier: 'MẪU', secondaryIdentifier: 'CON' }],
        endorsements: 'Valid everywhere',
        taxOrExitRequirements: 'None',
        frontImage: image,
        rearImage: image,
        personalizationTime: '2024-03-01T08:15:30',
        personalizationSystem: 'SYS-001',
        tagList: ['5F19', '5F26', 'A0', '5F1B', '5F1C', '5F1D', '5F1E', '5F55', '5F56'],
        remarks: [],
      },
    })
  })

  it('names dates that are none', () => {
    const fields = [
      [0x5f26, '20240230'],
      [0x5f55, '20240301250000'],
      [0x5f19, 'X'],
    ] as const
    expect(parseDg12(encodeDetailGroup(0x6c, fields))).toMatchObject({
      value: {
        issuingAuthority: 'X',
        remarks: [
          { tag: '5F26', remark: 'no-date' },
          { tag: '5F55', remark: 'no-date' },
        ],
      },
    })
  })
})

describe('EF.DG16', () => {
  it('names whom to notify', () => {
    expect(parseDg16(encodeDg16([contact, { ...contact, name: 'MẪU<<MẸ' }]))).toMatchObject({
      ok: true,
      value: {
        count: 2,
        persons: [
          {
            recorded: '2024-02-29',
            name: { full: 'MẪU BA' },
            telephone: '+999 1',
            address: ['ZENITH', 'UTOPIA'],
            remarks: [],
          },
          { name: { full: 'MẪU MẸ' } },
        ],
      },
    })
    expect(parseDg16(encodeDg16([], 3))).toEqual({ ok: true, value: { count: 3, persons: [] } })
  })

  it('is refused with too many persons, or what is none', () => {
    expect(parseDg16(tlv(0x70, tlv(0x02, Uint8Array.of(1)), ...Array(16).fill(tlv(0xa1)))).ok).toBe(false)
    expect(messageOf(parseDg16(tlv(0x70, tlv(0x02, Uint8Array.of(1)), tlv(0x31))))).toContain('no person')
    expect(messageOf(parseDg16(tlv(0x70, tlv(0xa1))))).toContain('number of persons')
  })
})

describe('EF.DG5 and EF.DG7', () => {
  it('have images as printed, without their padding', () => {
    const signature = codestreamShell({ width: 550, height: 142, components: 1 })
    expect(parseDg5(encodeDg5([jpeg]))).toEqual({ ok: true, value: { count: 1, images: [image], unreadable: [] } })
    expect(parseDg7(encodeDg7([concatBytes(signature, new Uint8Array(9)), Uint8Array.of(0)]))).toMatchObject({
      value: {
        count: 2,
        images: [{ bytes: signature, header: { format: 'j2k' } }],
        unreadable: ['no image of a known format'],
      },
    })
    expect(parseDg7(encodeDg7([]))).toEqual({ ok: true, value: { count: 0, images: [], unreadable: [] } })
  })

  it('are refused with too many images, or what is none', () => {
    expect(parseDg5(encodeDg5(Array(9).fill(jpeg))).ok).toBe(true)
    expect(parseDg5(encodeDg5(Array(10).fill(jpeg))).ok).toBe(false)
    expect(parseDg5(encodeDg7([jpeg])).ok).toBe(false)
    expect(messageOf(parseDg5(tlv(0x65, tlv(0x02, Uint8Array.of(1)), tlv(0x5f43, jpeg))))).toContain(
      'no displayed image',
    )
    expect(messageOf(parseDg7(tlv(0x67, tlv(0x02, hexToBytes('ffff')))))).toContain('number of displayed')
  })
})

describe('data groups that the standard leaves open', () => {
  it('come as they stand', () => {
    expect(parseUnspecifiedDataGroup(tlv(0x68, tlv(0x02, Uint8Array.of(1)), tlv(0x04, text('abc'))), 'DG8')).toEqual({
      ok: true,
      value: {
        count: 1,
        objects: [
          { tag: '2', length: 1 },
          { tag: '4', length: 3 },
        ],
        content: hexToBytes('0201010403616263'),
      },
    })
    expect(parseUnspecifiedDataGroup(tlv(0x6d, text('no TLV')), 'DG13')).toEqual({
      ok: true,
      value: { content: text('no TLV') },
    })
    expect(parseUnspecifiedDataGroup(tlv(0x66), 'DG8').ok).toBe(false)
  })
})

it.each([
  ['DG11', parseDg11, encodeDg11({ ...person, proofOfCitizenship: jpegShell({ components: 1 }) })],
  ['DG12', parseDg12, encodeDg12({ ...document, front: new Uint8Array(), rear: new Uint8Array() }, 'bcd')],
  ['DG16', parseDg16, encodeDg16([contact, contact])],
  ['DG7', parseDg7, encodeDg7([jpeg, jpeg])],
] as const)(
  'every single-bit mutant and every cut of %s gets an answer',
  (_, parse: (bytes: Uint8Array) => Result<unknown, unknown>, file) => {
    expect(parse(file).ok).toBe(true)
    for (let bit = 0; bit < file.length * 8; bit++)
      parse(file.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)))
    for (let cut = 0; cut < file.length; cut++) expect(parse(file.subarray(0, cut)).ok).toBe(false)
  },
)

const vectors = new URL('../../../../shared/vectors/bsi-tr03105-5-tsemrtd/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(
  `details of the BSI set of 2008${there ? '' : ' (skipped: ../shared/vectors is absent)'}`,
  () => {
    const file = (name: string) => new Uint8Array(readFileSync(new URL(name, vectors)))

    it('EF.DG11: date in BCD, a list of tags that lacks one, an image that is none', () => {
      expect(parseDg11(file('EF_DG11.bin'))).toMatchObject({
        ok: true,
        value: {
          name: { full: 'Doe John' },
          otherNames: [{ full: 'William' }],
          birthDate: '1970-01-01',
          placeOfBirth: ['TEST', 'TEST'],
          otherDocumentNumbers: ['123', '123'],
          tagList: expect.not.arrayContaining(['5F17']),
          remarks: [{ tag: '5F16', remark: 'no-image' }],
        },
      })
    })

    it('EF.DG12: no list of tags, time in BCD', () => {
      expect(parseDg12(file('EF_DG12.bin'))).toMatchObject({
        ok: true,
        value: {
          issueDate: '2024-01-01',
          personalizationTime: '2024-01-01T12:30:59',
          otherPersons: [{ full: 'William' }],
        },
      })
    })

    it('EF.DG5 and EF.DG7: JPEG 2000', () => {
      expect(parseDg5(file('EF_DG5.bin'))).toMatchObject({
        value: { images: [{ header: { format: 'jp2', width: 413 } }] },
      })
      expect(parseDg7(file('EF_DG7.bin'))).toMatchObject({
        value: { images: [{ header: { format: 'jp2', width: 550 } }] },
      })
    })
  },
)
