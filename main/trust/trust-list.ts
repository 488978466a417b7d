import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { AnchorKind } from './anchor.ts'
import { factsOf } from './certificate-facts.ts'
import type { TrustStore } from './trust-store.ts'

/** One line of what a trust folder holds. */
export interface ListedEntry {
  readonly what: 'anchor' | 'link' | 'signer' | 'unusable' | 'revocation-list' | 'deviation-list'
  readonly kind?: AnchorKind
  readonly status: 'active' | 'disabled'
  readonly fingerprint: string
  /** Subject, or issuer of a list. */
  readonly name: string
  readonly country?: string
  readonly notBefore: string
  readonly notAfter?: string
  readonly detail: string
  readonly key?: string
  readonly signature?: string
  /** Of a list: how many are revoked, or how many deviations it names. */
  readonly count?: number
  /** Why it is unusable. */
  readonly reason?: string
  readonly nonConformant?: true
  readonly source: string
  readonly importedBy?: string
  readonly importedAt?: string
}

/** Everything in a trust folder, in use or not: what was imported, then the loose files in use and those that were disabled. */
export function listTrust({ index, records }: TrustStore): readonly ListedEntry[] {
  const certificates = index.certificates.map((entry): ListedEntry => {
    const { role: what, kind, status, fingerprint, subject: name, country, notBefore, notAfter } = entry
    const { key, signature, source, importedBy, importedAt, reason, nonConformant } = entry
    const doubts = [reason, nonConformant && 'published as not conforming'].filter(Boolean)
    return {
      what,
      ...(kind && { kind }),
      status,
      fingerprint,
      name,
      ...(country && { country }),
      notBefore,
      notAfter,
      detail: [`${key}, signed with ${signature}`, ...doubts].join('; '),
      key,
      signature,
      ...(reason !== undefined && { reason }),
      ...(nonConformant && { nonConformant }),
      source,
      importedBy,
      importedAt,
    }
  })
  const lists = index.revocationLists.map(
    ({
      status,
      fingerprint,
      issuer,
      thisUpdate,
      nextUpdate,
      revoked,
      source,
      importedBy,
      importedAt,
    }): ListedEntry => ({
      what: 'revocation-list',
      status,
      fingerprint,
      name: issuer,
      notBefore: thisUpdate,
      ...(nextUpdate !== undefined && { notAfter: nextUpdate }),
      detail: `${revoked} revoked`,
      count: revoked,
      source,
      importedBy,
      importedAt,
    }),
  )
  const deviations = index.deviationLists.map(
    ({ status, fingerprint, signer, signedAt, entries, source, importedBy, importedAt }): ListedEntry => ({
      what: 'deviation-list',
      status,
      fingerprint,
      name: signer,
      notBefore: signedAt ?? importedAt,
      detail: `${entries} deviations`,
      count: entries,
      source,
      importedBy,
      importedAt,
    }),
  )
  const loose = records.anchors.flatMap(({ entry, certificate }): ListedEntry[] =>
    entry.importedBy !== undefined
      ? []
      : [
          {
            what: 'anchor',
            kind: entry.kind,
            status: 'active',
            fingerprint: entry.fingerprint,
            name: entry.subject,
            ...(entry.country && { country: entry.country }),
            notBefore: entry.notBefore.toISOString(),
            notAfter: entry.notAfter.toISOString(),
            detail: 'provisioned by hand',
            ...strengthOf(certificate()),
            source: entry.source,
          },
        ],
  )
  const off = index.disabledFiles.map(
    (fingerprint): ListedEntry => ({
      what: 'anchor',
      status: 'disabled',
      fingerprint,
      name: 'a loose file',
      notBefore: '',
      detail: 'provisioned by hand',
      source: 'loose',
    }),
  )
  return [...certificates, ...lists, ...deviations, ...loose, ...looseLists(index, records), ...off]
}

function strengthOf(certificate: Certificate | undefined): Pick<ListedEntry, 'key' | 'signature'> {
  if (!certificate) return {}
  const { key, signature } = factsOf(certificate)
  return { key, signature }
}

/** Revocation lists that came along without being imported, as the invented ones of demo mode do. */
function looseLists({ revocationLists }: TrustStore['index'], records: TrustStore['records']): readonly ListedEntry[] {
  const imported = new Set(revocationLists.map(({ fingerprint }) => fingerprint))
  return records.revocationLists.flatMap(({ fingerprint, list }): ListedEntry[] => {
    const found = imported.has(fingerprint) ? undefined : list()
    if (!found) return []
    const { issuer, thisUpdate, nextUpdate, revoked } = found
    return [
      {
        what: 'revocation-list',
        status: 'active',
        fingerprint,
        name: issuer.text,
        notBefore: thisUpdate.toISOString(),
        ...(nextUpdate && { notAfter: nextUpdate.toISOString() }),
        detail: `${revoked.size} revoked`,
        count: revoked.size,
        source: 'came along',
      },
    ]
  })
}
