import type { TrustStore } from './trust-store.ts'

/** One line of what a trust folder holds. */
export interface ListedEntry {
  readonly what: 'anchor' | 'link' | 'signer' | 'unusable' | 'revocation-list' | 'deviation-list'
  readonly kind?: string
  readonly status: 'active' | 'disabled'
  readonly fingerprint: string
  /** Subject, or issuer of a list. */
  readonly name: string
  readonly country?: string
  readonly notBefore: string
  readonly notAfter?: string
  readonly detail: string
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
      source,
      importedBy,
      importedAt,
    }),
  )
  const loose = records.anchors.flatMap(({ entry }): ListedEntry[] =>
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
  return [...certificates, ...lists, ...deviations, ...loose, ...off]
}
