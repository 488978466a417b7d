import { generateKeyPairSync } from 'node:crypto'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CvAlgorithm,
  type CvCertificateRequest,
  type CvKey,
  cvAlgorithms,
  cvCertificateBody,
  cvPublicKey,
  signCvCertificate,
} from '../../fixtures/country/cv-certificate.ts'
import { type CurveName, curveByName, curveNames } from '../crypto/curves.ts'
import { verifySignature } from '../crypto/signature.ts'
import { parseCvCertificate } from './cv-certificate.ts'
import { verifyingKey } from './cv-certificate-key.ts'
import { readTlvs, tlv } from './tlv.ts'

const pkcs8 = new Uint8Array(
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'der', type: 'pkcs8' }),
)
const ecKey = (curve: CurveName = 'brainpoolP256r1', algorithm: CvAlgorithm = 'ECDSA-SHA-256', first = 1): CvKey => ({
  kind: 'ec',
  algorithm,
  curve,
  privateKey: Uint8Array.from({ length: 20 }, (_, i) => i + first),
})
const request: CvCertificateRequest = {
  authority: 'UTCVCA00001',
  holder: 'UTDVDE00002',
  role: 'domestic DV',
  rights: 0x03,
  effective: '2024-02-29',
  expires: '2026-11-30',
  key: ecKey(),
  issuerKey: ecKey('brainpoolP256r1', 'ECDSA-SHA-256', 7),
}
const parse = (changes: Partial<CvCertificateRequest> = {}) =>
  parseCvCertificate(signCvCertificate({ ...request, ...changes }))
const broken = { ok: false, error: { tag: 'ProtocolTlv' } }
const unsupported = { ok: false, error: { tag: 'AccessUnsupported' } }

/** A certificate whose body has these objects; the signature is any bytes. */
const certificateOf = (...members: Uint8Array[]) =>
  tlv(0x7f21, tlv(0x7f4e, ...members), tlv(0x5f37, new Uint8Array(64).fill(1)))
function bodyMembers(changes: Partial<CvCertificateRequest> = {}): Uint8Array[] {
  const body = readTlvs(cvCertificateBody({ ...request, ...changes }))
  const members = body.ok && body.value[0] ? readTlvs(body.value[0].value) : body
  return members.ok ? members.value.map(each => tlv(each.tag, each.value)) : []
}
/** The body with the object at that place replaced. */
const withMember = (at: number, member: Uint8Array) =>
  parseCvCertificate(certificateOf(...bodyMembers().with(at, member)))

describe('fields', () => {
  it('are those of the request', () => {
    const certificate = parse()
    expect(certificate).toMatchObject({
      ok: true,
      value: {
        authority: 'UTCVCA00001',
        holder: 'UTDVDE00002',
        role: 'domestic document verifier',
        reads: ['DG3', 'DG4'],
        effective: '2024-02-29',
        expires: '2026-11-30',
        publicKey: { kind: 'ec', algorithm: 'id-TA-ECDSA-SHA-256' },
      },
    })
    if (certificate.ok) expect(certificate.value.body).toEqual(cvCertificateBody(request))
  })

  it.each([
    ['CVCA', 'CVCA', 0x00, []],
    ['domestic DV', 'domestic document verifier', 0x01, ['DG3']],
    ['foreign DV', 'foreign document verifier', 0x02, ['DG4']],
    ['IS', 'inspection system', 0x3f, ['DG3', 'DG4']],
  ] as const)('%s with its rights', (role, parsed, rights, reads) => {
    expect(parse({ role, rights })).toMatchObject({ ok: true, value: { role: parsed, reads } })
  })

  it('extensions are let pass, anything else after the dates is not', () => {
    expect(parseCvCertificate(certificateOf(...bodyMembers(), tlv(0x65, tlv(0x73, Uint8Array.of(6, 1, 42))))).ok).toBe(
      true,
    )
    expect(parseCvCertificate(certificateOf(...bodyMembers(), tlv(0x66)))).toMatchObject(broken)
    expect(parseCvCertificate(certificateOf(...bodyMembers(), tlv(0x65), tlv(0x65)))).toMatchObject(broken)
  })
})

