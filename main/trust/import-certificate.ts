import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import { type AnchorKind, anchorOrLink, fingerprintOf, kindOf } from './anchor.ts'
import { factsOf } from './certificate-facts.ts'
import { notForDocuments } from './chain.ts'
import { type ImportDraft, type ImportLine, noted, provenanceOf, said } from './import-draft.ts'
import type { CertificateEntry } from './trust-index.ts'

/** Where a certificate came from, which decides what it may become. */
export interface CertificateOrigin {
  readonly source: string
  readonly from: 'file' | 'bundle' | 'master-list' | 'directory' | 'non-conformant'
  /** What the signer of a bundle says its anchor is for; `test` where the signer of a list stands under a test anchor. */
  readonly kind?: AnchorKind
}

type Refusal = Pick<ImportLine, 'note' | 'says' | 'cure' | 'remedy'> & {
  readonly what: ImportLine['what']
  readonly state?: 'unconfirmed'
}
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
    lines.push({
      what: 'certificate',
      state: 'refused',
      source,
      fingerprint,
      ...noted(said('unreadable', parsed.error.message)),
    })
    return
  }
  const certificate = parsed.value
  const facts = factsOf(certificate)
  const role = roleOf(draft, certificate, fingerprint, origin)
  if ('what' in role) {
    lines.push({ state: 'refused', ...role, source, fingerprint, certificate: facts })
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
  const doubts = [
    ...(role.reason !== undefined ? [said('unusable', role.reason)] : []),
    ...(role.nonConformant ? [said('not-conforming')] : []),
  ]
  const notes = doubts.length > 0 && noted(...doubts)
  lines.push({ what: role.role, state: 'new', source, fingerprint, ...kind, certificate: facts, ...notes })
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
    ...(status === 'disabled' && {
      ...noted(said('was-disabled')),
      cure: `chipdesk trust enable ${fingerprint.slice(0, 16)}`,
      remedy: 'enable' as const,
    }),
    ...(status === 'active' && reason && noted(said('unusable', reason))),
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
  if (certificate.basicConstraints?.ca) return { what: 'certificate', ...noted(whyNoAnchor(role.message)) }
  const not = notForDocuments(certificate)
  if (not) return { what: 'certificate', ...noted(said('not-for-documents', not)) }
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
      ...noted(said('directory-not-signed')),
      cure: 'import the master list, or the certificate as a file',
      remedy: 'import-signed',
    }
  const saysItself = kindOf(source, certificate)
  const wanted = wantedKind(options, fingerprint, origin)
  const kind = saysItself === 'passport' ? (wanted ?? saysItself) : saysItself === 'test' ? saysItself : wanted
  if (!kind)
    return {
      what: 'anchor',
      ...noted(said('purpose-unsaid')),
      cure: '--as identity-card or --as passport',
      remedy: 'say-purpose',
    }
  const isPassport =
    saysItself === 'passport' || (known.get(fingerprint) ?? []).some(entry => entry.kind === 'passport')
  if (kind === 'identity-card' && isPassport && from !== 'bundle' && !options.confirmed.has(fingerprint))
    return {
      what: 'anchor',
      ...noted(said('of-passports')),
      cure: `--as identity-card --confirm ${fingerprint}, if its state says so`,
      remedy: 'confirm',
    }
  if (options.confirmsFiles && from === 'file' && !options.confirmed.has(fingerprint))
    return {
      what: 'anchor',
      state: 'unconfirmed',
      ...noted(said('compare')),
      cure: `--confirm ${fingerprint}`,
      remedy: 'confirm',
    }
  return { role: 'anchor', kind }
}

/** The one reason among them that says the file was tampered with has words of its own. */
const whyNoAnchor = (message: string) =>
  message === 'own signature is wrong' ? said('own-signature-wrong') : said('unusable', message)
