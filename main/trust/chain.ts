import { type Certificate, isSignedBy } from '../emrtd/pa/certificate.ts'
import type { Anchor } from './anchor.ts'
import type { AnchorStore } from './anchor-store.ts'

/**
 * How a document signer relates to the anchors of the desk. `issued` is the only outcome that makes its issuer known; `forged` means
 * that it names an anchor's key and does not have its signature; `unsuitable` that the anchor signed it, but not for this.
 */
export type Chain =
  | { readonly outcome: 'issued'; readonly anchor: Anchor }
  | { readonly outcome: 'no-anchor' }
  | { readonly outcome: 'forged'; readonly anchor: Anchor }
  | { readonly outcome: 'unsuitable'; readonly anchor: Anchor; readonly message: string }

/**
 * Finds the anchor that issued a document signer (9303-12 §7.1, TR-03135-1 §5.6.4.3): by key identifiers, by name where one side
 * has none, always in the same country. A key identifier, a name or a public point only makes a candidate; what counts is the
 * signature, verified with the pinned anchor's own key and parameters. Without a candidate the issuer is unknown, not wrong.
 */
export function chainToAnchor(signer: Certificate, { anchors }: AnchorStore): Chain {
  const candidates = anchors.filter(anchor => isCandidate(signer, anchor.certificate))
  // A certificate under both a test and a real anchor key is one of the real issuer.
  const issuers = candidates.filter(anchor => isSignedBy(signer, anchor.certificate))
  const anchor = issuers.find(each => each.kind !== 'test') ?? issuers[0]
  if (anchor) {
    const message = unsuitable(signer)
    return message ? { outcome: 'unsuitable', anchor, message } : { outcome: 'issued', anchor }
  }
  const named = candidates.find(each => keysNamed(signer, each.certificate))
  return named ? { outcome: 'forged', anchor: named } : { outcome: 'no-anchor' }
}

const keysNamed = (signer: Certificate, issuer: Certificate): boolean =>
  signer.authorityKeyId !== undefined && signer.authorityKeyId === issuer.subjectKeyId

function isCandidate(signer: Certificate, issuer: Certificate): boolean {
  if (signer.subject.country !== issuer.subject.country) return false
  if (signer.authorityKeyId !== undefined && issuer.subjectKeyId !== undefined) return keysNamed(signer, issuer)
  return signer.issuer.key === issuer.subject.key
}

/** What forbids a certificate to sign documents (9303-12 table 6, RFC 5280 §4.2). */
function unsuitable({ basicConstraints, keyUsage, unknownCritical }: Certificate): string | undefined {
  if (basicConstraints?.ca) return 'signer is a certification authority'
  if (keyUsage !== undefined && (keyUsage & 0x8000) === 0) return 'key usage without digital signature'
  if (unknownCritical.length > 0) return `critical extension ${unknownCritical.join(', ')}`
  return undefined
}

export type Validity = 'valid' | 'expired' | 'not-yet-valid'

/** Whether a moment lies within the validity of a certificate, both ends included (RFC 5280 §4.1.2.5). */
export function validityAt({ notBefore, notAfter }: Certificate, at: Date): Validity {
  if (at < notBefore) return 'not-yet-valid'
  return at > notAfter ? 'expired' : 'valid'
}
