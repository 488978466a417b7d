import { constants, generateKeyPairSync, type KeyObject, privateEncrypt, publicDecrypt, sign } from 'node:crypto'
import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vectors/rsa-signatures.json' with { type: 'json' }
import type { HashName } from './hash.ts'
import { rsaPublicKey, verifyRsaPkcs1, verifyRsaPss } from './rsa.ts'
import { type SignatureScheme, verifySignature } from './signature.ts'

// The counterpart is the library of the runtime, which signs. BoringSSL makes no keys of odd sizes and none for RSASSA-PSS alone, so those
// are signatures that OpenSSL made once.
const boringssl = 'boringssl' in process.versions
const openssl = it.skipIf(boringssl)
const skipped = boringssl ? ' (skipped: BoringSSL makes no such key)' : ''
const data = new TextEncoder().encode('EF.SOD')
const hashes = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const
const opensslName = (name: HashName) => name.replace('-', '').toLowerCase()

function publicKeyOf(key: KeyObject) {
  const { n = '', e = '' } = key.export({ format: 'jwk' })
  const made = rsaPublicKey(new Uint8Array(Buffer.from(n, 'base64url')), new Uint8Array(Buffer.from(e, 'base64url')))
  if (!made) throw new Error('key refused')
  return made
}
const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

