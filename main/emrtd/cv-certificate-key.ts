import { type Curve, curveByParameters, decodePoint } from '../crypto/curves.ts'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { type RsaPublicKey, rsaPublicKey } from '../crypto/rsa.ts'
import type { PublicKey, SignatureScheme } from '../crypto/signature.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { encodeOid } from './object-identifier.ts'
import { unsignedOf } from './pa/ber-element.ts'
import { fail, ok, type Result } from './result.ts'
import { protocolOids } from './security-protocol.ts'
import type { Tlv } from './tlv.ts'

/** Public key of a card verifiable certificate with the algorithm by which its holder signs (TR-03110-3 D.3). */
export type CvPublicKey = CvAlgorithm &
  (
    | { readonly kind: 'rsa'; readonly key: RsaPublicKey }
    /** Without a curve the domain parameters are those of the issuing CVCA. The point is not examined before its curve is known. */
    | { readonly kind: 'ec'; readonly curve?: Curve; readonly point: Uint8Array }
  )

interface CvAlgorithm {
  /** E.g. `id-TA-ECDSA-SHA-256`. */
  readonly algorithm: string
  readonly scheme: SignatureScheme
}

const pss = (name: HashName): SignatureScheme => ({
  kind: 'rsa-pss',
  hash: name,
  mgfHash: name,
  saltLength: hash(name).length,
})
const rsaAlgorithms: readonly (readonly [string, SignatureScheme])[] = [
  ['v1-5-SHA-1', { kind: 'rsa-pkcs1', hash: 'SHA-1' }],
  ['v1-5-SHA-256', { kind: 'rsa-pkcs1', hash: 'SHA-256' }],
  ['PSS-SHA-1', pss('SHA-1')],
  ['PSS-SHA-256', pss('SHA-256')],
  ['v1-5-SHA-512', { kind: 'rsa-pkcs1', hash: 'SHA-512' }],
  ['PSS-SHA-512', pss('SHA-512')],
]

const keyOf = (contents: Uint8Array) => contents.join('.')
/** Algorithms of TR-03110-3 A.6.3 and A.6.4 by the contents of their object identifiers. */
const algorithms = new Map<string, CvAlgorithm>([
  ...rsaAlgorithms.map(
    ([name, scheme], i) =>
      [
        keyOf(encodeOid(`${protocolOids.terminalAuthentication}.1.${i + 1}`)),
        { algorithm: `id-TA-RSA-${name}`, scheme },
      ] as const,
  ),
  ...hashNames.map(
    (name, i) =>
      [
        keyOf(encodeOid(`${protocolOids.terminalAuthentication}.2.${i + 1}`)),
        { algorithm: `id-TA-ECDSA-${name}`, scheme: { kind: 'ecdsa', hash: name, form: 'plain' } },
      ] as const,
  ),
])

const malformed = (message: string) => fail<EmrtdError>({ tag: 'ProtocolTlv', message: `CV public key: ${message}` })
const unsupported = (message: string) => fail<EmrtdError>({ tag: 'AccessUnsupported', message })

/**
 * Reads the data objects of a public key `7F49`: an RSA key is `06 81 82`, an EC key `06 86` or, with domain parameters, `06 81…87`. Errors:
 * `ProtocolTlv`; `AccessUnsupported` for an algorithm, RSA key or curve that we do not have.
 */
export function readCvPublicKey([identifier, ...members]: readonly Tlv[]): Result<CvPublicKey, EmrtdError> {
  if (identifier?.tag !== 0x06) return malformed('no object identifier')
  const algorithm = algorithms.get(keyOf(identifier.value))
  if (!algorithm) return unsupported('signature algorithm of terminal authentication')
  const tags = members.map(member => member.tag.toString(16)).join(' ')
  const values = members.map(member => member.value)
  if (algorithm.scheme.kind !== 'ecdsa')
    return tags === '81 82' ? readRsaKey(algorithm, values) : malformed(`RSA ${tags}`)
  if (tags === '86') return readPoint(algorithm, values[0])
  if (tags !== '81 82 83 84 85 86 87') return malformed(`EC ${tags}`)
  const [p, a, b, generator, n, point, h] = values
  const curve = readDomainParameters([p, a, b, n, h], generator)
  return curve ? readPoint(algorithm, point, curve) : unsupported('elliptic curve of a CV certificate')
}

function readRsaKey(algorithm: CvAlgorithm, values: readonly Uint8Array[]): Result<CvPublicKey, EmrtdError> {
  const [modulus = new Uint8Array(), exponent = new Uint8Array()] = values
  const key = rsaPublicKey(modulus, exponent)
  return key ? ok({ ...algorithm, kind: 'rsa', key }) : unsupported('RSA key of a CV certificate')
}

function readPoint(
  algorithm: CvAlgorithm,
  point: Uint8Array = new Uint8Array(),
  curve?: Curve,
): Result<CvPublicKey, EmrtdError> {
  if (curve && !decodePoint(curve, point).ok) return malformed(`no point of ${curve.name}`)
  return point[0] === 0x04 && point.length % 2 === 1 && point.length <= 133
    ? ok({ ...algorithm, kind: 'ec', point, ...(curve && { curve }) })
    : malformed('point not in uncompressed form')
}

/** A curve is known by all of its parameters together, the generator too (see `curveByParameters`). */
function readDomainParameters(
  numbers: readonly (Uint8Array | undefined)[],
  generator: Uint8Array = new Uint8Array(),
): Curve | undefined {
  const half = (generator.length - 1) / 2
  if (generator[0] !== 0x04) return undefined
  const coordinates = [generator.subarray(1, 1 + half), generator.subarray(1 + half)]
  const [p, a, b, n, h, gx, gy] = [...numbers, ...coordinates].map(unsignedOf)
  if (p === undefined || a === undefined || b === undefined || n === undefined || h === undefined) return undefined
  return gx === undefined || gy === undefined ? undefined : curveByParameters({ p, a, b, n, h, gx, gy })
}

/**
 * The key for verifying, on its own curve or the inherited one. Undefined if the curve is nowhere named or the point is not on it.
 * @param inherited curve of the CVCA that the chain begins with
 */
export function verifyingKey(publicKey: CvPublicKey, inherited: Curve | undefined): PublicKey | undefined {
  if (publicKey.kind === 'rsa') return publicKey.key
  const curve = publicKey.curve ?? inherited
  if (!curve) return undefined
  const point = decodePoint(curve, publicKey.point)
  return point.ok ? { kind: 'ec', curve, point: point.value } : undefined
}
