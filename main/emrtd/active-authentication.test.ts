import {
  constants,
  createPrivateKey,
  generateKeyPairSync,
  getCurves,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CurveName, curveByName, curveNames, ecdsaSign, encodePoint } from '../crypto/curves.ts'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { randomBytes, randomScalar } from '../crypto/random.ts'
import { parseDg15, verifyActiveAuthentication } from './active-authentication.ts'
import { encodeOid } from './object-identifier.ts'
import { tlv } from './tlv.ts'

const oid = (dotted: string) => tlv(6, encodeOid(dotted))
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
const challenge = hexToBytes('0011223344556677')
const refused = { ok: false, error: { tag: 'ChipRefused' } }
const dg14Naming = (algorithm: string) =>
  tlv(0x6e, tlv(0x31, sequence(oid('2.23.136.1.1.5'), tlv(2, Uint8Array.of(1)), oid(algorithm))))

describe('ECDSA', () => {
  function chip(name: CurveName) {
    const curve = curveByName(name)
    const privateKey = randomScalar(curve.parameters.n, randomBytes)
    const point = encodePoint(curve.Point.BASE.multiply(privateKey))
    const info = sequence(sequence(oid('1.2.840.10045.2.1'), oid(curve.oid)), tlv(3, Uint8Array.of(0), point))
    const length = curve.Point.Fn.BYTES
    const bytes = (value: bigint) => hexToBytes(value.toString(16).padStart(2 * length, '0'))
    return {
      dg15: tlv(0x6f, info),
      bits: curve.parameters.n.toString(2).length,
      plain(hashName: HashName) {
        const { r, s } = ecdsaSign(curve, privateKey, hash(hashName, challenge))
        return concatBytes(bytes(r), bytes(s))
      },
      der(hashName: HashName) {
        const { r, s } = ecdsaSign(curve, privateKey, hash(hashName, challenge))
        const integer = (value: bigint) => {
          const digits = value.toString(16)
          return tlv(
            2,
            hexToBytes(`00${digits.padStart(digits.length + (digits.length % 2), '0')}`.replace(/^00(?=[0-7])/, '')),
          )
        }
        return sequence(integer(r), integer(s))
      },
    }
  }

  it.each(curveNames)('%s, plain and DER, the hash named or found', name => {
    const { dg15, bits, plain, der } = chip(name)
    const outcome = { ok: true, value: { algorithm: `ECDSA ${name} SHA-256`, bits } }
    const named = dg14Naming('0.4.0.127.0.7.1.1.4.1.3')
    expect(verifyActiveAuthentication(dg15, named, challenge, plain('SHA-256'))).toEqual(outcome)
    expect(verifyActiveAuthentication(dg15, named, challenge, der('SHA-256'))).toEqual(outcome)
    expect(verifyActiveAuthentication(dg15, undefined, challenge, plain('SHA-256'))).toEqual(outcome)
    expect(verifyActiveAuthentication(dg15, tlv(0x6e, tlv(0x31)), challenge, plain('SHA-256'))).toEqual(outcome)
  })

  const { dg15, plain, der: chipDer } = chip('brainpoolP256r1')

  it.each(hashNames.map((name, i) => [name, i + 1] as const))('%s by both families of algorithms', (name, arc) => {
    const oids = [`0.4.0.127.0.7.1.1.4.1.${arc}`, arc === 1 ? '1.2.840.10045.4.1' : `1.2.840.10045.4.3.${arc - 1}`]
    for (const named of oids) {
      const result = verifyActiveAuthentication(dg15, dg14Naming(named), challenge, plain(name))
      expect(result).toMatchObject({ ok: true, value: { algorithm: `ECDSA brainpoolP256r1 ${name}` } })
    }
  })

  const curves = [
    ['P-192', 'prime192v1', 48],
    ['P-224', 'secp224r1', 56],
    ['P-256', 'prime256v1', 64],
    ['P-384', 'secp384r1', 96],
    ['P-521', 'secp521r1', 132],
    ['brainpoolP192r1', 'brainpoolP192r1', 48],
    ['brainpoolP320r1', 'brainpoolP320r1', 80],
    ['brainpoolP512r1', 'brainpoolP512r1', 128],
  ] as const
  const missing = curves.filter(([, namedCurve]) => !getCurves().includes(namedCurve))
  it.skip.each(missing)('%s (skipped: the library of this runtime lacks it)', () => {})
  it.each(curves.filter(curve => !missing.includes(curve)))(
    '%s as OpenSSL signs, with every hash, also one longer than the order',
    (name, namedCurve, length) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
      const key = tlv(0x6f, new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })))
      for (const hashName of hashNames) {
        for (const dsaEncoding of ['ieee-p1363', 'der'] as const) {
          const signature = sign(hashName.replace('-', '').toLowerCase(), challenge, { key: privateKey, dsaEncoding })
          if (dsaEncoding === 'ieee-p1363') expect(signature).toHaveLength(length)
          const result = verifyActiveAuthentication(key, undefined, challenge, new Uint8Array(signature))
          expect(result).toMatchObject({ ok: true, value: { algorithm: `ECDSA ${name} ${hashName}` } })
        }
      }
    },
  )

  it('tells which digest was used where DG14 names another', () => {
    for (const signature of [plain('SHA-1'), chipDer('SHA-1')])
      expect(verifyActiveAuthentication(dg15, dg14Naming('0.4.0.127.0.7.1.1.4.1.3'), challenge, signature)).toEqual({
        ok: false,
        error: { tag: 'ChipRefused', message: 'DG14 names SHA-256, but the digest is SHA-1' },
      })
  })

  it('refuses another hash than the one named, another challenge, another key, a changed signature', () => {
    const named = dg14Naming('0.4.0.127.0.7.1.1.4.1.3')
    expect(verifyActiveAuthentication(dg15, named, challenge, plain('SHA-1'))).toMatchObject(refused)
    expect(verifyActiveAuthentication(dg15, named, randomBytes(8), plain('SHA-256'))).toMatchObject(refused)
    expect(verifyActiveAuthentication(chip('brainpoolP256r1').dg15, named, challenge, plain('SHA-256'))).toMatchObject(
      refused,
    )
    const good = plain('SHA-256')
    fc.assert(
      fc.property(fc.nat(511), bit => {
        const bytes = good.slice()
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(verifyActiveAuthentication(dg15, named, challenge, bytes)).toMatchObject(refused)
      }),
      { numRuns: 30 },
    )
    for (const bytes of [new Uint8Array(), new Uint8Array(64), good.subarray(1), concatBytes(good, good)])
      expect(verifyActiveAuthentication(dg15, named, challenge, bytes)).toMatchObject(refused)
  })

  it('an algorithm that we do not have is unsupported, whatever arcs it has', () => {
    for (const named of ['0.4.0.127.0.7.1.1.4.1.6', '1.2.840.113549.1.1.11', '2.999.1'])
      expect(verifyActiveAuthentication(dg15, dg14Naming(named), challenge, plain('SHA-256'))).toMatchObject({
        ok: false,
        error: { tag: 'AccessUnsupported' },
      })
  })
})

