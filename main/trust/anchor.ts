import { bytesToHex } from '@noble/hashes/utils.js'
import { hash } from '../crypto/hash.ts'
import { type Certificate, isSignedBy, parseCertificate } from '../emrtd/pa/certificate.ts'

export const anchorKinds = ['identity-card', 'passport', 'test'] as const
/** What an anchor may prove, and nothing else. `test`: proves nothing outside demo mode. */
export type AnchorKind = (typeof anchorKinds)[number]

/** What is known of an anchor without parsing it. */
export interface AnchorEntry {
  readonly kind: AnchorKind
  /** SHA-256 over the certificate, hex. */
  readonly fingerprint: string
  /** File it came from. */
  readonly source: string
  readonly subject: string
  /** ISO 3166 code of the issuing state. */
  readonly country?: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** Operator id or OS user; absent for a loose file, which was put there by hand. */
  readonly importedBy?: string
  readonly importedAt?: Date
}

/** A country signing CA that the operator trusts. Its own key verifies, whatever a card brings along. */
export interface Anchor extends AnchorEntry {
  readonly certificate: Certificate
}

/** Why a file is no anchor. */
export interface AnchorProblem {
  readonly source: string
  readonly message: string
}

/**
 * Says whether a certificate can be an anchor, a CSCA link (9303-12 §7.1.2), or neither and why. Both must be a CA with a key and an algorithm
 * that we know; only what signed itself is an anchor: a link is worth no more than the anchor above it.
 */
export function anchorOrLink(certificate: Certificate): 'anchor' | 'link' | { readonly message: string } {
  const { publicKey, scheme, basicConstraints, keyUsage, unknownCritical } = certificate
  if (!publicKey.ok) return { message: publicKey.error.message }
  if (!scheme.ok) return { message: scheme.error.message }
  if (basicConstraints?.ca !== true) return { message: 'no certification authority' }
  if (keyUsage !== undefined && (keyUsage & 0x0400) === 0) return { message: 'key may not sign certificates' }
  if (unknownCritical.length > 0) return { message: `critical extension ${unknownCritical.join(', ')}` }
  if (!isSelfIssued(certificate)) return 'link'
  return isSignedBy(certificate, certificate) ? 'anchor' : { message: 'own signature is wrong' }
}

/** Makes an anchor of a parsed certificate that may be one. */
export function anchorOf(certificate: Certificate, about: Pick<AnchorEntry, 'kind' | 'source'>): Anchor {
  const { subject, notBefore, notAfter, bytes } = certificate
  return {
    ...about,
    certificate,
    fingerprint: fingerprintOf(bytes),
    subject: subject.text,
    ...(subject.country && { country: subject.country }),
    notBefore,
    notAfter,
  }
}

/** SHA-256 over the bytes, hex. */
export const fingerprintOf = (bytes: Uint8Array): string => bytesToHex(hash('SHA-256', bytes))

/**
 * Makes an anchor of one DER certificate that was put there by hand.
 * @param source file name; `*.test.*` and `*.passport.*` say what kind it is
 */
export function readAnchor(source: string, der: Uint8Array): Anchor | { link: Certificate } | AnchorProblem {
  const parsed = parseCertificate(der)
  if (!parsed.ok) return { source, message: parsed.error.message }
  const role = anchorOrLink(parsed.value)
  if (role === 'link') return { link: parsed.value }
  return role === 'anchor'
    ? anchorOf(parsed.value, { kind: kindOf(source, parsed.value), source })
    : { source, message: role.message }
}

/** Same name on both sides and no other key named: a link certificate has the same name and another authority key. */
const isSelfIssued = ({ issuer, subject, authorityKeyId, subjectKeyId }: Certificate): boolean =>
  issuer.key === subject.key && (authorityKeyId === undefined || authorityKeyId === subjectKeyId)

/** Test anchors say so twice, in the file name and in the subject; either is enough to make it one. */
export function kindOf(source: string, { subject }: Pick<Certificate, 'subject'>): AnchorKind {
  if (/\.test\./i.test(source) || /\bTEST\b/.test(subject.text)) return 'test'
  return /\.passport\./i.test(source) || /passport/i.test(subject.text) ? 'passport' : 'identity-card'
}
