import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import { type AnchorKind, anchorOrLink, fingerprintOf, kindOf } from './anchor.ts'
import { factsOf } from './certificate-facts.ts'
import { notForDocuments } from './chain.ts'
import { type ImportDraft, type ImportLine, provenanceOf } from './import-draft.ts'
import type { CertificateEntry } from './trust-index.ts'

/** Where a certificate came from, which decides what it may become. */
export interface CertificateOrigin {
  readonly source: string
  readonly from: 'file' | 'bundle' | 'master-list' | 'directory' | 'non-conformant'
  /** What the signer of a bundle says its anchor is for; `test` where the signer of a list stands under a test anchor. */
  readonly kind?: AnchorKind
}

type Refusal = Pick<ImportLine, 'note' | 'cure'> & { readonly what: ImportLine['what'] }
type Role = Pick<CertificateEntry, 'role' | 'kind' | 'reason' | 'nonConformant'>

/** Puts one certificate into the draft and says in a line what it is. */
export function addCertificate(draft: ImportDraft, bytes: Uint8Array, origin: CertificateOrigin): void {
  const { options, lines, certificates } = draft
  const { source } = origin
  const fingerprint = fingerprintOf(bytes)
  const there = knownLine(draft, fingerprint, origin)
  if (there) {
    lines.push(there)
    return
  }
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) {
    lines.push({ what: 'certificate', state: 'refused', source, fingerprint, note: parsed.error.message })
    return
  }
  const certificate = parsed.value
  const facts = factsOf(certificate)
  const role = roleOf(draft, certificate, fingerprint, origin)
  if ('what' in role) {
    lines.push({ ...role, state: 'refused', source, fingerprint, certificate: facts })
    return
  }
  const entry: CertificateEntry = { fingerprint, ...provenanceOf(options, source), ...role, ...facts }
  certificates.set(`${fingerprint} ${role.kind}`, {
    entry,
    certificate,
    file: { kind: 'certificates', fingerprint, bytes: bytes.slice() },
  })
  draft.known.set(fingerprint, [...(draft.known.get(fingerprint) ?? []), entry])
  const kind = role.kind && { kind: role.kind }
  const note = role.reason ?? (role.nonConformant ? 'published as not conforming' : undefined)
  lines.push({ what: role.role, state: 'new', source, fingerprint, ...kind, certificate: facts, ...(note && { note }) })
}

/** A certificate of the store or the draft is not parsed again. As an anchor for something else it is new. */
function knownLine(draft: ImportDraft, fingerprint: string, origin: CertificateOrigin): ImportLine | undefined {
  const { known, options } = draft
  const entries = known.get(fingerprint) ?? []
  const [first] = entries
  if (!first) return undefined
  const wanted = first.role === 'anchor' ? wantedKind(options, fingerprint, origin) : undefined
  const entry = entries.find(({ kind }) => wanted === undefined || kind === wanted || kind === 'test')
  if (!entry) return undefined
  const { role, kind, status, source: _, importedBy: __, importedAt: ___, reason, nonConformant: ____, ...rest } = entry
  const { fingerprint: _____, ...certificate } = rest
  return {
    what: role,
    state: status === 'disabled' ? 'disabled' : 'present',
    source: origin.source,
    fingerprint,
    ...(kind && { kind }),
    certificate,
    ...(status === 'disabled' && { note: 'was disabled', cure: `chipdesk trust enable ${fingerprint.slice(0, 16)}` }),
    ...(status === 'active' && reason && { note: reason }),
  }
}

/** What an anchor from there would be for; undefined where that is not said. */
function wantedKind(
  { as, confirmed }: ImportDraft['options'],
  fingerprint: string,
  { from, kind }: CertificateOrigin,
): AnchorKind | undefined {
  if (kind) return kind
  // A public list is one of passport issuers; for more the operator must name the certificate.
  if (from === 'master-list') return as && confirmed.has(fingerprint) ? as : 'passport'
  return as
}

function roleOf(
  draft: ImportDraft,
  certificate: Certificate,
  fingerprint: string,
  origin: CertificateOrigin,
): Role | Refusal {
  const { from } = origin
  const role = anchorOrLink(certificate)
  if (from === 'master-list' && typeof role !== 'string') return { role: 'unusable', reason: role.message }
  if (role === 'link') return { role }
  if (role === 'anchor') return anchorRole(draft, certificate, fingerprint, origin)
  if (certificate.basicConstraints?.ca) return { what: 'certificate', note: role.message }
  const not = notForDocuments(certificate)
  if (not) return { what: 'certificate', note: not }
  return { role: 'signer', ...(from === 'non-conformant' && { nonConformant: true as const }) }
}

/** Scope is part of an anchor: it is said by the operator, the list or the certificate, never assumed. */
function anchorRole(
  { options, known }: ImportDraft,
  certificate: Certificate,
  fingerprint: string,
  origin: CertificateOrigin,
): Role | Refusal {
  const { source, from } = origin
  if (from === 'directory' || from === 'non-conformant')
    return {
      what: 'anchor',
      note: 'an LDIF file is not signed',
      cure: 'import the master list, or the certificate as a file',
    }
  const said = kindOf(source, certificate)
  if (said === 'test') return { role: 'anchor', kind: 'test' }
  const wanted = wantedKind(options, fingerprint, origin)
  const kind = wanted ?? (said === 'passport' ? said : undefined)
  if (!kind) return { what: 'anchor', note: 'nothing says what it is for', cure: '--as identity-card or --as passport' }
  const isPassport = said === 'passport' || (known.get(fingerprint) ?? []).some(entry => entry.kind === 'passport')
  if (kind === 'identity-card' && isPassport && from !== 'bundle' && !options.confirmed.has(fingerprint))
    return {
      what: 'anchor',
      note: 'it is one of passports',
      cure: `--as identity-card --confirm ${fingerprint}, if its state says so`,
    }
  return { role: 'anchor', kind }
}
