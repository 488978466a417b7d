import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { UnverifiedSignedData } from '../emrtd/pa/signed-data.ts'
import type { Anchor, AnchorEntry, AnchorProblem } from './anchor.ts'
import type { RevocationList } from './revocation-list.ts'

/** How a CMS message names who signed it. */
export type SignerId = UnverifiedSignedData['signerId']

/** The document that is asked about: its signer, and what DG1 says of it. */
export interface DeviationQuery {
  readonly signer: Certificate
  /** The CSCA above the signer, where it is known. */
  readonly issuer?: Certificate
  readonly documentCode?: string
  readonly documentNumber?: string
  readonly issuedAt?: Date
}

/** A published defect of documents (9303-3 §8, TR-03135-1 §5.8). */
export interface Deviation {
  /** OID of the defect, dotted. */
  readonly type: string
  readonly description?: string
}

/**
 * What a desk trusts, as one value: it does not change while it is held, and asking it does no signature check of its own but where
 * that is said. A certificate is parsed when it becomes a candidate, not before.
 */
export interface Trust {
  /** Anchors in use, in the order of their fingerprints; those that were disabled are not here. */
  readonly anchors: readonly AnchorEntry[]
  /** SHA-256 over everything that can change a verdict, hex: two desks with the same digest judge alike. */
  readonly digest: string
  /** What was left out and why; the operator must be told. */
  readonly problems: readonly AnchorProblem[]
  /** Anchors that may have issued a certificate: those of the key it names, then those of the name, all of the same country. */
  issuersOf(certificate: Certificate): readonly Anchor[]
  /** CSCA link certificates that may have issued it, found in the same way; each needs an anchor above it. */
  linksOf(certificate: Certificate): readonly Certificate[]
  /** Document signers of the store, for a security object that brings none. A name alone proves nothing. */
  signersFor(signerId: SignerId): readonly Certificate[]
  /** Revocation lists that name this issuer; whether it signed them is for `revocationOf` to say. */
  revocationLists(issuer: Certificate): readonly RevocationList[]
  /** Published defects that this document may have. */
  deviations(query: DeviationQuery): readonly Deviation[]
}
