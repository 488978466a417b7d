import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import type { TrustSaid } from '../protocol/trust.ts'
import { type Anchor, anchorOrLink, fingerprintOf } from './anchor.ts'
import { factsOf } from './certificate-facts.ts'
import { anchorAbove, chainToAnchor, masterListSigning, validityAt } from './chain.ts'
import { deviationListAnchor, verifyDeviationList } from './deviation-list.ts'
import { deviationIndex, encodeDeviationIndex } from './deviation-list-index.ts'
import { addCertificate } from './import-certificate.ts'
import { type ImportDraft, type ImportLine, noted, provenanceOf, said, trustOfDraft } from './import-draft.ts'
import { verifyMasterList } from './master-list.ts'
import { isListSignedBy, parseRevocationList, type RevocationList, revocationOf } from './revocation-list.ts'
import type { Trust } from './trust.ts'

/**
 * Puts the certificates of a master list into the draft, if its signer stands under an anchor of the store or of a fingerprint that the operator
 * confirmed; else they are shown and stay out.
 * @param offered anchors of this import that the operator confirmed
 */
export function addMasterList(draft: ImportDraft, bytes: Uint8Array, source: string, offered: readonly Certificate[]) {
  const { lines, options } = draft
  const verified = verifyMasterList(bytes)
  const line = { what: 'master-list', source, fingerprint: fingerprintOf(bytes) } as const
  if (!verified.ok) {
    lines.push({
      ...line,
      state: 'refused',
      ...noted(said('list-unverified', verified.error.tag, verified.error.message)),
    })
    return
  }
  const { signer, companions, certificates, signingTime = options.at } = verified.value
  const anchors = companions.filter(each => anchorOrLink(each) === 'anchor')
  const [confirmed, others] = [true, false].map(is =>
    anchors.filter(each => options.confirmed.has(fingerprintOf(each.bytes)) === is),
  )
  const about = said('list-of', String(certificates.length), signer.subject.text, day(signingTime))
  const signedAt = { fingerprint: line.fingerprint, issuerKey: signer.issuer.key, at: signingTime }
  const judged =
    outOfTime(draft, signedAt) ?? judgeListSigner(draft, signer, signingTime, [...offered, ...(confirmed ?? [])])
  if ('doubt' in judged) {
    const { doubt, isIssuerOpen, ...cure } = judged
    lines.push({ ...line, state: cure.cure ? 'unconfirmed' : 'refused', ...noted(about, doubt), ...cure })
    if (!isIssuerOpen) return
    for (const each of others ?? []) lines.push(offer(each, source))
    for (const each of certificates) lines.push(waiting(each, source))
    return
  }
  const place = lines.length
  const notes = noted(about, said('under', judged.anchor.subject), ...judged.warnings)
  lines.push({ ...line, state: 'present', ...notes })
  // Whoever a test anchor vouches for is a test.
  const kind = judged.anchor.kind === 'test' ? { kind: 'test' as const } : {}
  const listed = new Set(certificates.map(fingerprintOf))
  const beside = (confirmed ?? []).map(each => each.bytes).filter(der => !listed.has(fingerprintOf(der)))
  for (const each of [...beside, ...certificates]) addCertificate(draft, each, { source, from: 'master-list', ...kind })
  if (draft.store.index.masterLists.some(({ fingerprint }) => fingerprint === line.fingerprint)) return
  lines[place] = { ...line, state: 'new', ...notes }
  const { status: _, ...provenance } = provenanceOf(options, source)
  draft.masterLists.set(line.fingerprint, {
    fingerprint: line.fingerprint,
    issuerKey: signer.issuer.key,
    signedAt: signingTime.toISOString(),
    certificates: certificates.length,
    ...provenance,
  })
}

const day = (date: Date) => date.toISOString().slice(0, 10)

