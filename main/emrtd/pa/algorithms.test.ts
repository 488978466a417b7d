import { existsSync, readdirSync } from 'node:fs'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import {
  algorithmNames,
  authorityWith,
  type CountrySignature,
  signatureOf,
} from '../../../fixtures/country/algorithm-authority.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import type { HashName } from '../../crypto/hash.ts'
import { verifySod } from '../lds/sod.ts'
import { isSignedBy, parseCertificate } from './certificate.ts'

const vectors = new URL('../../../../shared/vectors/self-mock-certs/', import.meta.url)
const there = existsSync(vectors)

/** What the desk says of a file: the failure, or the algorithm and whether the CSCA issued the signer. */
function answerOf(file: Uint8Array, csca: Uint8Array): string {
  const verified = verifySod(file)
  if (!verified.ok) return verified.error.tag
  const issuer = parseCertificate(csca)
  return issuer.ok && isSignedBy(verified.value.signer, issuer.value) ? verified.value.algorithm : 'not issued'
}

/** The file with one bit changed behind the only, or the last, place of some bytes. */
function flipped(file: Uint8Array, part: Uint8Array, at: number): Uint8Array {
  const from = Buffer.from(file).lastIndexOf(part)
  if (from < 0) throw new Error('part not found')
  return file.map((byte, i) => (i === from + at ? byte ^ 0x04 : byte))
}

const object = (hash: HashName) => encodeLdsSecurityObject(new Map([[1, new Uint8Array(95).fill(0x41)]]), hash)

function twins(signature: CountrySignature) {
  const { csca, signer } = authorityWith(signature)
  const content = object(signature.hash)
  const sod = encodeSod(content, signer, '2024-05-10', { digest: signature.hash })
  const attribute = Buffer.from('06092a864886f70d010904', 'hex')
  return {
    csca,
    sod,
    changed: {
      content: flipped(sod, content, content.length - 1),
      attributes: flipped(sod, attribute, attribute.length + 8),
      signature: sod.map((byte, i) => (i === sod.length - 9 ? byte ^ 0x04 : byte)),
      certificate: flipped(sod, signer.certificate, signer.certificate.length - 9),
      key: flipped(sod, keyBytes(signer.certificate), 9),
    },
  }
}

/** The modulus or the point as it stands in the certificate. */
function keyBytes(certificate: Uint8Array): Uint8Array {
  const parsed = parseCertificate(certificate)
  if (!parsed.ok || !parsed.value.publicKey.ok) throw new Error('no key')
  const key = parsed.value.publicKey.value
  const hex = key.kind === 'rsa' ? key.modulus.toString(16) : bytesToHex(key.point.toBytes(false))
  return Buffer.from(hex, 'hex')
}

const boringssl = 'boringssl' in process.versions

function expectHolds(signature: CountrySignature, words: string) {
  const { csca, sod, changed } = twins(signature)
  expect(answerOf(sod, csca)).toBe(words)
  for (const file of Object.values(changed)) expect(answerOf(file, csca)).not.toBe(words)
}

describe('the invented country signs with every algorithm that states have used', () => {
  it.skipIf(!there)(
    `all those of the mock certificates${there ? '' : ' (skipped: ../shared/vectors is absent)'}`,
    () => {
      expect(readdirSync(vectors).sort()).toEqual([...algorithmNames])
    },
  )

  it.each(algorithmNames)('%s: verifies under its CSCA, one bit changed it does not', { timeout: 30_000 }, name => {
    const { csca, sod, changed } = twins(signatureOf(name))
    const words = answerOf(sod, csca)
    expect(words.split(' ').slice(0, 2).join(' ')).toMatch(/^(ECDSA (P-|brainpoolP)\d+|RSA(-PSS)? \d{4})/)
    expect(words).toContain(` SHA-${/^sha(\d+)_/.exec(name)?.[1]}`)
    const answers = Object.fromEntries(Object.entries(changed).map(([part, file]) => [part, answerOf(file, csca)]))
    expect(answers).toEqual({
      content: 'signed-hash-wrong',
      attributes: 'signature-wrong',
      signature: 'signature-wrong',
      certificate: 'not issued',
      // A point that was changed is on no curve.
      key: name.includes('ecdsa') ? 'malformed' : 'signature-wrong',
    })
  })

  it.each<[string, CountrySignature, string]>([
    [
      'plain',
      { kind: 'ecdsa', curve: 'brainpoolP256r1', hash: 'SHA-256', form: 'plain' },
      'ECDSA brainpoolP256r1 SHA-256',
    ],
    ['plain, P-521', { kind: 'ecdsa', curve: 'P-521', hash: 'SHA-512', form: 'plain' }, 'ECDSA P-521 SHA-512'],
    ['specified', { kind: 'ecdsa', curve: 'P-256', hash: 'SHA-384', form: 'specified' }, 'ECDSA P-256 SHA-384'],
    [
      'named curve',
      { kind: 'ecdsa', curve: 'P-384', hash: 'SHA-384', domainParameters: 'named' },
      'ECDSA P-384 SHA-384',
    ],
    [
      'PSS without salt',
      { kind: 'rsa', padding: 'pss', bits: 3072, exponent: 65537, hash: 'SHA-256', saltLength: 0 },
      'RSA-PSS 3072 SHA-256 salt 0',
    ],
  ])('%s: verifies, one bit changed it does not', { timeout: 30_000 }, (_, signature, words) => {
    expectHolds(signature, words)
  })

  it.skipIf(boringssl)(
    `PSS, MGF1 with another hash, odd salt: verifies, one bit changed it does not${boringssl ? ' (skipped: BoringSSL signs none)' : ''}`,
    { timeout: 30_000 },
    () => {
      expectHolds(
        { kind: 'rsa', padding: 'pss', bits: 2048, exponent: 65537, hash: 'SHA-512', mgfHash: 'SHA-1', saltLength: 11 },
        'RSA-PSS 2048 SHA-512 MGF1 SHA-1 salt 11',
      )
    },
  )
})
