import {
  ecdsa,
  type WeierstrassPoint,
  type WeierstrassPointCons,
  weierstrass,
} from '@noble/curves/abstract/weierstrass.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { CHash } from '@noble/hashes/utils.js'
import { type CurveName, type CurveParameters, curveNames, namedCurves } from './curve-parameters.ts'

export { type CurveName, type CurveParameters, curveNames }

/** A point of one of the curves; only points of the same curve may be combined. */
export type CurvePoint = WeierstrassPoint<bigint>

/** A standardized curve with its arithmetic. All elliptic curve work is done by noble: Electron's BoringSSL has no brainpool. */
export interface Curve {
  readonly name: CurveName
  /** Dotted object identifier. */
  readonly oid: string
  /** Bytes of a field element; an uncompressed point has 1 + 2 × byteLength. */
  readonly byteLength: number
  readonly parameters: CurveParameters
  readonly Point: WeierstrassPointCons<bigint>
}

/** Why bytes are no point of the curve. Fits `EmrtdError`, which this layer does not know. */
interface PointError {
  readonly tag: 'ProtocolValue'
  readonly message: string
}
type PointResult =
  | { readonly ok: true; readonly value: CurvePoint }
  | { readonly ok: false; readonly error: PointError }

const made = new Map<CurveName, Curve>()

/** The curve of that name; its arithmetic is set up at first use. */
export function curveByName(name: CurveName): Curve {
  const known = made.get(name)
  if (known) return known
  const { oid, ...rest } = namedCurves[name]
  const parameters = { ...rest, h: 1n }
  const { p, a, b, n, h, gx: Gx, gy: Gy } = parameters
  const byteLength = Math.ceil(p.toString(2).length / 8)
  const curve: Curve = { name, oid, byteLength, parameters, Point: weierstrass({ p, a, b, n, h, Gx, Gy }) }
  made.set(name, curve)
  return curve
}

/** The curve with that dotted OID; undefined if it is none of ours. */
export function curveByOid(oid: string): Curve | undefined {
  const name = curveNames.find(each => namedCurves[each].oid === oid)
  return name && curveByName(name)
}

/**
 * The standardized curve that has exactly these explicit parameters. Everything is compared, the generator too: a chosen
 * generator lets anybody make a private key for a given public key (CVE-2020-0601). Anything else is undefined.
 */
export function curveByParameters(given: Omit<CurveParameters, 'h'> & { readonly h?: bigint }): Curve | undefined {
  if (given.h !== undefined && given.h !== 1n) return undefined
  const fields = ['p', 'a', 'b', 'gx', 'gy', 'n'] as const
  const name = curveNames.find(each => fields.every(field => namedCurves[each][field] === given[field]))
  return name && curveByName(name)
}

/**
 * Decodes an uncompressed point `04‖x‖y` (TR-03111 §3.2.1): right length, coordinates below p, on the curve. Infinity, compressed
 * and hybrid forms are errors.
 */
export function decodePoint(curve: Curve, bytes: Uint8Array): PointResult {
  const invalid = (message: string): PointResult => ({ ok: false, error: { tag: 'ProtocolValue', message } })
  if (bytes.length !== 1 + 2 * curve.byteLength) return invalid(`point of ${bytes.length} bytes on ${curve.name}`)
  if (bytes[0] !== 0x04) return invalid('point not in uncompressed form')
  const x = bytesToNumberBE(bytes.subarray(1, 1 + curve.byteLength))
  const y = bytesToNumberBE(bytes.subarray(1 + curve.byteLength))
  const { p, a, b } = curve.parameters
  if (x >= p || y >= p) return invalid('point coordinate not below the prime')
  if ((y * y - (x * x * x + a * x + b)) % p !== 0n) return invalid(`point not on ${curve.name}`)
  return { ok: true, value: curve.Point.fromAffine({ x, y }) }
}

/** Uncompressed form `04‖x‖y`. The point must not be infinity. */
export const encodePoint = (point: CurvePoint): Uint8Array => point.toBytes(false)

/** Bits of the digest that count, as a number below n: the leftmost ones, X9.62 §7.3 (FIPS 186-4 §6.4). */
function digestNumber(digest: Uint8Array, n: bigint): bigint {
  const surplus = digest.length * 8 - n.toString(2).length
  const value = bytesToNumberBE(digest)
  return (surplus > 0 ? value >> BigInt(surplus) : value) % n
}

/**
 * Verifies ECDSA (TR-03111 §4.2.1.2) over an already computed digest. Both values of s are accepted, as issuers and chips
 * produce both. False for r or s out of 1…n−1; never throws. The point must come from `decodePoint`.
 */
export function ecdsaVerify(
  curve: Curve,
  publicPoint: CurvePoint,
  digest: Uint8Array,
  { r, s }: { readonly r: bigint; readonly s: bigint },
): boolean {
  const { n } = curve.parameters
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false
  const w = curve.Point.Fn.inv(s)
  const u1 = (digestNumber(digest, n) * w) % n
  const sum = curve.Point.BASE.mulAddUnsafe(u1, publicPoint, (r * w) % n)
  return !sum.is0() && sum.x % n === r
}

const hashOfLength: Readonly<Record<number, CHash>> = {
  20: sha1,
  28: sha224,
  32: sha256,
  48: sha384,
  64: sha512,
}

/**
 * Signs an already computed digest, deterministic by RFC 6979 with the hash of the digest's length. For the invented country
 * and chips. Throws on a private key out of 1…n−1 or a digest length that no SHA has.
 */
export function ecdsaSign(curve: Curve, privateKey: bigint, digest: Uint8Array): { r: bigint; s: bigint } {
  const hash = hashOfLength[digest.length]
  if (!hash) throw new Error(`no hash gives ${digest.length} bytes`)
  const scheme = ecdsa(curve.Point, hash, { lowS: false })
  const bytes = scheme.sign(digest, curve.Point.Fn.toBytes(privateKey), { prehash: false, lowS: false })
  const { r, s } = scheme.Signature.fromBytes(bytes)
  return { r, s }
}
