import { bytesToHex } from '@noble/hashes/utils.js'
import { hash } from '../crypto/hash.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { Anchor, AnchorEntry, AnchorProblem } from './anchor.ts'
import type { RevocationList } from './revocation-list.ts'
import type { Deviation, DeviationQuery, Issued, SignerId, Trust } from './trust.ts'

/** By what a certificate is found without parsing it. */
export interface CertificateRecord {
  readonly fingerprint: string
  readonly subjectKeyId?: string
  /** `DistinguishedName.key` of subject and issuer. */
  readonly subjectKey: string
  readonly issuerKey: string
  readonly serial: string
  readonly country?: string
  /** Parses it the first time; undefined if that cannot be done, which is a problem named elsewhere. */
  certificate(): Certificate | undefined
}

export interface RevocationListRecord {
  readonly fingerprint: string
  readonly issuerKey: string
  list(): RevocationList | undefined
}

export interface TrustRecords {
  readonly anchors: readonly (CertificateRecord & { readonly entry: AnchorEntry })[]
  readonly links: readonly CertificateRecord[]
  readonly signers: readonly CertificateRecord[]
  readonly revocationLists: readonly RevocationListRecord[]
  readonly deviationLists: readonly {
    readonly fingerprint: string
    /** Undefined where the list is not about documents of that issuer. */
    find(query: DeviationQuery): readonly Deviation[] | undefined
  }[]
  readonly problems: readonly AnchorProblem[]
}

/** Builds the value that verification asks from what is known of each certificate and list. */
export function trustOfRecords(records: TrustRecords): Trust {
  const { links, signers, revocationLists, deviationLists, problems } = records
  const anchors = [...records.anchors].sort((a, b) => order(digestLine(a), digestLine(b)))
  const anchorsFor = finder(anchors)
  const linksFor = finder(links)
  const lines = [
    ...anchors.map(digestLine),
    ...links.map(({ fingerprint }) => `${fingerprint} link`),
    ...signers.map(({ fingerprint }) => `${fingerprint} signer`),
    ...revocationLists.map(({ fingerprint }) => `${fingerprint} revocation-list`),
    ...deviationLists.map(({ fingerprint }) => `${fingerprint} deviation-list`),
  ]
  return {
    anchors: anchors.map(({ entry }) => entry),
    digest: bytesToHex(hash('SHA-256', new TextEncoder().encode(lines.sort(order).join('\n')))),
    problems,
    issuersOf: certificate => anchorsFor(certificate).flatMap(asAnchor),
    linksOf: certificate => linksFor(certificate).flatMap(parsed),
    signersFor: signerId => signers.filter(signer => isNamed(signer, signerId)).flatMap(parsed),
    revocationLists: ({ subject }) =>
      revocationLists.filter(({ issuerKey }) => issuerKey === subject.key).flatMap(record => record.list() ?? []),
    everyRevocationList: () => revocationLists.flatMap(record => record.list() ?? []),
    deviations: query => {
      const answers = deviationLists.map(list => list.find(query)).filter(answer => answer !== undefined)
      return answers.length > 0 ? answers.flat() : undefined
    },
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The kind is what an anchor may prove: the same certificate as another kind is another trust. */
const digestLine = ({ fingerprint, entry }: TrustRecords['anchors'][number]) => `${fingerprint} ${entry.kind}`

const parsed = (record: CertificateRecord): Certificate[] => {
  const certificate = record.certificate()
  return certificate ? [certificate] : []
}

const asAnchor = (record: TrustRecords['anchors'][number]): Anchor[] =>
  parsed(record).map(certificate => ({ ...record.entry, certificate }))

/**
 * Finds who may have issued a certificate (9303-12 §7.1, TR-03135-1 §5.6.4.3): first by key identifiers, then by name, always in the same
 * country. Issuers with a wrong key identifier exist, so a name is enough to try the signature.
 */
function finder<R extends CertificateRecord>(records: readonly R[]): (issued: Issued) => readonly R[] {
  const byKey = Map.groupBy(records, ({ subjectKeyId }) => subjectKeyId)
  const byName = Map.groupBy(records, ({ subjectKey }) => subjectKey)
  return ({ authorityKeyId, issuer, subject }) => {
    const named = authorityKeyId === undefined ? [] : (byKey.get(authorityKeyId) ?? [])
    const all = new Set([...named, ...(byName.get(issuer.key) ?? [])])
    return [...all].filter(({ country }) => country === subject.country)
  }
}

const isNamed = ({ subjectKeyId, issuerKey, serial }: CertificateRecord, signerId: SignerId): boolean =>
  'subjectKeyId' in signerId
    ? subjectKeyId === signerId.subjectKeyId
    : serial === signerId.serial && issuerKey === signerId.issuerKey

/** Record of a certificate that is parsed already. */
export function recordOf(certificate: Certificate, fingerprint: string): CertificateRecord {
  const { subjectKeyId, subject, issuer, serial } = certificate
  return {
    fingerprint,
    ...(subjectKeyId !== undefined && { subjectKeyId }),
    subjectKey: subject.key,
    issuerKey: issuer.key,
    serial,
    ...(subject.country && { country: subject.country }),
    certificate: () => certificate,
  }
}
