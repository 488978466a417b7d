import type { PublicKey } from '../crypto/signature.ts'
import { readBer } from '../emrtd/pa/ber-element.ts'
import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import { type AnchorProblem, fingerprintOf } from './anchor.ts'
import { signatureName } from './certificate-facts.ts'
import { anchorAbove } from './chain.ts'
import { storedBytes } from './stored-records.ts'
import type { TrustStore } from './trust-store.ts'

/** A certificate that an audit names. */
export interface NamedCertificate {
  readonly fingerprint: string
  readonly subject: string
  readonly notAfter: string
  readonly key: string
}

/** What a trust folder holds, counted over every certificate in it, in use or not. */
export interface TrustAudit {
  readonly at: string
  readonly certificates: number
  /** Distinct countries of the issuers. */
  readonly issuerCountries: number
  /** Certificates by issuing state. */
  readonly byCountry: Readonly<Record<string, number>>
  readonly byRole: Readonly<Record<string, number>>
  readonly byKind: Readonly<Record<string, number>>
  readonly byStatus: Readonly<Record<string, number>>
  /** E.g. `RSA SHA-256`: 268. */
  readonly bySignature: Readonly<Record<string, number>>
  readonly byScheme: Readonly<Record<string, number>>
  readonly byKey: Readonly<Record<string, number>>
  readonly ecParameters: { readonly explicit: number; readonly named: number }
  readonly sha1: number
  /** Issuer equals subject: as names are compared (letter case, spaces and string type do not count), as their texts, as their bytes. */
  readonly selfIssued: { readonly byName: number; readonly byText: number; readonly byBytes: number }
  readonly validity: { readonly valid: number; readonly expired: number; readonly notYetValid: number }
  readonly expiringIn90Days: readonly NamedCertificate[]
  readonly duplicates: {
    /** The same certificate more than once: as a loose file and imported, or for two kinds of documents. */
    readonly sameCertificate: readonly string[]
    /** Certificates that share a key with another, as a link and the anchor that it leads to do. */
    readonly sameKey: number
    /** Different certificates with the issuer and serial number of another. */
    readonly sameSerial: readonly string[]
  }
  readonly underPolicyFloor: readonly NamedCertificate[]
  readonly linksWithoutAnchor: readonly NamedCertificate[]
  readonly unusable: readonly (NamedCertificate & { readonly reason: string })[]
  readonly nonConformant: number
  readonly revocationLists: readonly {
    readonly issuer: string
    readonly thisUpdate: string
    readonly nextUpdate?: string
    readonly ageDays: number
    readonly stale: boolean
  }[]
  readonly deviationLists: number
  /** The newest trust bundle of the register, if there was one. */
  readonly bundle?: { readonly version: number; readonly expiresAt: string; readonly expired: boolean }
  readonly changes: number
  readonly problems: readonly AnchorProblem[]
}

export interface AuditOptions {
  readonly at: Date
  /** Whether a key is under what the policy of the desk wants. */
  readonly isWeak: (key: PublicKey) => boolean
}

const day = 86_400_000

/** Counts what is in a trust folder, from the files themselves: each is read, compared with its fingerprint and parsed. */
export function auditTrust(store: TrustStore, { at, isWeak }: AuditOptions): TrustAudit {
  const { index, trust, log } = store
  const problems: AnchorProblem[] = [...trust.problems]
  const found = everyCertificate(store, problems)
  const certificates = [...new Map(found.map(each => [each.fingerprint, each.certificate])).values()]
  const named = (certificate: Certificate) => nameOf(certificate)
  const expiry = ({ notAfter }: Certificate) => notAfter.getTime() - at.getTime()
  const keyed = certificates.flatMap(each => (each.publicKey.ok ? [{ each, key: each.publicKey.value }] : []))
  const schemes = certificates.flatMap(({ scheme }) => (scheme.ok ? [scheme.value] : []))
  return {
    at: at.toISOString(),
    certificates: certificates.length,
    issuerCountries: new Set(certificates.map(({ issuer }) => issuer.country)).size,
    byCountry: countBy(certificates, ({ issuer }) => issuer.country ?? '?'),
    byRole: countBy(found, ({ role }) => role),
    byKind: countBy(
      found.filter(({ kind }) => kind),
      ({ kind }) => kind ?? '',
    ),
    byStatus: countBy(found, ({ status }) => status),
    bySignature: countBy(certificates, ({ scheme }) =>
      scheme.ok ? signatureName(scheme.value) : scheme.error.message,
    ),
    byScheme: countBy(schemes, ({ kind }) => ({ 'rsa-pkcs1': 'RSA', 'rsa-pss': 'RSA-PSS', ecdsa: 'ECDSA' })[kind]),
    byKey: countBy(certificates, each => named(each).key),
    ecParameters: {
      explicit: keyed.filter(({ key }) => key.kind === 'ec' && key.domainParameters === 'explicit').length,
      named: keyed.filter(({ key }) => key.kind === 'ec' && key.domainParameters === 'named').length,
    },
    sha1: schemes.filter(({ hash }) => hash === 'SHA-1').length,
    selfIssued: {
      byName: certificates.filter(({ issuer, subject }) => issuer.key === subject.key).length,
      byText: certificates.filter(({ issuer, subject }) => issuer.text === subject.text).length,
      byBytes: certificates.filter(hasOneName).length,
    },
    validity: {
      valid: certificates.filter(each => expiry(each) >= 0 && each.notBefore <= at).length,
      expired: certificates.filter(each => expiry(each) < 0).length,
      notYetValid: certificates.filter(({ notBefore }) => notBefore > at).length,
    },
    expiringIn90Days: certificates.filter(each => expiry(each) >= 0 && expiry(each) < 90 * day).map(named),
    duplicates: duplicatesAmong(
      found.map(({ fingerprint }) => fingerprint),
      certificates,
    ),
    underPolicyFloor: keyed.filter(({ key }) => isWeak(key)).map(({ each }) => named(each)),
    linksWithoutAnchor: found
      .filter(({ role, certificate }) => role === 'link' && !anchorAbove(certificate, trust))
      .map(({ certificate }) => named(certificate)),
    unusable: found
      .filter(({ role }) => role === 'unusable')
      .map(({ certificate, reason }) => ({ ...named(certificate), reason: reason ?? '' })),
    nonConformant: index.certificates.filter(({ nonConformant }) => nonConformant).length,
    revocationLists: index.revocationLists.map(({ issuer, thisUpdate, nextUpdate }) => ({
      issuer,
      thisUpdate,
      ...(nextUpdate !== undefined && { nextUpdate }),
      ageDays: Math.floor((at.getTime() - new Date(thisUpdate).getTime()) / day),
      stale: nextUpdate !== undefined && new Date(nextUpdate) < at,
    })),
    deviationLists: index.deviationLists.length,
    ...(index.bundle && {
      bundle: {
        version: index.bundle.version,
        expiresAt: index.bundle.expiresAt,
        expired: new Date(index.bundle.expiresAt) < at,
      },
    }),
    changes: log.entries.length,
    problems,
  }
}

