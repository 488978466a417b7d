import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { UnverifiedSignedData } from '../emrtd/pa/signed-data.ts'
import type { Anchor, AnchorEntry, AnchorKind, AnchorProblem } from './anchor.ts'
import type { RevocationList } from './revocation-list.ts'

/** How a CMS message names who signed it. */
export type SignerId = UnverifiedSignedData['signerId']

/** What something says of who issued it: a certificate, or a revocation list with its issuer in the place of the subject. */
export type Issued = Pick<Certificate, 'issuer' | 'authorityKeyId' | 'subject'>

/** The document that is asked about: its signer, and what DG1 says of it. */
export interface DeviationQuery {
  readonly signer: Certificate
  /** Kind of the anchor above the signer: lists under a test anchor are for documents under one. */
  readonly anchorKind: AnchorKind
  /** As in the machine-readable zone; absent where DG1 was not read. */
  readonly documentCode?: string
  readonly documentNumber?: string
  readonly issuedAt?: Date
}

/** A published defect of documents (9303-3 §8, TR-03135-1 §5.8). */
export interface Deviation {
  /** OID of the defect, dotted. */
  readonly type: string
  readonly description?: string
  /** Data group (1…16, 20 EF.SOD, 21 EF.COM) or field of the machine-readable zone that it is about, by the type. */
  readonly field?: number
  /** False where a criterion of the list could not be compared with this document. */
  readonly certain: boolean
  /** Whether what is found to be so may be forgiven; never if the list does not name this document or its signer. */
  readonly mayExcuse: boolean
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
  issuersOf(certificate: Issued): readonly Anchor[]
  /** CSCA link certificates that may have issued it, found in the same way; each needs an anchor above it. */
  linksOf(certificate: Issued): readonly Certificate[]
  /** Document signers of the store, for a security object that brings none. A name alone proves nothing. */
  signersFor(signerId: SignerId): readonly Certificate[]
  /** Revocation lists that name this issuer; whether it signed them is for `revocationOf` to say. */
  revocationLists(issuer: Certificate): readonly RevocationList[]
  /** All of them, whoever they name; parses each the first time. */
  everyRevocationList(): readonly RevocationList[]
  /** Published defects that this document may have; undefined where no list speaks of documents of its issuer. */
  deviations(query: DeviationQuery): readonly Deviation[] | undefined
}
