import { bytesToHex } from '@noble/hashes/utils.js'
import { ok, type Result } from '../result.ts'
import { malformed, type StructureError } from './ber-element.ts'
import type { Certificate } from './certificate.ts'
import { type DistinguishedName, sameAttributes } from './distinguished-name.ts'
import type { SignerId, SignerInfo } from './signer-info.ts'

/** Certificates of the desk for a message that brings none of its signer; a name alone proves nothing, the signature does. */
export type SignerLookup = (signerId: SignerId) => readonly Certificate[]

/** Who may have signed; `spelledOtherwise` if the name is that of the issuer in other letters, string types or order. */
export interface SignerCandidates {
  readonly candidates: readonly Certificate[]
  readonly from: 'message' | 'store'
  readonly spelledOtherwise: boolean
}

/**
 * Finds the certificate that a SignerInfo names (RFC 5652 §5.3): among those of the message, where two that both claim to be it are refused,
 * and only if it brings none, in the store, where a key may have several.
 */
export function findSigner(
  info: Pick<SignerInfo, 'signerId' | 'issuer'>,
  certificates: readonly Certificate[],
  signersFor: SignerLookup | undefined,
): Result<SignerCandidates, StructureError> {
  const inside = distinct(certificates.filter(certificate => isNamed(certificate, info)))
  if (inside.length > 1) return malformed('several certificates for the signer')
  const candidates =
    inside.length > 0
      ? inside
      : distinct((signersFor?.(info.signerId) ?? []).filter(certificate => isNamed(certificate, info)))
  return ok({
    candidates,
    from: inside.length > 0 ? 'message' : 'store',
    spelledOtherwise: candidates.some(({ issuer }) => info.issuer && !sameBytes(issuer, info.issuer)),
  })
}

function isNamed(certificate: Certificate, { signerId, issuer }: Pick<SignerInfo, 'signerId' | 'issuer'>): boolean {
  if ('subjectKeyId' in signerId) return certificate.subjectKeyId === signerId.subjectKeyId
  return certificate.serial === signerId.serial && issuer !== undefined && sameAttributes(certificate.issuer, issuer)
}

const sameBytes = (a: DistinguishedName, b: DistinguishedName) => bytesToHex(a.bytes) === bytesToHex(b.bytes)

const distinct = (certificates: readonly Certificate[]): Certificate[] => [
  ...new Map(certificates.map(certificate => [bytesToHex(certificate.bytes), certificate])).values(),
]