interface Doubt extends Pick<ImportLine, 'cure' | 'remedy'> {
  readonly doubt: TrustSaid
  /** The content may be shown: only who is above the signer is open. */
  readonly isIssuerOpen?: true
}
type ListSigner = { readonly anchor: Anchor; readonly warnings: readonly TrustSaid[] } | Doubt

/** How far the clock of a signer and that of the desk may be apart, ms. */
const clockTolerance = 3_600_000

/** A list of the future, or one older than what its issuer's last one is (rollback), which the operator may want all the same. */
function outOfTime(
  { store, masterLists, options }: ImportDraft,
  list: { readonly fingerprint: string; readonly issuerKey: string; readonly at: Date },
): Doubt | undefined {
  if (list.at.getTime() > options.at.getTime() + clockTolerance) return { doubt: said('list-in-future') }
  const newer = [...store.index.masterLists, ...masterLists.values()].find(
    ({ issuerKey, signedAt }) => issuerKey === list.issuerKey && new Date(signedAt) > list.at,
  )
  if (!newer || options.confirmed.has(list.fingerprint)) return undefined
  return {
    doubt: said('list-older', day(new Date(newer.signedAt))),
    cure: `--confirm ${list.fingerprint}`,
    remedy: 'confirm-list',
  }
}

/** Whether a signer of master lists may be believed: under an anchor, for this purpose, valid when it signed, not revoked. */
function judgeListSigner(
  draft: ImportDraft,
  signer: Certificate,
  signedAt: Date,
  confirmed: readonly Certificate[],
): ListSigner {
  const { at } = draft.options
  const trust = trustOfDraft(draft, confirmed)
  const chain = chainToAnchor(signer, trust, { at: signedAt, purpose: masterListSigning })
  if (chain.outcome === 'no-anchor')
    return {
      doubt: said('signer-without-anchor'),
      cure: 'compare the fingerprint of the CSCA above its signer with another source, then --confirm it',
      remedy: 'confirm-issuer',
      isIssuerOpen: true,
    }
  if (chain.outcome === 'forged') return { doubt: said('signer-forged') }
  if (chain.outcome === 'unsuitable') return { doubt: said('signer-unsuitable', chain.message) }
  const { anchor, links } = chain
  const way = [signer, ...links, anchor.certificate]
  const invalid = way.find(each => validityAt(each, signedAt) !== 'valid')
  if (invalid) return { doubt: said('signer-was-invalid', invalid.subject.text) }
  const issuer = links[0] ?? anchor.certificate
  const { state } = revocationOf(signer, [issuer], trust.revocationLists(issuer), at)
  if (state === 'revoked') return { doubt: said('signer-revoked') }
  const past = way.find(each => each.notAfter < at)
  return { anchor, warnings: past ? [said('ended', past.subject.text, day(past.notAfter))] : [] }
}

const offer = (certificate: Certificate, source: string): ImportLine => ({
  what: 'anchor',
  state: 'unconfirmed',
  source,
  fingerprint: fingerprintOf(certificate.bytes),
  certificate: factsOf(certificate),
  ...noted(said('came-with-list')),
  cure: `--confirm ${fingerprintOf(certificate.bytes)}`,
  remedy: 'confirm',
})

function waiting(bytes: Uint8Array, source: string): ImportLine {
  const parsed = parseCertificate(bytes)
  const line = { what: 'certificate', state: 'unconfirmed', source, fingerprint: fingerprintOf(bytes) } as const
  return parsed.ok
    ? { ...line, certificate: factsOf(parsed.value) }
    : { ...line, ...noted(said('unreadable', parsed.error.message)) }
}

