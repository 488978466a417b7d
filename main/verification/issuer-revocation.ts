import type { Certificate } from '../emrtd/pa/certificate.ts'
import { isSignedBy } from '../emrtd/pa/certificate.ts'
import type { Check } from '../protocol/report.ts'
import type { Chain } from '../trust/chain.ts'
import { type Revocation, revocationOf } from '../trust/revocation-list.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockDoubt } from './clock.ts'

export type IssuedChain = Extract<Chain, { outcome: 'issued' }>

/**
 * What the lists say of a signer and of the certificates above it. A revocation is believed under any clock, and the worst word about any of them
 * is the answer; how fresh a list is, is the word on the signer.
 * @param name in front of the detail, where it is not the signer of EF.SOD
 */
export function revocationCheck(
  signer: Certificate,
  chain: IssuedChain,
  trust: Trust,
  at: Date,
  { clock, name = '' }: { clock?: ClockDoubt | undefined; name?: string } = {},
): Check {
  const id = 'issuer.revocation'
  const moment = clock ? lastMoment : at
  const above = [...chain.links, chain.anchor.certificate].filter(each => revoked(each, chain, trust, moment))
  if (above[0]) return { id, result: 'failed', reason: 'csca-revoked', detail: `${name}${above[0].subject.text}` }
  const state = stateOf(signer, chain, trust, moment)
  if (state.state === 'revoked')
    return {
      id,
      result: 'failed',
      reason: 'signer-revoked',
      detail: `${name}${signer.subject.text}, ${day(state.since)}`,
    }
  if (state.state === 'absent')
    return { id, result: 'undetermined', reason: 'no-revocation-list', ...(name && { detail: name.trim() }) }
  if (clock) return { id, result: 'undetermined', reason: 'clock-wrong', detail: clock.detail }
  const list = `${name}list of ${day(state.thisUpdate)}, good until ${day(state.goodUntil)}`
  if (state.state === 'good') return { id, result: 'successful', detail: list }
  return {
    id,
    result: 'undetermined',
    reason: 'revocation-list-stale',
    detail: `${list}: ${state.daysOverdue} days overdue`,
  }
}

/** Every list is of the past then. */
const lastMoment = new Date(8_640_000_000_000_000)

const day = (date: Date) => date.toISOString().slice(0, 10)

const revoked = (certificate: Certificate, chain: IssuedChain, trust: Trust, at: Date) =>
  stateOf(certificate, chain, trust, at).state === 'revoked'

/** The lists that bear the name of the certificate's issuer, under every key that the desk knows for it. */
export function stateOf(certificate: Certificate, chain: IssuedChain, trust: Trust, at: Date): Revocation {
  const issuer = { ...certificate, subject: certificate.issuer }
  const lists = trust.revocationLists(issuer)
  return revocationOf(certificate, lists.length > 0 ? listSigners(chain, trust, lists) : [], lists, at)
}

/**
 * Whose keys sign the lists of an issuer: those of the chain, of anchors of the same kind, and of new keys that an anchor of the chain vouches for by
 * a link certificate. Lists are signed with the newest key, for the signers of all (9303-12 §7.1.4).
 */
function listSigners(
  { anchor, links }: IssuedChain,
  trust: Trust,
  lists: ReturnType<Trust['revocationLists']>,
): Certificate[] {
  const asIssued = lists.map(({ issuer, authorityKeyId }) => ({
    issuer,
    subject: issuer,
    ...(authorityKeyId !== undefined && { authorityKeyId }),
  }))
  const anchors = asIssued.flatMap(list => trust.issuersOf(list)).filter(({ kind }) => kind === anchor.kind)
  const vouched = asIssued.flatMap(list => trust.linksOf(list)).filter(link => isSignedBy(link, anchor.certificate))
  return [anchor.certificate, ...links, ...anchors.map(({ certificate }) => certificate), ...vouched]
}
