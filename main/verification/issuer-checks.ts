import { equalBytes } from '@noble/curves/utils.js'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import { weaknessesOf } from '../emrtd/pa/weaknesses.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Anchor } from '../trust/anchor.ts'
import { type Chain, chainToAnchor, type DocumentUse } from '../trust/chain.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockDoubt } from './clock.ts'
import type { DataProof } from './data-checks.ts'
import { revocationCheck } from './issuer-revocation.ts'
import { validityCheck } from './issuer-validity.ts'
import type { KeptRead } from './kept-read.ts'
import { statesAgree } from './state-codes.ts'

export interface IssuerProof {
  readonly checks: readonly Check[]
  /** Present only if the chain held. */
  readonly anchor?: Anchor
}

export interface IssuerContext {
  readonly anchors: Trust
  readonly at: Date
  readonly clock?: ClockDoubt | undefined
}

/** Who signed, and whether the desk may rely on it (TR-03135-1 §5.6.4.3, §5.6.4.5). */
export function proveIssuer(read: KeptRead, data: DataProof, { anchors, at, clock }: IssuerContext): IssuerProof {
  const { sod, checks } = data
  if (!sod) {
    // The signature check says why; without a verified signer there is nobody to ask about.
    const { result, reason } = checks.find(({ id }) => id === 'sod.signature') ?? { result: 'undetermined' as const }
    const open: Pick<Check, 'result' | 'reason'> = {
      result: result === 'aborted' ? 'aborted' : 'undetermined',
      ...(reason && { reason }),
    }
    const ids = ['issuer.chain', 'issuer.validity', 'issuer.revocation', 'issuer.state'] as const
    return { checks: ids.map(id => ({ id, ...open })) }
  }
  const chain = chainToAnchor(sod.signer, anchors, { at, use: documentUse(read) })
  const found: Check[] = [chainCheck(chain, sod.signer)]
  if (chain.outcome === 'issued') {
    found.push(validityCheck(sod, chain, at, clock))
    found.push(revocationCheck(sod.signer, chain, anchors, at, { clock }))
    found.push(...otherSigner(data, chain.anchor, { anchors, at, clock }))
  } else {
    // Dates and revocation are the issuer's word; it counts once the issuer is known.
    found.push({ id: 'issuer.validity', result: 'undetermined', reason: 'no-anchor' })
    found.push({ id: 'issuer.revocation', result: 'undetermined', reason: 'no-anchor' })
  }
  found.push(stateCheck(read, sod.signer, chain))
  return { checks: found, ...(chain.outcome === 'issued' && { anchor: chain.anchor }) }
}

/** EF.CardSecurity may have a signer of its own, who may be revoked alone. Whether he stands under an anchor is for the check of the chip to say. */
function otherSigner({ sod, cardSecurity }: DataProof, anchor: Anchor, { anchors, at, clock }: IssuerContext): Check[] {
  if (!cardSecurity || (sod && equalBytes(sod.signer.bytes, cardSecurity.signer.bytes))) return []
  const chain = chainToAnchor(cardSecurity.signer, anchors, { at, use: scopeOf(anchor) })
  if (chain.outcome !== 'issued') return []
  return [revocationCheck(cardSecurity.signer, chain, anchors, at, { clock, name: 'EF.CardSecurity: ' })]
}

const scopeOf = ({ kind }: Anchor) => (kind === 'test' ? undefined : kind)

function chainCheck(chain: Chain, certificate: Certificate): Check {
  const id = 'issuer.chain'
  const signer = certificate.subject.text
  switch (chain.outcome) {
    case 'issued': {
      const above = [...chain.links, chain.anchor.certificate]
      const weak = deprecatedIn(certificate, above)
      const reason = weak.length > 0 ? 'deprecated-algorithm' : chain.anchor.kind === 'test' ? 'test-anchor' : undefined
      const way = [signer, ...above.map(({ subject }) => subject.text)].join(' < ')
      const detail = weak.length > 0 ? `${way}, deprecated: ${weak.join(' ')}` : way
      return { id, result: 'successful', detail, ...(reason && { reason }) }
    }
    case 'no-anchor':
      return { id, result: 'undetermined', reason: 'no-anchor', detail: signer + otherKind(chain.ofOtherKind) }
    case 'forged':
      return { id, result: 'failed', reason: 'issuer-signature-wrong', detail: signer }
    case 'unsuitable':
      return { id, result: 'undetermined', reason: 'issuer-profile-wrong', detail: chain.message }
  }
}

/** Deprecated parts of the chain: each signature below the anchor, and each key that made one. The signer's own key is for `sod.signature`. */
function deprecatedIn(signer: Certificate, above: readonly Certificate[]): string[] {
  const signatures = [signer, ...above.slice(0, -1)].flatMap(({ scheme }) => (scheme.ok ? [scheme.value.hash] : []))
  const keys = above.flatMap(({ publicKey }) => (publicKey.ok ? weaknessesOf(publicKey.value, signatures) : []))
  return [...new Set(keys)]
}

/**
 * What DG1 says the document is: a code that begins with P is a passport (9303-4 §4.2.2.1), any other a card. Without DG1 nothing is said, and
 * nothing is green. DG1 need not be trusted here: if it is not what was signed, `sod.hashes` fails.
 */
function documentUse({ files }: CardRead): DocumentUse | undefined {
  const bytes = files.get('DG1')
  const mrz = bytes && parseDg1(bytes)
  if (!mrz?.ok) return undefined
  return mrz.value.documentCode.startsWith('P') ? 'passport' : 'identity-card'
}

const otherKind = (anchor: Anchor | undefined): string =>
  anchor ? `; only a ${anchor.kind} anchor is there: ${anchor.subject}` : ''

/** A state must not sign for another: issuer in DG1 against the countries of the document signer, of its issuer, and of the anchor above. */
function stateCheck({ files, error, withheld }: KeptRead, signer: Certificate, chain: Chain): Check {
  const id = 'issuer.state'
  const bytes = files.get('DG1')
  if (!bytes) {
    if (withheld?.has('DG1')) return { id, result: 'undetermined', reason: 'withheld', detail: 'DG1' }
    return error
      ? { id, result: 'aborted', reason: 'read-ended-early' }
      : { id, result: 'undetermined', reason: 'not-read', detail: 'DG1' }
  }
  const mrz = parseDg1(bytes)
  const named = [
    signer.subject.country,
    signer.issuer.country,
    'anchor' in chain && chain.anchor.certificate.subject.country,
  ]
  const countries = [...new Set(named.filter(country => typeof country === 'string'))]
  if (!mrz.ok || countries.length === 0) return { id, result: 'undetermined', reason: 'unreadable' }
  const { issuingState } = mrz.value
  const detail = [issuingState, ...countries].join(' and ')
  const agree = countries.map(country => statesAgree(issuingState, country))
  if (agree.includes(false)) return { id, result: 'failed', reason: 'state-differs', detail }
  if (agree.includes(undefined)) return { id, result: 'undetermined', reason: 'unreadable', detail }
  return { id, result: 'successful', detail }
}
