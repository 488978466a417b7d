import { bytesToNumberBE } from '@noble/curves/utils.js'
import { decodePoint } from '../crypto/curves.ts'
import type { EcPublicKey } from '../crypto/signature.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'
import type { SecurityInfos } from './security-infos.ts'

/** What the chip gave in PACE with chip authentication mapping. */
export interface PaceCamTranscript {
  /** CA_IC, decrypted and unpadded. */
  readonly chipAuthenticationData: Uint8Array
  /** PK_Map,IC, uncompressed. */
  readonly mappingKey: Uint8Array
}

/**
 * The check that ends chip authentication mapping (9303-11 §4.4.3.5.2): PK_Map,IC = CA_IC · PK_IC, with a static key of the security infos on
 * the curve of the mapping. Who could make CA_IC knows SK_IC. Whether the security infos are genuine is another question.
 * @returns the key that the chip has proven. Errors: `ChipRefused` if no key fits; `ChipHostile` for a mapping key that is no point; `AccessUnsupported`
 * if the security infos have no elliptic key.
 */
export function verifyPaceCam(
  { chipAuthenticationPublicKeys }: SecurityInfos,
  { chipAuthenticationData, mappingKey }: PaceCamTranscript,
): Result<EcPublicKey, EmrtdError> {
  const keys = chipAuthenticationPublicKeys.flatMap(({ key }) => (key.ok && key.value.kind === 'ec' ? [key.value] : []))
  if (keys.length === 0) return fail({ tag: 'AccessUnsupported', message: 'no elliptic chip authentication key' })
  const scalar = bytesToNumberBE(chipAuthenticationData)
  let onSomeCurve = false
  for (const key of keys) {
    const mapped = decodePoint(key.curve, mappingKey)
    if (!mapped.ok) continue
    onSomeCurve = true
    if (scalar === 0n || scalar >= key.curve.parameters.n) continue
    if (key.point.multiplyUnsafe(scalar).equals(mapped.value)) return ok(key)
  }
  return onSomeCurve
    ? fail({ tag: 'ChipRefused', message: 'chip authentication data do not fit the mapping key' })
    : fail({ tag: 'ChipHostile', message: 'mapping key on no curve of a chip authentication key' })
}
