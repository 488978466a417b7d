import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { Check } from '../protocol/report.ts'
import { validityAt } from '../trust/chain.ts'
import type { ClockDoubt } from './clock.ts'
import type { IssuedChain } from './issuer-revocation.ts'

interface Signed {
  readonly signer: Certificate
  readonly signingTime?: Date
}

/** Time zones of signers that write their own time as UTC. */
const slack = 86_400_000

type Finding = Omit<Check, 'id'>

/**
 * The dates of everything that the signature rests on (9303-12 §4, §7.1, TR-03135-1 §5.6.4.3). Now: the certificates of signer, links and anchor are
 * valid. That the CSCA's key is out of use by now is as it should be: a signer's certificate lives as long as its last document. When it was signed, as
 * far as the signer says when: within the certificate, which is a must, and within the use of its key.
 */
export function validityCheck(signed: Signed, chain: IssuedChain, at: Date, clock?: ClockDoubt): Check {
  const { signer, signingTime } = signed
  const when = signingTime ? `, signed ${day(signingTime)}` : ''
  const detail = `document signer ${day(signer.notBefore)} to ${day(signer.notAfter)}${when}`
  const findings = [...nowFindings(signer, chain, at, clock), ...signingFindings(signed, at, clock)]
  const worst = findings.find(({ result }) => result === 'failed') ?? findings[0]
  return { id: 'issuer.validity', result: 'successful', detail, ...worst }
}

function nowFindings(
  signer: Certificate,
  { links, anchor }: IssuedChain,
  at: Date,
  clock: ClockDoubt | undefined,
): Finding[] {
  const all = [
    { name: 'document signer', certificate: signer },
    ...links.map(certificate => ({ name: 'link', certificate })),
    { name: 'anchor', certificate: anchor.certificate },
  ]
  const now = all.flatMap(({ name, certificate }): Finding[] => {
    // Under a clock that lies, what is over at the floor is over; nothing else is known.
    const validity = validityAt(certificate, clock?.floor ?? at)
    if (validity === 'valid' || (clock && validity === 'not-yet-valid')) return []
    const detail = `${name} ${day(certificate.notBefore)} to ${day(certificate.notAfter)}`
    return [{ result: 'failed', reason: validity, detail }]
  })
  return clock ? [...now, { result: 'undetermined', reason: 'clock-wrong', detail: clock.detail }] : now
}

function signingFindings({ signer, signingTime }: Signed, at: Date, clock: ClockDoubt | undefined): Finding[] {
  if (!signingTime) return []
  const { notBefore, notAfter, privateKeyUsage = {} } = signer
  const reason = 'signed-out-of-period'
  const outside = (from: Date | undefined, to: Date | undefined) =>
    (from && signingTime.getTime() < from.getTime() - slack) || (to && signingTime.getTime() > to.getTime() + slack)
  if (outside(notBefore, notAfter))
    return [
      {
        result: 'failed',
        reason,
        detail: `signed ${day(signingTime)}, certificate ${day(notBefore)} to ${day(notAfter)}`,
      },
    ]
  if (!clock && signingTime.getTime() > at.getTime() + slack)
    return [{ result: 'failed', reason, detail: `signed ${day(signingTime)}, after ${day(at)}` }]
  const { notBefore: first, notAfter: last } = privateKeyUsage
  // The signer's own negligence, as far as one can tell: nothing that the document shows is refuted by it.
  if (outside(first, last))
    return [{ result: 'undetermined', reason, detail: `signed ${day(signingTime)}, key in use ${period(first, last)}` }]
  return []
}

const day = (date: Date) => date.toISOString().slice(0, 10)
const period = (first: Date | undefined, last: Date | undefined) =>
  [first && `from ${day(first)}`, last && `to ${day(last)}`].filter(Boolean).join(' ')
