import { type Certificate, isSignedBy } from '../emrtd/pa/certificate.ts'
import type { Anchor, AnchorKind } from './anchor.ts'
import type { Trust } from './trust.ts'

/** What a document is, as far as the scope of anchors goes. */
export type DocumentUse = Exclude<AnchorKind, 'test'>

/**
 * How a document signer relates to the anchors of the desk. `issued` is the only outcome that makes its issuer known; `forged` means
 * that it names an anchor's key and does not have its signature; `unsuitable` that the anchor signed it, but not for this.
 */
export type Chain =
  | { readonly outcome: 'issued'; readonly anchor: Anchor; readonly links: readonly Certificate[] }
  /** `ofOtherKind` did sign it and must not prove a document of this kind: a passport anchor under an identity card. */
  | { readonly outcome: 'no-anchor'; readonly ofOtherKind?: Anchor }
  | { readonly outcome: 'forged'; readonly anchor: Anchor }
  | { readonly outcome: 'unsuitable'; readonly anchor: Anchor; readonly message: string }

/** Extended key usage of a signer of master lists (9303-12 table 6). */
export const masterListSigning = '2.23.136.1.1.3'

export interface ChainQuestion {
  /** OID of the extended key usage that is asked for; absent: signing documents, for which there is none. */
  readonly purpose?: string
  /** What must be proven; absent where the document does not say what it is, so that it is never green for other reasons. */
  readonly use?: DocumentUse | undefined
  /** Where several ways lead up, one whose certificates are all valid then is taken. Absent: any. */
  readonly at?: Date
}

/**
 * Finds the anchor that issued a document signer (9303-12 §7.1, TR-03135-1 §5.6.4.3), itself or through CSCA link certificates. A key identifier,
 * a name or a public point only makes a candidate; what counts is the signature, verified with the pinned anchor's own key and
 * parameters. Without a candidate the issuer is unknown, not wrong. Dates are for the caller to judge.
 */
export function chainToAnchor(signer: Certificate, trust: Trust, { use, at, purpose }: ChainQuestion = {}): Chain {
  const fits = ({ anchor: { kind } }: Way) => use === undefined || kind === 'test' || kind === use
  const ways: Way[] = []
  for (const way of waysUp(signer, trust, at)) {
    ways.push(way)
    // Short ways come first: nothing that follows is better, and would cost signatures.
    if (fits(way) && way.anchor.kind !== 'test' && isValid(way, at)) break
  }
  const way = best(ways.filter(fits), at)
  if (way) {
    const message = unsuitable(signer, purpose)
    return message ? { outcome: 'unsuitable', anchor: way.anchor, message } : { outcome: 'issued', ...way }
  }
  const other = best(ways, at)
  if (other) return { outcome: 'no-anchor', ofOtherKind: other.anchor }
  const named = trust.issuersOf(signer).find(({ certificate }) => keysNamed(signer, certificate))
  return named ? { outcome: 'forged', anchor: named } : { outcome: 'no-anchor' }
}

interface Way {
  readonly anchor: Anchor
  /** From the signer up: the first has the key that signed it, the anchor signed the last. */
  readonly links: readonly Certificate[]
}

/** Links in a row: an issuer changes its key every three to five years, and its signers live for ten more. */
const longestWay = 4

/** Signatures that are tried for one answer: whoever fills a store with links that sign each other makes nobody wait. */
const mostSignatures = 100

/**
 * Ways from a certificate to an anchor on which each signature holds, short ones first and on each step over links that are valid at the time;
 * each link is gone through once. What follows is looked for only when it is asked for. Path lengths are not looked at: every CSCA says zero, and
 * links with another name are in use.
 */
function* waysUp(certificate: Certificate, trust: Trust, at: Date | undefined): Generator<Way> {
  const budget = { left: mostSignatures }
  const seen = new Set<Certificate>()
  let level: { readonly top: Certificate; readonly links: readonly Certificate[] }[] = [{ top: certificate, links: [] }]
  for (let length = 0; length <= longestWay; length++) {
    const next: typeof level = []
    for (const { top, links } of level) {
      for (const anchor of signersAmong(trust.issuersOf(top), each => each.certificate, top, budget))
        yield { anchor, links }
      if (length === longestWay) continue
      const above = trust.linksOf(top).filter(link => mayLink(link) && !seen.has(link))
      for (const link of signersAmong(above, each => each, top, budget)) {
        seen.add(link)
        next.push({ top: link, links: [...links, link] })
      }
    }
    const isPast = ({ top }: (typeof level)[number]) => at !== undefined && validityAt(top, at) !== 'valid'
    level = next.sort((a, b) => Number(isPast(a)) - Number(isPast(b)))
  }
}

