import { bytesToNumberBE } from '@noble/curves/utils.js'
import { type Curve, type CurvePoint, ecdsaVerify } from './curves.ts'
import { type HashName, hash } from './hash.ts'
import { type PssParameters, type RsaPublicKey, verifyRsaPkcs1, verifyRsaPss } from './rsa.ts'

export interface EcPublicKey {
  readonly kind: 'ec'
  readonly curve: Curve
  readonly point: CurvePoint
}
export type PublicKey = RsaPublicKey | EcPublicKey

/** How a signature was made; `form` tells a DER SEQUENCE of r and s from the plain r‖s of TR-03111 §5.2.1. */
export type SignatureScheme =
  | { readonly kind: 'rsa-pkcs1'; readonly hash: HashName }
  | ({ readonly kind: 'rsa-pss' } & PssParameters)
  | { readonly kind: 'ecdsa'; readonly hash: HashName; readonly form: 'der' | 'plain' }

/** True if `signature` over `data` was made by the holder of `key`. A scheme that is not of the key's kind is false; never throws. */
export function verifySignature(
  key: PublicKey,
  scheme: SignatureScheme,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.kind === 'rsa') {
    if (scheme.kind === 'rsa-pkcs1') return verifyRsaPkcs1(key, scheme.hash, data, signature)
    return scheme.kind === 'rsa-pss' && verifyRsaPss(key, scheme, data, signature)
  }
  if (scheme.kind !== 'ecdsa') return false
  // Each half is as long as the order (TR-03111 §5.2.1): with zeros before it, a signature would have endlessly many encodings.
  const whole = 2 * Math.ceil(key.curve.parameters.n.toString(2).length / 8)
  if (scheme.form === 'plain' && signature.length !== whole) return false
  const values = scheme.form === 'der' ? readDerSignature(signature) : readPlainSignature(signature)
  return values !== undefined && ecdsaVerify(key.curve, key.point, hash(scheme.hash, data), values)
}

/** Words for a check's detail, e.g. `ECDSA brainpoolP256r1 SHA-256`, `RSA-PSS 2048 SHA-256 salt 32`. */
export function describeSignature(key: PublicKey, scheme: SignatureScheme): string {
  if (key.kind === 'ec') return `ECDSA ${key.curve.name} ${scheme.hash}`
  if (scheme.kind !== 'rsa-pss') return `RSA ${key.bits} ${scheme.hash}`
  const mgf = scheme.mgfHash === scheme.hash ? '' : ` MGF1 ${scheme.mgfHash}`
  return `RSA-PSS ${key.bits} ${scheme.hash}${mgf} salt ${scheme.saltLength}`
}

interface EcdsaValues {
  readonly r: bigint
  readonly s: bigint
}

/** Ecdsa-Sig-Value (RFC 3279 §2.2.3) in strict DER: one encoding for each pair, nothing after it. */
export function readDerSignature(bytes: Uint8Array): EcdsaValues | undefined {
  const body = readDer(bytes, 0, 0x30)
  if (!body || body.end !== bytes.length) return undefined
  const r = readDer(bytes, body.start, 0x02)
  const s = r && readDer(bytes, r.end, 0x02)
  if (!s || s.end !== body.end) return undefined
  const [first, second] = [positive(bytes.subarray(r.start, r.end)), positive(bytes.subarray(s.start, s.end))]
  return first === undefined || second === undefined ? undefined : { r: first, s: second }
}

/** r‖s of equal length. */
export function readPlainSignature(bytes: Uint8Array): EcdsaValues | undefined {
  if (bytes.length === 0 || bytes.length % 2 !== 0) return undefined
  const half = bytes.length / 2
  return { r: bytesToNumberBE(bytes.subarray(0, half)), s: bytesToNumberBE(bytes.subarray(half)) }
}

function readDer(bytes: Uint8Array, at: number, tag: number): { start: number; end: number } | undefined {
  const [found, first, second] = bytes.subarray(at, at + 3)
  if (found !== tag || first === undefined) return undefined
  const long = first === 0x81 && second !== undefined && second >= 0x80
  if (first >= 0x80 && !long) return undefined
  const start = at + (long ? 3 : 2)
  const end = start + (long ? (second ?? 0) : first)
  return end <= bytes.length ? { start, end } : undefined
}

function positive(content: Uint8Array): bigint | undefined {
  const [first, second = 0] = content
  if (first === undefined || first >= 0x80) return undefined
  if (first === 0 && content.length > 1 && second < 0x80) return undefined
  return bytesToNumberBE(content)
}
