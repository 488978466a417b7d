import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { type Anchor, type AnchorKind, type AnchorProblem, fingerprintOf, readAnchor } from './anchor.ts'
import { pemBlocks } from './pem.ts'
import { parseRevocationList } from './revocation-list.ts'
import type { Trust } from './trust.ts'
import { type CertificateRecord, recordOf, type TrustRecords, trustOfRecords } from './trust-records.ts'

/** A file by its name, DER or PEM with any number of certificates. */
export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What may stand beside the anchors of a trust in memory, each in DER. */
export interface BesideAnchors {
  readonly signers?: readonly Uint8Array[]
  readonly revocationLists?: readonly Uint8Array[]
}

/** A trust in memory, of anchor files put there by hand and what stands beside them. */
export const anchorStore = (files: readonly NamedFile[], beside: BesideAnchors = {}): Trust =>
  trustOfRecords(looseRecords(files, beside))

/** Records of loose files. A link certificate among them links; alone it proves nothing. */
export function looseRecords(
  files: readonly NamedFile[],
  { signers = [], revocationLists = [] }: BesideAnchors = {},
): TrustRecords {
  const anchors = new Map<string, Anchor>()
  const links = new Map<string, CertificateRecord>()
  const problems: AnchorProblem[] = []
  for (const { name, bytes } of files) {
    const certificates = certificatesOf(bytes)
    if (certificates.length === 0) problems.push({ source: name, message: 'no certificate in the file' })
    for (const der of certificates) {
      const found = readAnchor(name, der)
      if ('message' in found) problems.push(found)
      else if ('link' in found) links.set(fingerprintOf(der), recordOf(found.link, fingerprintOf(der)))
      else if (claimsLess(found, anchors.get(found.fingerprint))) anchors.set(found.fingerprint, found)
    }
  }
  return {
    anchors: [...anchors.values()].map(({ certificate, ...entry }) => ({
      ...recordOf(certificate, entry.fingerprint),
      entry,
    })),
    links: [...links.values()],
    signers: signers.flatMap(der => {
      const certificate = parseCertificate(der)
      return certificate.ok ? [recordOf(certificate.value, fingerprintOf(der))] : []
    }),
    revocationLists: revocationLists.flatMap(der => {
      const list = parseRevocationList(der)
      return list.ok
        ? [{ fingerprint: fingerprintOf(der), issuerKey: list.value.issuer.key, list: () => list.value }]
        : []
    }),
    deviationLists: [],
    problems,
  }
}

/** Of the same certificate under two names the one that claims less counts; cards are what a file is for whose name says nothing. */
const claimsLess = (anchor: Anchor, known: Anchor | undefined): boolean =>
  known === undefined || claims.indexOf(anchor.kind) < claims.indexOf(known.kind)
const claims: readonly AnchorKind[] = ['test', 'passport', 'identity-card']

/** What both trust; the test anchor of demo mode beside the anchors of the site, for one. */
export function joinRecords(...all: readonly TrustRecords[]): TrustRecords {
  return {
    anchors: all.flatMap(({ anchors }) => anchors),
    links: all.flatMap(({ links }) => links),
    signers: all.flatMap(({ signers }) => signers),
    revocationLists: all.flatMap(({ revocationLists }) => revocationLists),
    deviationLists: all.flatMap(({ deviationLists }) => deviationLists),
    problems: all.flatMap(({ problems }) => problems),
  }
}

/** DER of each certificate in a PEM text, or the whole file if it is none. */
function certificatesOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes]
  const blocks = pemBlocks(new TextDecoder('latin1').decode(bytes))
  return blocks.filter(({ label }) => label === 'CERTIFICATE').map(block => block.bytes)
}