describe('public keys', () => {
  const algorithms = Object.keys(cvAlgorithms) as CvAlgorithm[]
  const rsa = algorithms
    .filter(name => name.startsWith('RSA'))
    .map((algorithm): CvKey => ({ kind: 'rsa', algorithm, pkcs8 }))
  const ec = algorithms.filter(name => name.startsWith('ECDSA')).map(algorithm => ecKey('brainpoolP320r1', algorithm))
  const curves = curveNames.map(name => ecKey(name, name === 'P-192' ? 'ECDSA-SHA-512' : 'ECDSA-SHA-256'))

  it.each([...rsa, ...ec, ...curves].map(key => [key.algorithm, key.kind === 'ec' ? key.curve : 'RSA', key] as const))(
    '%s on %s verify what their holder signed',
    (algorithm, _, key) => {
      const own = parse({ role: 'CVCA', key, issuerKey: key })
      const other = parse({ key, issuerKey: key })
      if (!own.ok || !other.ok) throw new Error('not parsed')
      expect(own.value.publicKey.algorithm).toBe(`id-TA-${algorithm}`)
      const curve = own.value.publicKey.kind === 'ec' ? own.value.publicKey.curve : undefined
      if (key.kind === 'ec') expect(curve).toBe(curveByName(key.curve))
      for (const { publicKey, body, signature } of [own.value, other.value]) {
        const verifying = verifyingKey(publicKey, curve)
        const { scheme } = publicKey
        expect(verifying && verifySignature(verifying, scheme, body, signature)).toBe(true)
        expect(verifying && verifySignature(verifying, scheme, body, signature.with(5, (signature[5] ?? 0) ^ 1))).toBe(
          false,
        )
        expect(verifying && verifySignature(verifying, scheme, concatBytes(body, Uint8Array.of(0)), signature)).toBe(
          false,
        )
      }
    },
  )

  it('of a curve need domain parameters from somewhere, and a point of that curve', () => {
    const certificate = parse()
    if (!certificate.ok) throw new Error('not parsed')
    const { publicKey } = certificate.value
    expect(verifyingKey(publicKey, undefined)).toBeUndefined()
    expect(verifyingKey(publicKey, curveByName('brainpoolP256r1'))).toMatchObject({ kind: 'ec' })
    expect(verifyingKey(publicKey, curveByName('P-256'))).toBeUndefined()
  })

  const publicKeyMembers = (key: CvKey, parameters: boolean) => {
    const outer = readTlvs(cvPublicKey(key, parameters))
    const members = outer.ok && outer.value[0] ? readTlvs(outer.value[0].value) : outer
    return members.ok ? members.value.map(each => tlv(each.tag, each.value)) : []
  }
  const withKey = (role: CvCertificateRequest['role'], ...members: Uint8Array[]) =>
    parseCvCertificate(certificateOf(...bodyMembers({ role }).with(2, tlv(0x7f49, ...members))))

  it('domain parameters of anybody but a CVCA are refused', () => {
    const members = publicKeyMembers(ecKey(), true)
    expect(withKey('CVCA', ...members).ok).toBe(true)
    for (const role of ['domestic DV', 'foreign DV', 'IS'] as const)
      expect(withKey(role, ...members)).toMatchObject({
        ok: false,
        error: { tag: 'ProtocolTlv', message: expect.stringContaining('domain parameters') },
      })
    expect(withKey('CVCA', ...publicKeyMembers(ecKey(), false)).ok).toBe(true)
  })

  it('a curve with another generator or cofactor is none of ours', () => {
    const members = publicKeyMembers(ecKey(), true)
    const twice = curveByName('brainpoolP256r1').Point.BASE.double().toBytes(false)
    expect(withKey('CVCA', ...members.with(4, tlv(0x84, twice)))).toMatchObject(unsupported)
    expect(withKey('CVCA', ...members.with(7, tlv(0x87, Uint8Array.of(2))))).toMatchObject(unsupported)
    expect(withKey('CVCA', ...members.with(4, tlv(0x84)))).toMatchObject(unsupported)
    const hybrid = curveByName('brainpoolP256r1').Point.BASE.toBytes(false).with(0, 0x06)
    expect(withKey('CVCA', ...members.with(4, tlv(0x84, hybrid)))).toMatchObject(unsupported)
  })

  it('a point that is none, parts missing, doubled or out of order are refused', () => {
    const members = publicKeyMembers(ecKey(), true)
    const off = hexToBytes(bytesToHex(members[6] ?? new Uint8Array()))
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1
    for (const changed of [
      members.with(6, off),
      members.slice(0, 7),
      members.slice(1),
      [...members, tlv(0x88)],
      members.toReversed(),
    ])
      expect(withKey('CVCA', ...changed)).toMatchObject(broken)
    const [identifier = new Uint8Array(), point = new Uint8Array()] = publicKeyMembers(ecKey(), false)
    for (const changed of [
      [identifier],
      [point],
      [identifier, point, point],
      [identifier, tlv(0x86)],
      [identifier, tlv(0x86, Uint8Array.of(2, 1, 1))],
    ])
      expect(withKey('IS', ...changed)).toMatchObject(broken)
    expect(withKey('IS', identifier, tlv(0x86, new Uint8Array(135).fill(4)))).toMatchObject(broken)
    const [rsaIdentifier = new Uint8Array(), modulus = new Uint8Array(), exponent = new Uint8Array()] =
      publicKeyMembers({ kind: 'rsa', algorithm: 'RSA-PSS-SHA-256', pkcs8 }, false)
    expect(withKey('IS', rsaIdentifier, modulus, exponent).ok).toBe(true)
    for (const changed of [[modulus], [exponent, modulus], [modulus, exponent, exponent], [point]])
      expect(withKey('IS', rsaIdentifier, ...changed)).toMatchObject(broken)
    expect(withKey('IS', identifier, modulus, exponent)).toMatchObject(broken)
    expect(withKey('IS', rsaIdentifier, tlv(0x81, new Uint8Array(64).fill(255)), exponent)).toMatchObject(unsupported)
    expect(withKey('IS', tlv(6, hexToBytes('04007f00070202020206')), point)).toMatchObject(unsupported)
  })
})

