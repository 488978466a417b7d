import { ecdsaVerify } from '../crypto/curves.ts'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { type EcPublicKey, type PublicKey, readDerSignature, readPlainSignature } from '../crypto/signature.ts'
import { verifyMessageRecovery } from './active-authentication-rsa.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { readBer } from './pa/ber-element.ts'
import { readPublicKey } from './pa/public-key.ts'
import { fail, ok, type Result } from './result.ts'
import { parseDg14 } from './security-infos.ts'
import { readOnly } from './tlv.ts'

/** How the chip proved itself. */
export interface ActiveAuthenticationOutcome {
  /** E.g. `ECDSA brainpoolP256r1 SHA-256`, `ISO/IEC 9796-2 RSA SHA-1`. */
  readonly algorithm: string
  /** Bits of the modulus, or of the order of the curve: whether they are enough is for a policy to say. */
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
 * @param dg14 names the hash for an EC key; without it, or if it names none, each hash is tried. An RSA signature names its own
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
  if (key.value.kind === 'rsa') {
    const recovered = verifyMessageRecovery(key.value, challenge, response)
    if (!recovered.ok) return recovered
    return ok({ algorithm: `ISO/IEC 9796-2 RSA ${recovered.value}`, bits: key.value.bits })
  }
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

/**
 * ECDSA in plain form r‖s, each as long as the order (9303-11 §6.1.2.3), or in DER, which some chips send. A digest longer than the order is cut.
 */
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
  const signed = (name: HashName) => ecdsaVerify(curve, point, hash(name, challenge), signature)
  const found = hashes.find(signed)
  if (found) return ok({ algorithm: `ECDSA ${curve.name} ${found}`, bits })
  const used = hashNames.find(signed)
  return refused(used ? `DG14 names ${hashes.join(', ')}, but the digest is ${used}` : 'ECDSA signature is wrong')
}
