import { describe, expect, it } from 'vitest'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { type ParseKind, parseFile } from './parse.ts'

const mai = personas.find(({ id }) => id === 'mai')
if (!mai) throw new Error('mai has moved away')
const { image, qrText, mrz } = issueCard(mai)
const file = (fid: number) => image.files.get(fid) ?? new Uint8Array()
const text = (value: string) => new TextEncoder().encode(value)
const { csca } = issuePublicTrust()
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
    ['dg1', file(0x0101), { format: 'TD1', issuingState: 'VNM', documentNumber: '190024680' }],
    ['dg2', file(0x0102), { instances: 1, face: { format: 'jpeg', length: expect.any(Number) } }],
    ['dg13', file(0x010d), { fullName: 'Nguyễn Thị Thanh Mai', expiryDate: '2030-01-15' }],
    [
      'dg14',
      file(0x010e),
      { chipAuthenticationPublicKeys: [{ key: { ok: true, value: { curve: 'brainpoolP256r1' } } }] },
    ],
    ['dg15', file(0x010f), { kind: 'ec', curve: 'brainpoolP256r1' }],
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
    for (const id of [0x0102, 0x0103]) expect(JSON.stringify(parseFile(file(id))).length).toBeLessThan(500)
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
    expect(parseFile(text('hello'))).toMatchObject({ ok: false, error: { tag: 'DataUnknownCode' } })
    expect(parseFile(text('99919000000'))).toMatchObject({ ok: false, error: { tag: 'DataNumberInvalid' } })
    expect(parseFile(file(0x0101), 'dg2')).toMatchObject({ ok: false, error: { tag: 'ProtocolTlv' } })
    expect(parseFile(new Uint8Array(1024 * 1024 + 1))).toMatchObject({ ok: false, error: { tag: 'DataTooLong' } })
  })
})