/** Puts a revocation list into the draft, if an anchor or a link under one signed it. */
export function addRevocationList(draft: ImportDraft, bytes: Uint8Array, source: string, trust: Trust) {
  const { lines, options, store, revocationLists } = draft
  const what = 'revocation-list'
  const fingerprint = fingerprintOf(bytes)
  const line = { what, source, fingerprint } as const
  const there = store.index.revocationLists.some(each => each.fingerprint === fingerprint)
  if (there || revocationLists.has(fingerprint)) {
    lines.push({ ...line, state: 'present' })
    return
  }
  const list = parseRevocationList(bytes)
  if (!list.ok) {
    lines.push({ ...line, state: 'refused', ...noted(said('unreadable', list.error.message)) })
    return
  }
  const { issuer, thisUpdate, nextUpdate, revoked } = list.value
  const about = said('revocation-list-of', issuer.text, thisUpdate.toISOString(), String(revoked.size))
  if (!signerOf(list.value, trust)) {
    const cure = 'import the anchor of its issuer first'
    const notes = noted(about, said('revocation-list-unsigned'))
    lines.push({ ...line, state: 'refused', ...notes, cure, remedy: 'import-issuer' })
    return
  }
  const stale = nextUpdate && nextUpdate < options.at ? [said('stale-since', nextUpdate.toISOString())] : []
  revocationLists.set(fingerprint, {
    entry: {
      fingerprint,
      ...provenanceOf(options, source),
      issuer: issuer.text,
      issuerKey: issuer.key,
      thisUpdate: thisUpdate.toISOString(),
      ...(nextUpdate && { nextUpdate: nextUpdate.toISOString() }),
      revoked: revoked.size,
    },
    file: { kind: 'revocation-lists', fingerprint, bytes: bytes.slice() },
  })
  lines.push({ ...line, state: 'new', ...noted(about, ...stale) })
}

/** The anchor, or the link under one, whose key signed a list. */
function signerOf(list: RevocationList, trust: Trust): Certificate | undefined {
  const { authorityKeyId, issuer } = list
  const issued = { issuer, subject: issuer, ...(authorityKeyId !== undefined && { authorityKeyId }) }
  const anchor = trust.issuersOf(issued).find(({ certificate }) => isListSignedBy(list, certificate))
  if (anchor) return anchor.certificate
  return trust.linksOf(issued).find(link => isListSignedBy(list, link) && anchorAbove(link, trust) !== undefined)
}

/** Puts the index of a deviation list into the draft, if its signer stands under an anchor; the list itself is not kept. */
export function addDeviationList(draft: ImportDraft, bytes: Uint8Array, source: string, trust: Trust) {
  const { lines, options, store, deviationLists } = draft
  const fingerprint = fingerprintOf(bytes)
  const line = { what: 'deviation-list', source, fingerprint } as const
  const there = store.index.deviationLists.some(each => each.fingerprint === fingerprint)
  if (there || deviationLists.has(fingerprint)) {
    lines.push({ ...line, state: 'present' })
    return
  }
  const list = verifyDeviationList(bytes)
  if (!list.ok) {
    lines.push({ ...line, state: 'refused', ...noted(said('list-unverified', list.error.tag, list.error.message)) })
    return
  }
  const { signer, signingTime, entries } = list.value
  const about = said('deviations-of', String(entries.length), signer.subject.text)
  const anchor = deviationListAnchor(list.value, trust, options.at)
  if (!anchor.ok) {
    const cure = 'import the anchor of its signer first'
    const notes = noted(about, said('deviations-without-anchor', anchor.error.cause ?? ''))
    lines.push({ ...line, state: 'refused', ...notes, cure, remedy: 'import-issuer' })
    return
  }
  const stored = encodeDeviationIndex(deviationIndex(list.value, anchor.value))
  deviationLists.set(fingerprint, {
    entry: {
      fingerprint,
      ...provenanceOf(options, source),
      stored: fingerprintOf(stored),
      signer: signer.subject.text,
      ...(signingTime && { signedAt: signingTime.toISOString() }),
      entries: entries.length,
    },
    file: { kind: 'deviation-lists', fingerprint, bytes: stored },
  })
  lines.push({ ...line, state: 'new', ...noted(about, said('under', anchor.value.subject)) })
}
