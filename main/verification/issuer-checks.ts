import { parseDg1 } from '../emrtd/lds/dg1.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Anchor } from '../trust/anchor.ts'
import { type Chain, chainToAnchor, type DocumentUse, validityAt } from '../trust/chain.ts'
import type { Trust } from '../trust/trust.ts'
import type { DataProof } from './data-checks.ts'
import { statesAgree } from './state-codes.ts'

export interface IssuerProof {
  readonly checks: readonly Check[]
  /** Present only if the chain held. */
  readonly anchor?: Anchor
}

/** Who signed, and whether the desk may rely on it (TR-03135-1 §5.6.4.3, §5.6.4.5). */
export function proveIssuer(read: CardRead, { sod, checks }: DataProof, anchors: Trust, at: Date): IssuerProof {
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
  const found: Check[] = [chainCheck(chain, sod.signer.subject.text)]
  if (chain.outcome === 'issued') {
    found.push(validityCheck(sod, chain.anchor, at))
    found.push({ id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' })
  } else {
    // Dates and revocation are the issuer's word; it counts once the issuer is known.
    found.push({ id: 'issuer.validity', result: 'undetermined', reason: 'no-anchor' })
    found.push({ id: 'issuer.revocation', result: 'undetermined', reason: 'no-anchor' })
  }
  found.push(stateCheck(read, sod.signer.subject.country ?? sod.signer.issuer.country))
  return { checks: found, ...(chain.outcome === 'issued' && { anchor: chain.anchor }) }
}

function chainCheck(chain: Chain, signer: string): Check {
  const id = 'issuer.chain'
  switch (chain.outcome) {
    case 'issued': {
      const detail = `${signer} < ${chain.anchor.certificate.subject.text}`
      return { id, result: 'successful', detail, ...(chain.anchor.kind === 'test' && { reason: 'test-anchor' }) }
    }
    case 'no-anchor':
      return { id, result: 'undetermined', reason: 'no-anchor', detail: signer + otherKind(chain.ofOtherKind) }
    case 'forged':
      return { id, result: 'failed', reason: 'issuer-signature-wrong', detail: signer }
    case 'unsuitable':
      return { id, result: 'undetermined', reason: 'issuer-profile-wrong', detail: chain.message }
  }
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

function validityCheck({ signer, signingTime }: NonNullable<DataProof['sod']>, anchor: Anchor, at: Date): Check {
  const id = 'issuer.validity'
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const signed = signingTime ? `, signed ${day(signingTime)}` : ''
  const detail = `document signer ${day(signer.notBefore)} to ${day(signer.notAfter)}${signed}`
  const ofSigner = validityAt(signer, at)
  if (ofSigner !== 'valid') return { id, result: 'failed', reason: ofSigner, detail }
  const ofAnchor = validityAt(anchor.certificate, at)
  const { notBefore, notAfter } = anchor.certificate
  if (ofAnchor !== 'valid')
    return { id, result: 'failed', reason: ofAnchor, detail: `anchor ${day(notBefore)} to ${day(notAfter)}` }
  return { id, result: 'successful', detail }
}

/** A state must not sign for another: issuer in DG1 against the country of the document signer. */
function stateCheck({ files, error }: CardRead, country: string | undefined): Check {
  const id = 'issuer.state'
  const bytes = files.get('DG1')
  if (!bytes)
    return error
      ? { id, result: 'aborted', reason: 'read-ended-early' }
      : { id, result: 'undetermined', reason: 'not-read', detail: 'DG1' }
  const mrz = parseDg1(bytes)
  if (!mrz.ok || !country) return { id, result: 'undetermined', reason: 'unreadable' }
  const { issuingState } = mrz.value
  const agree = statesAgree(issuingState, country)
  const detail = `${issuingState} and ${country}`
  if (agree === undefined) return { id, result: 'undetermined', reason: 'unreadable', detail }
  return agree ? { id, result: 'successful', detail } : { id, result: 'failed', reason: 'state-differs', detail }
}