describe('RSA, ISO/IEC 9796-2', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const dg15Of = (key: KeyObject) => tlv(0x6f, new Uint8Array(key.export({ format: 'der', type: 'spki' })))
  const dg15 = dg15Of(publicKey)
  const rawSign = (key: KeyObject, representative: Uint8Array) =>
    new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, representative))

  /** What a chip signs: `6A ‖ M1 ‖ H(M1 ‖ challenge) ‖ trailer`; more of it in active-authentication-rsa.test.ts. */
  function representative(length: number, name: HashName, trailer: string) {
    const end = hexToBytes(trailer)
    const m1 = randomBytes(length - 1 - hash(name).length - end.length)
    return concatBytes(Uint8Array.of(0x6a), m1, hash(name, m1, challenge), end)
  }
  const verdict = (signature: Uint8Array, key = dg15) =>
    verifyActiveAuthentication(key, undefined, challenge, signature)

  it('gives algorithm and bits, and does not care what DG14 says', () => {
    const signature = rawSign(privateKey, representative(256, 'SHA-512', '35cc'))
    const outcome = { ok: true, value: { algorithm: 'ISO/IEC 9796-2 RSA SHA-512', bits: 2048 } }
    expect(verdict(signature)).toEqual(outcome)
    expect(verifyActiveAuthentication(dg15, dg14Naming('2.999.1'), challenge, signature)).toEqual(outcome)
    expect(verifyActiveAuthentication(dg15, undefined, randomBytes(8), signature)).toMatchObject(refused)
  })

  it('refuses the signature of another key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    expect(verdict(rawSign(other, representative(256, 'SHA-1', 'bc')))).toMatchObject(refused)
  })

  it('any changed bit is refused', () => {
    const good = rawSign(privateKey, representative(256, 'SHA-256', '34cc'))
    fc.assert(
      fc.property(fc.nat(2047), bit => {
        const bytes = good.slice()
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(verdict(bytes)).toMatchObject(refused)
      }),
      { numRuns: 30 },
    )
  })

  it('BSI TR-03105-5 reference set: RSA-1024 with the real key of the chip', ctx => {
    const folder = '../shared/vectors/bsi-tr03105-5-reference'
    if (!existsSync(folder)) return ctx.skip(`${folder} is not there`)
    const key = createPrivateKey({ key: readFileSync(`${folder}/DG15_sk.pkcs8`), format: 'der', type: 'pkcs8' })
    const chipDg15 = new Uint8Array(readFileSync(`${folder}/Datagroup15.bin`))
    const signature = rawSign(key, representative(128, 'SHA-1', 'bc'))
    expect(verdict(signature, chipDg15)).toEqual({
      ok: true,
      value: { algorithm: 'ISO/IEC 9796-2 RSA SHA-1', bits: 1024 },
    })
  })
})

it('no DG15, DG14 or answer makes it throw', () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' })
  const dg15 = tlv(0x6f, new Uint8Array(key))
  const bytes = fc.uint8Array({ maxLength: 80 })
  fc.assert(
    fc.property(bytes, bytes, fc.nat(dg15.length - 1), fc.nat(255), (dg14, response, at, byte) => {
      const changed = dg15.slice()
      changed[at] = byte
      expect(verifyActiveAuthentication(changed, undefined, challenge, response).ok).toBe(false)
      expect(verifyActiveAuthentication(dg15, dg14, challenge, response).ok).toBe(false)
      expect(parseDg15(response).ok).toBe(false)
    }),
  )
})
