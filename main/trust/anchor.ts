import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Certificate, isSignedBy, parseCertificate } from '../emrtd/pa/certificate.ts'

/** `test`: nothing signed under it proves anything outside demo mode. The others only say what the operator meant it for. */
export type AnchorKind = 'identity-card' | 'passport' | 'test'

/** A country signing CA that the operator trusts. Its own key verifies, whatever a card brings along. */
export interface Anchor {
  readonly certificate: Certificate
  readonly kind: AnchorKind
  /** SHA-256 over the certificate, hex. */
  readonly fingerprint: string
  /** File it came from. */
  readonly source: string
}

/** Why a file is no anchor. */
export interface AnchorProblem {
  readonly source: string
  readonly message: string
}

/**
 * Makes an anchor of one DER certificate. It must be a CA with a key and an algorithm that we know; a self-signed one must have
 * signed itself.
 * @param source file name; `*.test.*` and `*.passport.*` say what kind it is
 */
export function readAnchor(source: string, der: Uint8Array): Anchor | AnchorProblem {
  const parsed = parseCertificate(der)
  if (!parsed.ok) return { source, message: parsed.error.message }
  const certificate = parsed.value
  const { publicKey, scheme, basicConstraints, keyUsage } = certificate
  if (!publicKey.ok) return { source, message: publicKey.error.message }
  if (!scheme.ok) return { source, message: scheme.error.message }
  if (basicConstraints?.ca !== true) return { source, message: 'no certification authority' }
  if (keyUsage !== undefined && (keyUsage & 0x0400) === 0) return { source, message: 'key may not sign certificates' }
  if (isSelfIssued(certificate) && !isSignedBy(certificate, certificate))
    return { source, message: 'own signature is wrong' }
  return { certificate, kind: kindOf(source, certificate), fingerprint: bytesToHex(sha256(der)), source }
}

/** Same name on both sides and no other key named: a link certificate has the same name and another authority key. */
const isSelfIssued = ({ issuer, subject, authorityKeyId, subjectKeyId }: Certificate): boolean =>
  issuer.key === subject.key && (authorityKeyId === undefined || authorityKeyId === subjectKeyId)

/** Test anchors say so twice, in the file name and in the subject; either is enough to make it one. */
function kindOf(source: string, { subject }: Certificate): AnchorKind {
  if (/\.test\./i.test(source) || /\bTEST\b/.test(subject.text)) return 'test'
  return /\.passport\./i.test(source) || /passport/i.test(subject.text) ? 'passport' : 'identity-card'
}
