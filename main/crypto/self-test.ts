import { createPublicKey, verify } from 'node:crypto'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, decryptCbc, encryptCbc } from './block-cipher.ts'
import { curveByName, ecdsaVerify, encodePoint } from './curves.ts'
import { finiteFieldGroup } from './finite-field-groups.ts'
import { hash } from './hash.ts'
import {
  answeredKey,
  cipherAnswers,
  curveAnswers,
  ed25519Answer,
  finiteFieldAnswers,
  hashAnswers,
  keyPairs,
  macAnswers,
  rsaAnswer,
} from './known-answers.ts'
import { mac } from './mac.ts'
import { randomBytes } from './random.ts'
import { type RsaPublicKey, rsaPublicKey, rsaPublicOperation, verifyRsaPkcs1, verifyRsaPss } from './rsa.ts'

export interface SelfTestResult {
  /** The primitive, e.g. `AES-192-CBC`. */
  readonly name: string
  readonly ok: boolean
  /** What went wrong: the error of the crypto library, or that the result is another. */
  readonly detail?: string
}

/**
 * Known-answer test of every primitive that the product uses, at start-up and by `doctor`: node:crypto is OpenSSL here and BoringSSL in
 * Electron, and what one of them lacks shows only when it is used. Takes about 100 ms, half of it for the tables of the two curves in daily
 * use, which the first read then finds ready; never throws.
 */
export const cryptoSelfTest = (): SelfTestResult[] => [
  ...hashAnswers.map(([name, digest]) => run(name, () => bytesToHex(hash(name, utf8ToBytes('abc'))) === digest)),
  ...cipherAnswers.map(([name, key, iv, plain, encrypted]) =>
    run(`${name}-CBC`, () => roundTrip(name, key, iv, plain, encrypted)),
  ),
  ...macAnswers.map(([label, cipher, key, message, expected]) =>
    run(label, () => bytesToHex(mac(cipher, hexToBytes(key), hexToBytes(message))) === expected),
  ),
  ...curveAnswers.map(([name, answer]) =>
    run(`EC ${name}`, () => {
      const { BASE } = curveByName(name).Point
      // Of twice the generator, since for the generator itself noble first computes large tables.
      return shortDigest(encodePoint(BASE.double().multiplyUnsafe(answeredKey / 2n))) === answer
    }),
  ),
  ...finiteFieldAnswers.map(([name, answer]) =>
    run(`DH ${name}`, () => {
      const group = finiteFieldGroup(name)
      return shortDigest(group.encode(group.multiply(group.generator, answeredKey))) === answer
    }),
  ),
  ...keyPairs.map(([name, privateKey, publicKey]) =>
    run(
      `EC key ${name}`,
      () => bytesToHex(encodePoint(curveByName(name).Point.BASE.multiply(privateKey))) === publicKey,
    ),
  ),
  run('ECDSA', verifiesEcdsa),
  run('RSA raw', () => {
    const recovered = rsaPublicOperation(rsaKey(), hexToBytes(rsaAnswer.pkcs1))
    return recovered?.[1] === 1 && recovered.at(-33) === 0x20
  }),
  run('RSA PKCS#1', () =>
    onlyFor('abc', text => verifyRsaPkcs1(rsaKey(), 'SHA-256', utf8ToBytes(text), hexToBytes(rsaAnswer.pkcs1))),
  ),
  run('RSA PSS', () => {
    const pss = { hash: 'SHA-256', mgfHash: 'SHA-256', saltLength: 32 } as const
    return onlyFor('abc', text => verifyRsaPss(rsaKey(), pss, utf8ToBytes(text), hexToBytes(rsaAnswer.pss)))
  }),
  run('Ed25519', verifiesEd25519),
  run('random', () => new Set([...randomBytes(64)]).size > 16),
]

function run(name: string, test: () => boolean): SelfTestResult {
  try {
    return test() ? { name, ok: true } : { name, ok: false, detail: 'wrong result' }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

function roundTrip(name: BlockCipher, key: string, iv: string, plain: string, encrypted: string): boolean {
  const [k, i, p, e] = [hexToBytes(key), hexToBytes(iv), hexToBytes(plain), hexToBytes(encrypted)]
  return bytesToHex(encryptCbc(name, k, i, p)) === encrypted && bytesToHex(decryptCbc(name, k, i, e)) === plain
}

const shortDigest = (bytes: Uint8Array) => bytesToHex(hash('SHA-256', bytes).subarray(0, 16))

/** A verification that says yes to everything is no verification. */
const onlyFor = (text: string, verifies: (text: string) => boolean) => verifies(text) && !verifies(`${text}.`)

/** RFC 6979 A.2.5, SHA-256 of "sample". */
function verifiesEcdsa(): boolean {
  const [[, privateKey] = ['P-256', 1n]] = keyPairs
  const curve = curveByName('P-256')
  const publicPoint = curve.Point.BASE.multiply(privateKey)
  const signature = {
    r: 0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
    s: 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
  }
  return onlyFor('sample', text => ecdsaVerify(curve, publicPoint, hash('SHA-256', utf8ToBytes(text)), signature))
}

function rsaKey(): RsaPublicKey {
  const key = rsaPublicKey(hexToBytes(rsaAnswer.modulus), Uint8Array.of(1, 0, 1))
  if (!key) throw new Error('key refused')
  return key
}

/** The register signs its answers so. */
function verifiesEd25519(): boolean {
  const { publicKey, message, signature } = ed25519Answer
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return (
    verify(null, hexToBytes(message), key, hexToBytes(signature)) &&
    !verify(null, hexToBytes('73'), key, hexToBytes(signature))
  )
}
