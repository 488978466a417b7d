import { bytesToHex } from '@noble/hashes/utils.js'
import {
  type Curve,
  type CurveName,
  curveByName,
  curveByOid,
  curveByParameters,
  curveNames,
  decodePoint,
} from '../../crypto/curves.ts'
import { type RsaPublicKey, rsaPublicKey } from '../../crypto/rsa.ts'
import type { EcPublicKey } from '../../crypto/signature.ts'
import { ok, type Result } from '../result.ts'
import { algorithmOid } from './algorithm-identifier.ts'
import {
  type BerElement,
  bitStringOf,
  integerOf,
  malformed,
  octetsOf,
  oidOf,
  readBer,
  type StructureError,
  smallIntegerOf,
  unsignedOf,
  unsupported,
} from './ber-element.ts'

const rsaOids = ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10']
export const ecPublicKey = '1.2.840.10045.2.1'
const primeField = '1.2.840.10045.1.1'

/** A key as a SubjectPublicKeyInfo gives it: an elliptic one says how it named its curve, which proves nothing and is counted. */
export type SubjectPublicKey = RsaPublicKey | (EcPublicKey & { readonly domainParameters: 'named' | 'explicit' })

/** Public key of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): RSA, also under id-RSASSA-PSS, or EC on a curve that we know. */
export function readPublicKey(info: BerElement | undefined): Result<SubjectPublicKey, StructureError> {
  const [algorithm, bits] = info?.children ?? []
  const key = bitStringOf(bits)
  const oid = algorithmOid(algorithm)
  if (info?.tag !== 0x30 || !oid || !key) return malformed('SubjectPublicKeyInfo')
  if (rsaOids.includes(oid)) return readRsa(key)
  if (oid === ecPublicKey) return readEc(algorithm?.children[1], key)
  return unsupported(`public key ${oid}`)
}

function readRsa(bytes: Uint8Array): Result<RsaPublicKey, StructureError> {
  const sequence = readBer(bytes)
  if (!sequence.ok) return sequence
  const [modulus, exponent, ...more] = sequence.value.children
  if (sequence.value.tag !== 0x30 || modulus?.tag !== 0x02 || exponent?.tag !== 0x02 || more.length > 0)
    return malformed('RSAPublicKey')
  const key = rsaPublicKey(modulus.content, exponent.content)
  return key ? ok(key) : malformed('RSA key out of bounds')
}

/** Curve of EcpkParameters (RFC 3279 §2.3.5), by name or by explicit parameters of a curve that we know. */
export const readCurve = (parameters: BerElement | undefined): Result<Curve, StructureError> =>
  parameters?.tag === 0x06 ? readNamedCurve(parameters) : readExplicitCurve(parameters)

function readEc(parameters: BerElement | undefined, bytes: Uint8Array): Result<SubjectPublicKey, StructureError> {
  const curve = readCurve(parameters)
  if (!curve.ok) return curve
  const point = decodePoint(curve.value, bytes)
  if (!point.ok) return malformed(point.error.message)
  const domainParameters = parameters?.tag === 0x06 ? 'named' : 'explicit'
  return ok({ kind: 'ec', curve: curve.value, point: point.value, domainParameters })
}

function readNamedCurve(oid: BerElement): Result<Curve, StructureError> {
  const curve = curveByOid(oidOf(oid) ?? '')
  return curve ? ok(curve) : unsupported(`elliptic curve ${oidOf(oid) ?? ''}`)
}

/** Seeds of the curves that were made from one (FIPS 186-4 D.1.2); nothing rests on a seed, and another is one that somebody made up. */
const seeds: Readonly<Partial<Record<CurveName, string>>> = {
  'P-192': '3045ae6fc8422f64ed579528d38120eae12196d5',
  'P-224': 'bd71344799d5c7fcdc45b59fa3b9ab8f6a948bc5',
  'P-256': 'c49d360886e704936a6678e1139d26b7819f7e90',
  'P-384': 'a335926aa319a27a1d00896a6773a4827acdac73',
  'P-521': 'd09e8800291cb85396cc6717393284aaa0da64ba',
}

/** A seed may be left out. Some states count unused bits in its last byte, so that only the bytes are compared. */
const seedFits = (seed: BerElement | undefined, { name }: Curve): boolean =>
  seed === undefined || (seed.tag === 0x03 && bytesToHex(seed.content.subarray(1)) === seeds[name])

/**
 * ECParameters (RFC 3279 §2.3.5): a known curve only if all of p, a, b, G, n, h and a seed agree. A known field with anything else in it
 * is no unknown curve but a forgery: whoever chooses the generator has a private key for any public key.
 */
function readExplicitCurve(parameters: BerElement | undefined): Result<Curve, StructureError> {
  const [version, field, curve, base, order, cofactor, ...more] = parameters?.children ?? []
  const [a, b] = (curve?.children ?? []).map(each => unsignedOf(octetsOf(each)))
  const [, , seed, ...beyond] = curve?.children ?? []
  const [p, n] = [integerOf(field?.children[1]), integerOf(order)]
  const h = cofactor === undefined ? 1n : integerOf(cofactor)
  const [gx, gy] = coordinates(octetsOf(base))
  const fieldType = oidOf(field?.children[0])
  if (parameters?.tag !== 0x30 || smallIntegerOf(version) !== 1 || !fieldType) return malformed('ECParameters')
  if (fieldType !== primeField) return unsupported(`field ${fieldType}`)
  if (p === undefined || n === undefined || h === undefined || a === undefined || b === undefined)
    return malformed('ECParameters')
  if (more.length > 0 || beyond.length > 0 || field?.children.length !== 2) return malformed('members of ECParameters')
  if (gx === undefined || gy === undefined) return unsupported('generator not in uncompressed form')
  const known = curveByParameters({ p, a, b, n, h, gx, gy })
  if (known && seedFits(seed, known)) return ok(known)
  const forged = curveNames.some(name => curveByName(name).parameters.p === p)
  return forged
    ? malformed('elliptic curve with the field of a known one and other parameters')
    : unsupported('elliptic curve')
}

function coordinates(generator: Uint8Array | undefined) {
  if (generator?.[0] !== 0x04 || generator.length % 2 !== 1) return []
  const half = 1 + (generator.length - 1) / 2
  return [unsignedOf(generator.subarray(1, half)), unsignedOf(generator.subarray(half))]
}