describe('refuses', () => {
  const good = signCvCertificate(request)
  it('what is cut off, longer, or not in its shortest form', () => {
    for (let length = 0; length < good.length; length += 7)
      expect(parseCvCertificate(good.subarray(0, length))).toMatchObject(broken)
    expect(parseCvCertificate(concatBytes(good, Uint8Array.of(0)))).toMatchObject(broken)
    const [body = new Uint8Array(), signature = new Uint8Array()] = [
      cvCertificateBody(request),
      tlv(0x5f37, Uint8Array.of(1)),
    ]
    expect(parseCvCertificate(tlv(0x7f21, body, signature)).ok).toBe(true)
    for (const parts of [[body], [signature, body], [body, signature, signature], [signature], []])
      expect(parseCvCertificate(tlv(0x7f21, ...parts))).toMatchObject(broken)
    const long = concatBytes(body, hexToBytes('5f37810101'))
    expect(parseCvCertificate(tlv(0x7f21, long))).toMatchObject(broken)
    const inner = tlv(0x7f21, body, signature).subarray(4)
    expect(
      parseCvCertificate(concatBytes(hexToBytes('7f218300'), Uint8Array.of(inner.length >> 8, inner.length), inner)),
    ).toMatchObject(broken)
    expect(parseCvCertificate(tlv(0x7f21, body, tlv(0x5f37, new Uint8Array(9000))))).toMatchObject(broken)
  })

  it('a body with an object missing, doubled or out of order', () => {
    const members = bodyMembers()
    expect(parseCvCertificate(certificateOf(...members)).ok).toBe(true)
    for (const [i, member] of members.entries()) {
      expect(parseCvCertificate(certificateOf(...members.toSpliced(i, 1)))).toMatchObject(broken)
      expect(parseCvCertificate(certificateOf(...members.toSpliced(i, 0, member)))).toMatchObject(broken)
    }
    expect(parseCvCertificate(certificateOf(...members.toReversed()))).toMatchObject(broken)
  })

  it('another profile or terminal type', () => {
    expect(withMember(0, tlv(0x5f29, Uint8Array.of(1)))).toMatchObject(unsupported)
    expect(withMember(0, tlv(0x5f29))).toMatchObject(unsupported)
    const template = (oid: string, ...more: Uint8Array[]) => tlv(0x7f4c, tlv(6, hexToBytes(oid)), ...more)
    expect(withMember(4, template('04007f000703010201', tlv(0x53, Uint8Array.of(0x83)))).ok).toBe(true)
    expect(withMember(4, template('04007f000703010202', tlv(0x53, new Uint8Array(5))))).toMatchObject(unsupported)
    for (const authorization of [
      [],
      [tlv(0x53)],
      [tlv(0x53, Uint8Array.of(0, 0))],
      [tlv(0x53, Uint8Array.of(0)), tlv(0x53, Uint8Array.of(0))],
      [tlv(0x54, Uint8Array.of(0))],
    ])
      expect(withMember(4, template('04007f000703010201', ...authorization))).toMatchObject(broken)
  })

  it('dates of other than six digits', () => {
    for (const digits of [[], [2, 4, 0, 2, 0], [2, 4, 0, 2, 0, 1, 0], [2, 4, 0, 2, 0, 10], [0x24, 0x02, 0x01]])
      expect(withMember(5, tlv(0x5f25, Uint8Array.from(digits)))).toMatchObject(broken)
  })

  it('dates of no day of the calendar, and an end before the beginning', () => {
    for (const day of [
      [2, 4, 0, 2, 3, 0],
      [2, 4, 1, 3, 0, 1],
      [2, 4, 0, 0, 0, 1],
      [2, 3, 0, 2, 2, 9],
      [2, 4, 0, 1, 10, 1],
    ])
      expect(withMember(5, tlv(0x5f25, Uint8Array.from(day)))).toMatchObject(broken)
    expect(withMember(5, tlv(0x5f25, Uint8Array.of(2, 6, 1, 1, 3, 0))).ok).toBe(true)
    expect(withMember(5, tlv(0x5f25, Uint8Array.of(2, 6, 1, 2, 0, 1)))).toMatchObject(broken)
  })

  it('references that are empty, long or not printable', () => {
    for (const at of [1, 3]) {
      const tag = at === 1 ? 0x42 : 0x5f20
      expect(withMember(at, tlv(tag, utf8ToBytes('UTABCDEFGHI12345'))).ok).toBe(true)
      expect(withMember(at, tlv(tag, hexToBytes('5554c4d6dc3030303031')))).toMatchObject({ ok: true })
      for (const bad of [
        new Uint8Array(),
        utf8ToBytes('UTABCDEFGHIJ12345'),
        hexToBytes('555400'),
        hexToBytes('55547f'),
        hexToBytes('555485'),
      ])
        expect(withMember(at, tlv(tag, bad))).toMatchObject(broken)
    }
  })

  it('anything else without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(parseCvCertificate(bytes)).toMatchObject(broken)
      }),
    )
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        expect(parseCvCertificate(good.with(at, byte))).toHaveProperty('ok')
      }),
    )
  })
})
