import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { encodeDg5, encodeDg12 } from '../../fixtures/country/detail-groups.ts'
import { encodeDeviationList } from '../../fixtures/country/deviation-list.ts'
import { issuePassport } from '../../fixtures/country/passport.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { jpegShell } from '../../fixtures/country/picture-shells.ts'
import { encodeIrises } from '../../fixtures/country/protected-biometrics.ts'
import { fileIdOfName } from '../emrtd/lds/file-names.ts'
import { tlv } from '../emrtd/tlv.ts'
import { isParseKind, type ParseKind, parseFile, parseKinds } from './parse.ts'

const mai = personas.find(({ id }) => id === 'mai')
if (!mai) throw new Error('mai has moved away')
const { image, qrText, mrz } = issueCard(mai)
const passport = issuePassport().image
const cam = issueCard(mai, { profile: 'cam' }).image
const file = (fid: number, of = image) => of.files.get(fid) ?? new Uint8Array()
const jpeg = jpegShell()
const cvKey = {
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'brainpoolP256r1',
  privateKey: new Uint8Array(32).fill(7),
} as const
const text = (value: string) => new TextEncoder().encode(value)
const { csca, revocationList } = issuePublicTrust()
const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(csca).toString('base64')}\n-----END CERTIFICATE-----\n`

describe('parse', () => {
  it.each<[ParseKind, Uint8Array, unknown]>([
    ['card-access', image.cardAccess ?? new Uint8Array(), { pace: [{ mapping: 'GM', parameterId: 13 }] }],
    ['com', file(0x011e), { ldsVersion: '0107', dataGroups: expect.arrayContaining(['DG1', 'DG13']) }],
    [
      'sod',
      file(0x011d),
      {
        securityObject: {
          version: 0,
          hashAlgorithm: 'SHA-256',
          hashes: { DG1: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
        signature: { holds: true, algorithm: 'ECDSA brainpoolP256r1 SHA-256' },
        certificates: [{ publicKey: { kind: 'ec', curve: 'brainpoolP256r1' } }],
      },
    ],
    [
      'deviation-list',
      encodeDeviationList([
        {
          numbers: ['CA00001AA', 'CA00002AA'],
          documentType: 'C',
          defects: [{ type: '2.23.136.1.1.7.2.2', field: 12 }],
        },
      ]),
      {
        signer: { extendedKeyUsage: ['2.23.136.1.1.8'] },
        count: 1,
        entries: [{ documentType: 'C', numbers: 2, defects: [{ type: '2.23.136.1.1.7.2.2', field: 12 }] }],
      },
    ],
    ['dg1', file(0x0101), { format: 'TD1', issuingState: 'VNM', documentNumber: '190024680' }],
    ['dg2', file(0x0102), { instances: 1, face: { format: 'jpeg', length: expect.any(Number) } }],
    ['dg13', file(0x010d), { fullName: 'Nguyễn Thị Thanh Mai', expiryDate: '2030-01-15' }],
    [
      'dg14',
      file(0x010e),
      { chipAuthenticationPublicKeys: [{ key: { ok: true, value: { curve: 'brainpoolP256r1' } } }] },
    ],
    ['dg15', file(0x010f), { kind: 'ec', curve: 'brainpoolP256r1' }],
    [
      'dg3',
      file(0x0103, passport),
      { instances: 2, fingers: [{ position: 2, format: 'wsq', width: 545, height: 622 }, { position: 7 }] },
    ],
    ['dg4', encodeIrises([{ eye: 'left', image: jpeg }]), { irises: [{ eye: 'left', format: 'jpeg', width: 480 }] }],
    ['dg5', encodeDg5([jpeg]), { count: 1, images: [{ format: 'jpeg', height: 640, length: jpeg.length }] }],
    ['dg6', tlv(0x66, text('?')), { content: '3f' }],
    ['dg7', file(0x0107, passport), { images: [{ format: 'jpeg', width: 300, height: 90 }] }],
    ['dg8', tlv(0x68, Uint8Array.of(2, 1, 0)), { count: 0, objects: [{ tag: '2', length: 1 }] }],
    ['dg9', tlv(0x69, Uint8Array.of(2, 1, 0)), { count: 0 }],
    ['dg10', tlv(0x6a, Uint8Array.of(2, 1, 0)), { count: 0 }],
    [
      'dg11',
      file(0x010b, passport),
      { name: { full: 'MUSTER AÑA LÚCIA', primaryIdentifier: 'MUSTER' }, birthDate: '1974-08-12', remarks: [] },
    ],
    [
      'dg12',
      encodeDg12({ issueDate: '20220415', front: jpeg }, 'bcd'),
      { issueDate: '2022-04-15', frontImage: { format: 'jpeg', width: 480, length: jpeg.length } },
    ],
    ['dg13', tlv(0x6d, text('of another state')), { content: '6f6620616e6f74686572207374617465' }],
    ['dg16', file(0x0110, passport), { count: 1, persons: [{ name: { full: 'MUSTER OTTO' } }] }],
    ['dir', tlv(0x61, tlv(0x4f, hexToBytes('a0000002471001'))), [{ aid: 'a0000002471001' }]],
    ['atr-info', tlv(0x47, hexToBytes('84c1c0')), { commandChaining: true, extendedLength: true }],
    ['cvca', tlv(0x42, text('UTCVCA00001')), ['UTCVCA00001']],
    [
      'cv-certificate',
      signCvCertificate({
        authority: 'UTCVCA00001',
        holder: 'UTCVCA00001',
        role: 'CVCA',
        rights: 3,
        effective: '2026-01-01',
        expires: '2027-01-01',
        key: cvKey,
        issuerKey: cvKey,
      }),
      { role: 'CVCA', reads: ['DG3', 'DG4'], publicKey: { algorithm: 'id-TA-ECDSA-SHA-256', kind: 'ec' } },
    ],
    ['card-security', cam.cardSecurity ?? new Uint8Array(), { signature: { holds: true }, securityInfos: {} }],
    ['revocation-list', revocationList, { issuer: expect.stringContaining('TEST CSCA') }],
    ['mrz', text(mrz.join('\n')), { format: 'TD1', primaryIdentifier: 'NGUYEN' }],
    ['qr', text(qrText), { origin: 'qr', personalNumber: '999190024680' }],
    ['certificate', csca, { subject: expect.stringContaining('TEST CSCA'), basicConstraints: { ca: true } }],
    ['certificate', text(pem), { subject: expect.stringContaining('TEST CSCA') }],
  ])('%s by its first bytes, and as JSON', (kind, bytes, content) => {
    const parsed = parseFile(bytes)
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(JSON.parse(JSON.stringify(parsed.value))).toMatchObject({ kind, content })
    expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(parsed.value)
  })

  it('does not print the image', () => {
    for (const id of [0x0102, 0x0103]) expect(JSON.stringify(parseFile(file(id, passport))).length).toBeLessThan(700)
  })

  it('says that the signature of a changed SOD does not hold', () => {
    const sod = file(0x011d).slice()
    sod[sod.length - 5] = (sod[sod.length - 5] ?? 0) ^ 1
    expect(parseFile(sod)).toMatchObject({ ok: true, value: { content: { signature: { holds: false } } } })
  })

  it('names what is wrong', () => {
    expect(parseFile(file(0x0101).subarray(0, 40))).toMatchObject({
      ok: false,
      error: { tag: 'ProtocolTlv', offset: 0 },
    })
    expect(parseFile(file(0x010d).subarray(0, 40))).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
    expect(parseFile(new Uint8Array())).toMatchObject({ ok: false, error: { tag: 'DataUnknownCode' } })
    expect(parseFile(text('jargon'))).toMatchObject({ ok: false, error: { tag: 'DataUnknownCode' } })
    expect(parseFile(text('99919000000'))).toMatchObject({ ok: false, error: { tag: 'DataNumberInvalid' } })
    expect(parseFile(file(0x0101), 'dg2')).toMatchObject({ ok: false, error: { tag: 'ProtocolTlv' } })
    expect(parseFile(new Uint8Array(16 * 1024 * 1024 + 1))).toMatchObject({ ok: false, error: { tag: 'DataTooLong' } })
  })
})

it('knows every kind by name', () => {
  for (const kind of parseKinds) {
    expect(isParseKind(kind)).toBe(true)
    expect(parseFile(Uint8Array.of(0x5f), kind)).toMatchObject({ ok: false })
  }
  expect(isParseKind('toString')).toBe(false)
})

const vectors = new URL('../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)

describe.skipIf(!there)(`files nobody here made${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

  it.each([
    'bsi-tr03105-5-reference',
    'bsi-tr03105-5-tsemrtd',
    'jmrtd-resources/lds/loes2006',
    'jmrtd-resources/lds/bsi2008',
  ])('every file of %s is known by its first bytes, and read', folder => {
    let count = 0
    for (const name of readdirSync(new URL(folder, vectors))) {
      const id = fileIdOfName(name)
      if (!id) continue
      const parsed = parseFile(bytesOf(`${folder}/${name}`))
      expect(parsed, name).toMatchObject({ ok: true, value: { kind: id.toLowerCase() } })
      count++
    }
    expect(count).toBeGreaterThanOrEqual(5)
  })

  it('the master list of 2026', () => {
    const list = bytesOf('masterlists/DE_ML_2026-05-28-08-28-45.ml')
    expect(parseFile(list)).toMatchObject({ ok: true, value: { kind: 'master-list', content: { count: 588 } } })
    list[list.length - 5] = (list[list.length - 5] ?? 0) ^ 1
    expect(parseFile(list)).toMatchObject({ ok: false, error: { tag: 'TrustAnchorInvalid' } })
  })
})