describe('RSA', () => {
  it.each(
    vectors.signatures.map(({ bits, exponent, scheme, ...rest }) => ({
      name: `${bits} bits, exponent ${exponent}, ${JSON.stringify(scheme)}`,
      exponent,
      scheme: scheme as SignatureScheme,
      ...rest,
    })),
  )('verifies the stored signature of $name', ({ modulus, exponent, scheme, signature }) => {
    const key = rsaPublicKey(hexToBytes(modulus), hexToBytes(exponent))
    if (!key) throw new Error('key refused')
    const bytes = hexToBytes(signature)
    expect(verifySignature(key, scheme, data, bytes)).toBe(true)
    expect(verifySignature(key, scheme, flipped(data, 0), bytes)).toBe(false)
    expect(verifySignature(key, scheme, data, flipped(bytes, 40))).toBe(false)
    expect(verifySignature({ ...key, exponent: 3n }, scheme, data, bytes)).toBe(false)
  })

  it.each(boringssl ? [1024, 2048] : [1024, 1025, 1031, 2048])(
    'verifies what the runtime signed with %i bits, PKCS#1 v1.5',
    bits => {
      const pair = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: bits === 2048 ? 3 : 65537 })
      const key = publicKeyOf(pair.publicKey)
      expect(key.bits).toBe(bits)
      for (const hash of hashes) {
        const signature = new Uint8Array(sign(opensslName(hash), data, pair.privateKey))
        expect(verifyRsaPkcs1(key, hash, data, signature)).toBe(true)
        expect(verifyRsaPkcs1(key, hash, flipped(data, 0), signature)).toBe(false)
        expect(verifyRsaPkcs1(key, hash, data, flipped(signature, 40))).toBe(false)
        expect(verifyRsaPkcs1(key, hash === 'SHA-1' ? 'SHA-256' : 'SHA-1', data, signature)).toBe(false)
        expect(verifyRsaPkcs1(key, hash, data, signature.subarray(1))).toBe(false)
      }
    },
  )

  it.each(boringssl ? [1024, 2048] : [1024, 1025, 1031, 2048])(
    'verifies what the runtime signed with %i bits, PSS of any salt',
    bits => {
      const pair = generateKeyPairSync('rsa', { modulusLength: bits })
      const key = publicKeyOf(pair.publicKey)
      for (const hash of ['SHA-1', 'SHA-256', 'SHA-384'] as const)
        for (const saltLength of [0, 1, 20, 32, 48]) {
          const padding = constants.RSA_PKCS1_PSS_PADDING
          const signature = new Uint8Array(sign(opensslName(hash), data, { key: pair.privateKey, padding, saltLength }))
          const pss = { hash, mgfHash: hash, saltLength }
          expect(verifyRsaPss(key, pss, data, signature)).toBe(true)
          expect(verifyRsaPss(key, { ...pss, saltLength: saltLength + 1 }, data, signature)).toBe(false)
          expect(verifyRsaPss(key, { ...pss, mgfHash: 'SHA-224' }, data, signature)).toBe(false)
          expect(verifyRsaPss(key, pss, flipped(data, 3), signature)).toBe(false)
          expect(verifyRsaPss(key, pss, data, flipped(signature, 77))).toBe(false)
        }
    },
  )

  it('refuses PSS with padding or a leading byte that is not as it must be', () => {
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const pss = { hash: 'SHA-256', mgfHash: 'SHA-256', saltLength: 20 } as const
    for (const bits of [1024, 1025]) {
      const pair = generateKeyPairSync('rsa', { modulusLength: bits })
      const key = publicKeyOf(pair.publicKey)
      const raw = (run: typeof publicDecrypt, from: KeyObject, bytes: Uint8Array) =>
        new Uint8Array(run({ key: from, padding: constants.RSA_NO_PADDING }, bytes))
      const encoded = raw(
        publicDecrypt,
        pair.publicKey,
        sign('sha256', data, { key: pair.privateKey, padding, saltLength: 20 }),
      )
      // The data block is masked by exclusive or: what is flipped here is flipped there.
      const separator = encoded.length - 32 - 20 - 2
      const resigned = (at: number, change: number) =>
        raw(
          privateEncrypt,
          pair.privateKey,
          encoded.map((byte, i) => (i === at ? byte ^ change : byte)),
        )
      expect(verifyRsaPss(key, pss, data, resigned(0, 0))).toBe(true)
      expect(verifyRsaPss(key, pss, data, resigned(separator, 2))).toBe(false)
      expect(verifyRsaPss(key, pss, data, resigned(separator - 1, 1))).toBe(false)
      expect(verifyRsaPss(key, pss, data, resigned(encoded.length - 1, 1))).toBe(false)
    }
  })

  openssl(`refuses PSS whose representative is longer than its encoding${skipped}`, () => {
    // 1025 bits: the encoding has 128 of 129 bytes, and the first must be 0. Some salt gives one that still fits with 1 there.
    const pair = generateKeyPairSync('rsa', { modulusLength: 1025 })
    const key = publicKeyOf(pair.publicKey)
    const pss = { hash: 'SHA-256', mgfHash: 'SHA-256', saltLength: 20 } as const
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const raw = { padding: constants.RSA_NO_PADDING }
    let tried = 0
    for (let i = 0; i < 500 && tried === 0; i++) {
      const signature = sign('sha256', data, { key: pair.privateKey, padding, saltLength: 20 })
      const encoded = publicDecrypt({ key: pair.publicKey, ...raw }, signature)
      encoded[0] = 1
      try {
        const longer = privateEncrypt({ key: pair.privateKey, ...raw }, encoded)
        tried++
        expect(verifyRsaPss(key, pss, data, new Uint8Array(longer))).toBe(false)
      } catch (error) {
        if (!String(error).includes('too large')) throw error
      }
    }
    expect(tried).toBe(1)
  })

  openssl(`verifies PSS with another hash for MGF1${skipped}`, () => {
    const pair = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha1',
    })
    const details = pair.publicKey.export({ format: 'der', type: 'spki' })
    // RSAPublicKey stands at the end: 02 82 01 01 00 n, 02 03 01 00 01.
    const n = new Uint8Array(details.subarray(-5 - 256, -5))
    const key = rsaPublicKey(n, Uint8Array.of(1, 0, 1))
    if (!key) throw new Error('key refused')
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const signature = new Uint8Array(sign('sha256', data, { key: pair.privateKey, padding, saltLength: 33 }))
    const pss = { hash: 'SHA-256', mgfHash: 'SHA-1', saltLength: 33 } as const
    expect(verifyRsaPss(key, pss, data, signature)).toBe(true)
    expect(verifyRsaPss(key, { ...pss, mgfHash: 'SHA-256' }, data, signature)).toBe(false)
  })

  it('refuses keys out of bounds and a salt that does not fit', () => {
    const n = new Uint8Array(256).fill(0xff)
    expect(rsaPublicKey(n, Uint8Array.of(1))).toBeUndefined()
    expect(rsaPublicKey(n, Uint8Array.of(4))).toBeUndefined()
    expect(rsaPublicKey(n, new Uint8Array(9).fill(1))).toBeUndefined()
    expect(rsaPublicKey(n.subarray(0, 127), Uint8Array.of(3))).toBeUndefined()
    expect(rsaPublicKey(new Uint8Array(1025).fill(0xff), Uint8Array.of(3))).toBeUndefined()
    expect(rsaPublicKey(flipped(n, 255), Uint8Array.of(3))).toBeUndefined()
    const key = rsaPublicKey(Uint8Array.of(0, 0, ...n), Uint8Array.of(3))
    expect(key?.bits).toBe(2048)
    const pss = { hash: 'SHA-512', mgfHash: 'SHA-512', saltLength: 200 } as const
    expect(key && verifyRsaPss(key, pss, data, new Uint8Array(256).fill(1))).toBe(false)
  })
})
