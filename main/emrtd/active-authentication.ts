import { ecdsaVerify } from '../crypto/curves.ts'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { equal } from '../crypto/mac.ts'
import { type RsaPublicKey, rsaPublicOperation } from '../crypto/rsa.ts'
import { type EcPublicKey, type PublicKey, readDerSignature, readPlainSignature } from '../crypto/signature.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { readBer } from './pa/ber-element.ts'
import { readPublicKey } from './pa/public-key.ts'
import { fail, ok, type Result } from './result.ts'
import { parseDg14 } from './security-infos.ts'
import { readOnly } from './tlv.ts'

/** How the chip proved itself, e.g. `ECDSA brainpoolP256r1 SHA-256`, `ISO/IEC 9796-2 RSA SHA-1`; bits of the key. */
export interface ActiveAuthenticationOutcome {
  readonly algorithm: string
  readonly bits: number
}

/** Reads the key of EF.DG15 (9303-10 §4.7.15): SubjectPublicKeyInfo in tag `6F`. */
export function parseDg15(bytes: Uint8Array): Result<PublicKey, EmrtdError> {
  const outer = readOnly(bytes, 0x6f)
  if (!outer.ok) return outer
  const info = readBer(outer.value.value, 1_000)
  if (!info.ok) return fail({ tag: 'ProtocolTlv', message: `DG15: ${info.error.message}` })
  const key = readPublicKey(info.value)
  if (key.ok) return key
  return fail({ tag: key.error.tag === 'malformed' ? 'ChipHostile' : 'AccessUnsupported', message: key.error.message })
}

/**
 * Verifies the answer to INTERNAL AUTHENTICATE (9303-11 §6.1). Whether DG15 itself is genuine is another question.
 * @param dg14 names the hash for an EC key; without it, or if it names none, each hash is tried
 * @param challenge the 8 fresh random bytes sent
 * @returns how it was signed. Errors: `ChipRefused` for a wrong signature; `ChipHostile` for a key that is none; `AccessUnsupported` for an
 * algorithm that we do not have; `ProtocolTlv`.
 */
export function verifyActiveAuthentication(
  dg15: Uint8Array,
  dg14: Uint8Array | undefined,
  challenge: Uint8Array,
  response: Uint8Array,
): Result<ActiveAuthenticationOutcome, EmrtdError> {
  const key = parseDg15(dg15)
  if (!key.ok) return key
  if (key.value.kind === 'rsa') return verifyRsa(key.value, challenge, response)
  const candidates = dg14 ? namedHashes(dg14) : ok(hashNames)
  return candidates.ok ? verifyEcdsa(key.value, candidates.value, challenge, response) : candidates
}

const refused = (message: string) => fail<EmrtdError>({ tag: 'ChipRefused', message })

/** Signature algorithms of ActiveAuthenticationInfo: ecdsa-plain of TR-03111 §5.2.1.1, and those of X9.62, which some chips name. */
const hashOfAlgorithm = new Map<string, HashName>([
  ...hashNames.map((name, i) => [`0.4.0.127.0.7.1.1.4.1.${i + 1}`, name] as const),
  ...hashNames.map((name, i) => [i === 0 ? '1.2.840.10045.4.1' : `1.2.840.10045.4.3.${i}`, name] as const),
])

/** Hash of the signature algorithm in ActiveAuthenticationInfo (9303-11 §9.2.4); all if the chip names none. */
function namedHashes(dg14: Uint8Array): Result<readonly HashName[], EmrtdError> {
  const infos = parseDg14(dg14)
  if (!infos.ok) return infos
  const [named] = infos.value.activeAuthentication
  if (!named) return ok(hashNames)
  const name = hashOfAlgorithm.get(named.signatureAlgorithm)
  if (name) return ok([name])
  return fail({ tag: 'AccessUnsupported', message: `active authentication with ${named.signatureAlgorithm}` })
}

/** ECDSA in plain form r‖s as 9303-11 §6.1.2.3 wants, or in DER, which some chips send. */
function verifyEcdsa(
  { curve, point }: EcPublicKey,
  hashes: readonly HashName[],
  challenge: Uint8Array,
  response: Uint8Array,
): Result<ActiveAuthenticationOutcome, EmrtdError> {
  const bits = curve.parameters.n.toString(2).length
  const plain = response.length === 2 * Math.ceil(bits / 8)
  const signature = plain ? readPlainSignature(response) : readDerSignature(response)
  if (!signature) return refused(`signature of ${response.length} bytes is neither plain nor DER`)
  const found = hashes.find(name => ecdsaVerify(curve, point, hash(name, challenge), signature))
  return found ? ok({ algorithm: `ECDSA ${curve.name} ${found}`, bits }) : refused('ECDSA signature is wrong')
}

/** Second last byte of a two-byte trailer that ends in `CC` (ISO/IEC 10118). */
const hashOfTrailer: Readonly<Record<number, HashName>> = {
  51: 'SHA-1',
  52: 'SHA-256',
  53: 'SHA-512',
  54: 'SHA-384',
  56: 'SHA-224',
}

/**
 * ISO/IEC 9796-2 digital signature scheme 1 with partial recovery (9303-11 §6.1.2.2): the signature holds `6A ‖ M1 ‖ H(M1 ‖ challenge) ‖ trailer`,
 * where trailer `BC` is SHA-1. A signature may come with leading zeros or without.
 */
function verifyRsa(
  key: RsaPublicKey,
  challenge: Uint8Array,
  response: Uint8Array,
): Result<ActiveAuthenticationOutcome, EmrtdError> {
  const length = Math.ceil(key.bits / 8)
  const digits = response.subarray(response.findIndex(byte => byte !== 0))
  if (digits.length > length) return refused(`signature of ${response.length} bytes for a key of ${key.bits} bits`)
  const padded = new Uint8Array(length)
  padded.set(digits, length - digits.length)
  const recovered = rsaPublicOperation(key, padded)
  if (!recovered) return refused('signature is not below the modulus')

  const short = recovered.at(-1) === 0xbc
  const name = short ? 'SHA-1' : recovered.at(-1) === 0xcc ? hashOfTrailer[recovered.at(-2) ?? 0] : undefined
  if (recovered[0] !== 0x6a || !name) return refused('no ISO/IEC 9796-2 header and trailer')
  const content = recovered.subarray(1, short ? -1 : -2)
  const digestLength = hash(name).length
  const split = content.length - digestLength
  if (split < 0 || !equal(hash(name, content.subarray(0, split), challenge), content.subarray(split))) {
    return refused('digest of the challenge is wrong')
  }
  return ok({ algorithm: `ISO/IEC 9796-2 RSA ${name}`, bits: key.bits })
}