/** Whoever names a key and is signed by it has named its issuer; the others of the name are tried only where that fails. */
function signersAmong<T>(
  all: readonly T[],
  certificateOf: (each: T) => Certificate,
  signed: Certificate,
  budget: { left: number },
): readonly T[] {
  const signers = (some: readonly T[]) =>
    some.filter(each => budget.left-- > 0 && isSignedBy(signed, certificateOf(each)))
  const [named, others] = [true, false].map(is => all.filter(each => keysNamed(signed, certificateOf(each)) === is))
  const byKey = signers(named ?? [])
  return byKey.length > 0 ? byKey : signers(others ?? [])
}

/** A link certificate counts as a CA only if it says so and nothing in it is beyond us. */
const mayLink = ({ basicConstraints, keyUsage, unknownCritical }: Certificate): boolean =>
  basicConstraints?.ca === true && ((keyUsage ?? 0x0400) & 0x0400) !== 0 && unknownCritical.length === 0

/** A certificate under both a test and a real anchor key is one of the real issuer; then one valid at the time; then the shortest. */
function best(ways: readonly Way[], at: Date | undefined): Way | undefined {
  const rank = ({ anchor, links }: Way) =>
    (anchor.kind === 'test' ? 100 : 0) + (isValid({ anchor, links }, at) ? 0 : 10) + links.length
  return [...ways].sort((a, b) => rank(a) - rank(b))[0]
}

const isValid = ({ anchor, links }: Way, at: Date | undefined): boolean =>
  !at || [anchor.certificate, ...links].every(each => validityAt(each, at) === 'valid')

const keysNamed = (signer: Certificate, issuer: Certificate): boolean =>
  signer.authorityKeyId !== undefined && signer.authorityKeyId === issuer.subjectKeyId

const extendedKeyUsage = '2.5.29.37'
const anyExtendedKeyUsage = '2.5.29.37.0'

/** What forbids a certificate to sign documents, or lists where a purpose is given (9303-12 table 6, RFC 5280 §4.2). */
function unsuitable(signer: Certificate, purpose: string | undefined): string | undefined {
  const { basicConstraints, keyUsage } = signer
  if (basicConstraints?.ca) return 'signer is a certification authority'
  if (keyUsage !== undefined && (keyUsage & 0x8000) === 0) return 'key usage without digital signature'
  if (purpose !== undefined && !signer.extendedKeyUsage?.includes(purpose)) return `no extended key usage ${purpose}`
  const unknown = signer.unknownCritical.filter(oid => purpose === undefined || oid !== extendedKeyUsage)
  if (unknown.length > 0) return `critical extension ${unknown.join(', ')}`
  // RFC 5280 §4.2.1.12: critical or not, the key is for the uses named and no other; signing documents has no name.
  const uses = purpose === undefined ? signer.extendedKeyUsage : undefined
  return uses && !uses.includes(anyExtendedKeyUsage) ? `extended key usage ${uses.join(', ')}` : undefined
}

/** The first anchor under which a link certificate stands; without one it proves nothing. */
export function anchorAbove(link: Certificate, trust: Trust): Anchor | undefined {
  for (const { anchor } of waysUp(link, trust, undefined)) return anchor
  return undefined
}

/** Whether a certificate may sign documents, or what forbids it in words. */
export const notForDocuments = (signer: Certificate): string | undefined => unsuitable(signer, undefined)

export type Validity = 'valid' | 'expired' | 'not-yet-valid'

/** Whether a moment lies within the validity of a certificate, both ends included (RFC 5280 §4.1.2.5). */
export function validityAt({ notBefore, notAfter }: Certificate, at: Date): Validity {
  if (at < notBefore) return 'not-yet-valid'
  return at > notAfter ? 'expired' : 'valid'
}
