import { pow } from '@noble/curves/abstract/modular.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type HashName, hash } from './hash.ts'

/** An RSA public key as its bare numbers; made by `rsaPublicKey`, whatever its SPKI said about padding. */
export interface RsaPublicKey {
  readonly kind: 'rsa'
  /** Bits of the modulus. */
  readonly bits: number
  readonly modulus: bigint
  readonly exponent: bigint
}

/**
 * Builds a key from modulus and exponent, unsigned big-endian, leading zeros allowed. Undefined for a modulus under 1024 or over
 * 8192 bits or even, and for an exponent that is even, 1, or over 64 bits.
 */
export function rsaPublicKey(modulus: Uint8Array, exponent: Uint8Array): RsaPublicKey | undefined {
  const n = unsigned(modulus)
  const e = unsigned(exponent)
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24
  if (bits < 1024 || bits > 8192 || !odd(n) || !odd(e) || e.length > 8 || (e.length === 1 && e[0] === 1))
    return undefined
  return { kind: 'rsa', bits, modulus: bytesToNumberBE(n), exponent: bytesToNumberBE(e) }
}

/**
 * RSAVP1 (RFC 8017 §5.2.2): signature to message representative, as long as the modulus. Undefined if it does not fit the key. In plain
 * numbers, as nothing here is secret: BoringSSL refuses exponents over 33 bits, so that the same card would be genuine under Node and
 * forged under Electron.
 */
export function rsaPublicOperation(
  { modulus, exponent, bits }: RsaPublicKey,
  signature: Uint8Array,
): Uint8Array | undefined {
  const length = Math.ceil(bits / 8)
  if (signature.length !== length) return undefined
  const value = bytesToNumberBE(signature)
  return value < modulus ? numberToBytesBE(pow(value, exponent, modulus), length) : undefined
}

/** DigestInfo up to the digest (RFC 8017 §9.2 note 1), and the length of the digest. */
const hashes: Readonly<Record<HashName, { readonly prefix: string; readonly length: number }>> = {
  'SHA-1': { prefix: '3021300906052b0e03021a05000414', length: 20 },
  'SHA-224': { prefix: '302d300d06096086480165030402040500041c', length: 28 },
  'SHA-256': { prefix: '3031300d060960864801650304020105000420', length: 32 },
  'SHA-384': { prefix: '3041300d060960864801650304020205000430', length: 48 },
  'SHA-512': { prefix: '3051300d060960864801650304020305000440', length: 64 },
}

/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): the whole encoding is made and compared, never parsed. */
export function verifyRsaPkcs1(
  key: RsaPublicKey,
  hashName: HashName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const encoded = rsaPublicOperation(key, signature)
  if (!encoded) return false
  const info = concatBytes(hexToBytes(hashes[hashName].prefix), hash(hashName, data))
  const padding = encoded.length - info.length - 3
  if (padding < 8) return false
  return equal(encoded, concatBytes(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), info))
}

/** Parameters of RSASSA-PSS; the trailer is always BC. */
export interface PssParameters {
  readonly hash: HashName
  readonly mgfHash: HashName
  /** Bytes of salt, any number that fits the key. */
  readonly saltLength: number
}

/** RSASSA-PSS (RFC 8017 §8.1.2, §9.1.2). Done here, since node:crypto cannot give MGF1 a hash of its own. */
export function verifyRsaPss(key: RsaPublicKey, pss: PssParameters, data: Uint8Array, signature: Uint8Array): boolean {
  const full = rsaPublicOperation(key, signature)
  if (!full) return false
  const emBits = key.bits - 1
  const encoded = full.subarray(full.length - Math.ceil(emBits / 8))
  if (full.length > encoded.length && full[0] !== 0) return false
  const digestLength = hashes[pss.hash].length
  const separator = encoded.length - digestLength - pss.saltLength - 2
  if (pss.saltLength < 0 || separator < 0 || encoded.at(-1) !== 0xbc) return false

  const masked = encoded.subarray(0, encoded.length - digestLength - 1)
  const expected = encoded.subarray(masked.length, -1)
  const topMask = 0xff >> (8 * encoded.length - emBits)
  if (((masked[0] ?? 0) & ~topMask) !== 0) return false
  const block = xor(masked, mgf1(expected, masked.length, pss.mgfHash))
  block[0] = (block[0] ?? 0) & topMask
  if (block.subarray(0, separator).some(byte => byte !== 0) || block[separator] !== 1) return false
  return equal(expected, hash(pss.hash, new Uint8Array(8), hash(pss.hash, data), block.subarray(separator + 1)))
}

/** MGF1 (RFC 8017 §B.2.1). */
function mgf1(seed: Uint8Array, length: number, hashName: HashName): Uint8Array {
  const parts: Uint8Array[] = []
  for (let counter = 0; counter * hashes[hashName].length < length; counter++)
    parts.push(hash(hashName, seed, Uint8Array.of(0, 0, counter >> 8, counter & 0xff)))
  return concatBytes(...parts).subarray(0, length)
}

const xor = (a: Uint8Array, b: Uint8Array) => a.map((byte, i) => byte ^ (b[i] ?? 0))
const odd = (bytes: Uint8Array) => ((bytes.at(-1) ?? 0) & 1) === 1
const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])

function unsigned(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(byte => byte !== 0)
  return first < 0 ? new Uint8Array() : bytes.subarray(first)
}