interface FoundCertificate {
  readonly fingerprint: string
  readonly role: string
  readonly kind?: string
  readonly status: string
  readonly reason?: string
  readonly certificate: Certificate
}

/** Imported ones and loose ones. Those in use were read when the folder was opened; the others are read now. */
function everyCertificate({ folder, index, records }: TrustStore, problems: AnchorProblem[]): FoundCertificate[] {
  const stored = index.certificates.flatMap(({ fingerprint, role, kind, status, reason }) => {
    const found: AnchorProblem[] = []
    const bytes = storedBytes(folder, 'certificates', fingerprint, found)
    // Of what is in use the opening of the folder has told already what is wrong.
    const known = (problem: AnchorProblem) =>
      problems.some(({ source, message }) => source === problem.source && message === problem.message)
    problems.push(...found.filter(problem => !known(problem)))
    const parsed = bytes && parseCertificate(bytes)
    if (!parsed?.ok) return []
    return [{ fingerprint, role, ...(kind && { kind }), status, ...(reason && { reason }), certificate: parsed.value }]
  })
  const imported = new Set(index.certificates.map(({ fingerprint, kind }) => `${fingerprint} ${kind}`))
  const loose = [
    ...records.anchors
      .filter(({ entry }) => !imported.has(`${entry.fingerprint} ${entry.kind}`) || entry.importedBy === undefined)
      .map(record => ({ record, role: 'anchor', kind: record.entry.kind })),
    ...records.links
      .filter(({ fingerprint }) => !imported.has(`${fingerprint} undefined`))
      .map(record => ({ record, role: 'link' })),
  ]
  const fromFiles = loose.flatMap(({ record, ...about }) => {
    const certificate = record.certificate()
    return certificate ? [{ fingerprint: record.fingerprint, ...about, status: 'active', certificate }] : []
  })
  return [...stored, ...fromFiles]
}

function nameOf({ bytes, subject, notAfter, publicKey }: Certificate): NamedCertificate {
  const key = publicKey.ok
    ? publicKey.value.kind === 'rsa'
      ? `RSA ${publicKey.value.bits}`
      : `EC ${publicKey.value.curve.name}`
    : publicKey.error.message
  return { fingerprint: fingerprintOf(bytes), subject: subject.text, notAfter: notAfter.toISOString(), key }
}

function countBy<T>(all: readonly T[], key: (each: T) => string): Record<string, number> {
  const groups = Map.groupBy(all, key)
  return Object.fromEntries(
    [...groups]
      .map(([name, members]): [string, number] => [name, members.length])
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  )
}

/** Whether issuer and subject are the same bytes. */
function hasOneName({ tbs }: Certificate): boolean {
  const parsed = readBer(tbs)
  if (!parsed.ok) return false
  const { children } = parsed.value
  const [, , issuer, , subject] = children.slice(children[0]?.tag === 0xa0 ? 1 : 0)
  return issuer !== undefined && subject !== undefined && Buffer.compare(issuer.bytes, subject.bytes) === 0
}

function duplicatesAmong(
  fingerprints: readonly string[],
  certificates: readonly Certificate[],
): TrustAudit['duplicates'] {
  const several = <T>(all: readonly T[], key: (each: T) => string) =>
    [...Map.groupBy(all, key).values()].filter(group => group.length > 1)
  return {
    sameCertificate: several(fingerprints, each => each).flatMap(([first]) => first ?? []),
    sameKey: several(certificates, keyOf).flat().length,
    sameSerial: several(certificates, ({ issuer, serial }) => `${issuer.key} ${serial}`).map(([first]) =>
      first ? `${first.issuer.text} ${first.serial}` : '',
    ),
  }
}

function keyOf({ publicKey, bytes }: Certificate): string {
  if (!publicKey.ok) return fingerprintOf(bytes)
  const key = publicKey.value
  if (key.kind === 'rsa') return `${key.modulus} ${key.exponent}`
  const { x, y } = key.point.toAffine()
  return `${key.curve.name} ${x} ${y}`
}
