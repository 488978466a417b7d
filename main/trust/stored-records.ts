import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import type { Result } from '../emrtd/result.ts'
import { type AnchorProblem, fingerprintOf } from './anchor.ts'
import { decodeDeviationIndex, findDeviations } from './deviation-list-index.ts'
import { parseRevocationList } from './revocation-list.ts'
import { bytesOf, type StoredKind, storedPath } from './trust-folder.ts'
import type { CertificateEntry, TrustIndex } from './trust-index.ts'
import type { CertificateRecord, TrustRecords } from './trust-records.ts'

/** Records of what was imported and is active. */
export function storedRecords(folder: string, index: TrustIndex): TrustRecords {
  const problems: AnchorProblem[] = []
  const certificates = index.certificates.filter(({ status, role }) => status === 'active' && role !== 'unusable')
  const readable = new Map<CertificateEntry, CertificateRecord>()
  const names = certificates.some(({ role }) => role === 'signer') ? storedFingerprints(folder) : new Set<string>()
  for (const entry of certificates) {
    const bytes =
      entry.role === 'signer' ? laterBytes(folder, entry, names, problems) : nowBytes(folder, entry, problems)
    if (bytes) readable.set(entry, certificateRecord(entry, bytes))
  }
  const withRole = (role: CertificateEntry['role']) => [...readable].filter(([entry]) => entry.role === role)
  const lists = index.revocationLists.filter(({ status }) => status === 'active')
  return {
    anchors: withRole('anchor').map(([entry, record]) => ({ ...record, entry: anchorEntry(entry) })),
    links: withRole('link').map(([, record]) => record),
    signers: withRole('signer').map(([, record]) => record),
    revocationLists: lists.flatMap(({ fingerprint, issuerKey }) => {
      const bytes = storedBytes(folder, 'revocation-lists', fingerprint, problems)
      return bytes ? [{ fingerprint, issuerKey, list: once(() => parsedOf(parseRevocationList(bytes))) }] : []
    }),
    deviationLists: index.deviationLists
      .filter(({ status }) => status === 'active')
      .flatMap(({ fingerprint, stored }) => {
        const bytes = storedBytes(folder, 'deviation-lists', fingerprint, problems, stored)
        const decoded = bytes && decodeDeviationIndex(bytes)
        if (decoded && !decoded.ok)
          problems.push({ source: `deviation-lists/${fingerprint.slice(0, 16)}…`, message: decoded.error.message })
        return decoded?.ok ? [{ fingerprint, find: query => findDeviations(decoded.value, query) }] : []
      }),
    problems,
  }
}

function certificateRecord(entry: CertificateEntry, bytes: () => Uint8Array | undefined): CertificateRecord {
  const { fingerprint, subjectKeyId, subjectKey, issuerKey, serial, country } = entry
  return {
    fingerprint,
    ...(subjectKeyId !== undefined && { subjectKeyId }),
    subjectKey,
    issuerKey,
    serial,
    ...(country && { country }),
    certificate: once(() => {
      const file = bytes()
      return file && parsedOf(parseCertificate(file))
    }),
  }
}

/** Anchors and links are read when the folder is opened, so that nothing changes under a desk that reads cards. */
function nowBytes(folder: string, { fingerprint }: CertificateEntry, problems: AnchorProblem[]) {
  const bytes = storedBytes(folder, 'certificates', fingerprint, problems)
  return bytes && (() => bytes)
}

/** Document signers, of which the PKD has tens of thousands, are looked for now and read when one is asked for; one that was changed is none. */
function laterBytes(
  folder: string,
  { fingerprint }: CertificateEntry,
  names: ReadonlySet<string>,
  problems: AnchorProblem[],
) {
  if (names.has(fingerprint)) return () => storedBytes(folder, 'certificates', fingerprint, [])
  problems.push({ source: `certificates/${fingerprint.slice(0, 16)}…`, message: 'the file is missing' })
  return undefined
}

const storedFingerprints = (folder: string): ReadonlySet<string> => {
  try {
    return new Set(readdirSync(join(folder, 'certificates')).map(name => name.replace(/\.der$/, '')))
  } catch {
    return new Set()
  }
}

/** The file of an entry, if it is the one that was imported; else why not is among the problems. */
export function storedBytes(
  folder: string,
  kind: StoredKind,
  fingerprint: string,
  problems: AnchorProblem[],
  stored = fingerprint,
) {
  const source = `${kind}/${fingerprint.slice(0, 16)}…`
  try {
    const bytes = bytesOf(storedPath(folder, kind, fingerprint))
    if (fingerprintOf(bytes) === stored) return bytes
    problems.push({ source, message: 'the file has another fingerprint' })
  } catch {
    problems.push({ source, message: 'the file is missing' })
  }
  return undefined
}

const anchorEntry = ({
  fingerprint,
  kind,
  source,
  subject,
  country,
  notBefore,
  notAfter,
  ...entry
}: CertificateEntry) => ({
  kind: kind ?? ('test' as const),
  fingerprint,
  source,
  subject,
  ...(country && { country }),
  notBefore: new Date(notBefore),
  notAfter: new Date(notAfter),
  importedBy: entry.importedBy,
  importedAt: new Date(entry.importedAt),
})

const parsedOf = <T, E>(result: Result<T, E>): T | undefined => (result.ok ? result.value : undefined)

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
