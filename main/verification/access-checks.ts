import { type PaceInfo, parseDg14, parseSecurityInfos, type SecurityInfos } from '../emrtd/security-infos.ts'
import type { Reason } from '../protocol/checks.ts'
import type { Check } from '../protocol/report.ts'
import type { AccessAttempt, CardRead } from '../reading/card-read.ts'
import type { DataProof } from './data-checks.ts'

/** What a verified signature covers. */
type SignedFiles = Pick<DataProof, 'covered' | 'cardSecurity'>

/**
 * How the chip was opened (TR-03135-1 §5.6.3). A downgrade shows in what the SOD covers: DG14 repeats the PACE protocols of
 * EF.CardAccess, which anybody between card and reader could have taken away or changed (9303-11 §9.2).
 */
export function accessChecks(read: CardRead, proof: SignedFiles): Check[] {
  return [...openingChecks(read, proof), ...terminalAuthentication(read)]
}

/** Asked for only where an inspection system is configured; says what this reader may read and nothing about the document. */
function terminalAuthentication({ terminalAuthentication: record }: CardRead): Check[] {
  const id = 'access.terminal-authentication'
  if (!record) return []
  const detail = [record.holder, record.detail].filter(Boolean).join(': ')
  if (record.outcome === 'completed') return [{ id, result: 'successful', ...(detail && { detail }) }]
  const reason: Reason = record.outcome === 'unsupported' ? 'algorithm-unsupported' : 'access-refused'
  return [{ id, result: 'undetermined', reason, ...(detail && { detail }) }]
}

function openingChecks(read: CardRead, proof: SignedFiles): Check[] {
  const { protocol } = read.access
  if (protocol === 'none' && read.access.attempts.length === 0) return [] // files, not a card
  if (protocol === 'PACE')
    return [downgrade(read, proof) ?? { id: 'access.pace', result: 'successful', detail: describe(read) }]
  if (protocol === 'BAC') return [paceBesideBac(read), bac(read, proof)]
  return read.access.attempts.slice(-1).map(attempt => ({
    id: attempt.protocol === 'PACE' ? 'access.pace' : 'access.bac',
    result: resultOf(attempt.outcome),
    reason: reasonOf(attempt.outcome),
    detail: attempt.password,
  }))
}

/** Of a chip that was not opened. That we cannot do what it offers is no fault of the document (TR-03135-1 §5.2). */
function resultOf(outcome: AccessAttempt['outcome']): Check['result'] {
  if (outcome === 'completed') return 'aborted'
  return outcome === 'unsupported' ? 'not-supported' : 'failed'
}

function paceBesideBac({ access, files }: CardRead): Check {
  const id = 'access.pace'
  const attempt = access.attempts.findLast(each => each.protocol === 'PACE')
  if (attempt?.outcome === 'unsupported') return { id, result: 'not-supported', reason: 'algorithm-unsupported' }
  if (attempt) return { id, result: 'failed', reason: reasonOf(attempt.outcome), detail: attempt.password }
  const offered = paceInfos(files.get('CardAccess'))
  return offered.length > 0
    ? { id, result: 'undetermined', reason: 'access-refused', detail: 'offered and not tried' }
    : { id, result: 'not-supported', reason: 'access-not-offered' }
}

function bac(read: CardRead, proof: SignedFiles): Check {
  const id = 'access.bac'
  const detail = describe(read)
  const tried = read.access.attempts.some(({ protocol, outcome }) => protocol === 'PACE' && outcome !== 'unsupported')
  if (tried || paceInfos(read.files.get('CardAccess')).some(info => info.version === 2))
    return { id, result: 'failed', reason: 'downgraded', detail: 'PACE is offered and did not complete' }
  return downgrade(read, proof) ?? { id, result: 'successful', detail }
}

/**
 * Signed PACE protocols, of DG14 or else of EF.CardSecurity, that EF.CardAccess, as it came, does not have alike, nor the groups that go with
 * them: under the same number another group could be put.
 */
function downgrade(read: CardRead, { covered, cardSecurity }: SignedFiles): Check | undefined {
  const dg14 = covered.has('DG14') && read.files.get('DG14')
  const parsed = dg14 ? parseDg14(dg14) : undefined
  const [signed, name] =
    parsed?.ok && parsed.value.pace.length > 0
      ? [parsed.value, 'DG14']
      : [cardSecurity?.securityInfos, 'EF.CardSecurity']
  if (!signed || signed.pace.length === 0) return undefined
  const cardAccess = read.files.get('CardAccess')
  const infos = cardAccess && parseSecurityInfos(cardAccess)
  const [ours, theirs] = [offersOf(signed), infos?.ok ? offersOf(infos.value) : new Set<string>()]
  if (ours.size === theirs.size && [...ours].every(each => theirs.has(each))) return undefined
  const detail =
    theirs.size === 0 ? `${name} offers PACE, EF.CardAccess hides it` : `EF.CardAccess differs from ${name}`
  return {
    id: read.access.protocol === 'PACE' ? 'access.pace' : 'access.bac',
    result: 'failed',
    reason: 'downgraded',
    detail,
  }
}

/** What a chip offers, one word each: protocols by their parameters, and explicit groups by what they are. */
const offersOf = ({ pace, paceDomainParameters }: SecurityInfos): ReadonlySet<string> =>
  new Set([
    ...pace.map(info => `${info.oid} ${info.parameterId ?? ''}`),
    ...paceDomainParameters.map(
      info => `${info.oid} ${info.parameterId ?? ''} ${info.group.ok ? info.group.value.name : 'unknown'}`,
    ),
  ])

function paceInfos(cardAccess: Uint8Array | undefined): readonly PaceInfo[] {
  const infos = cardAccess && parseSecurityInfos(cardAccess)
  return infos?.ok ? infos.value.pace : []
}

function describe({ access }: CardRead): string {
  const { protocol, mapping, cipher, parameters, password } = access
  return [protocol, mapping, cipher, parameters, password].filter(Boolean).join(' ')
}

function reasonOf(outcome: CardRead['access']['attempts'][number]['outcome']): Reason {
  if (outcome === 'wrong-key') return 'wrong-key'
  if (outcome === 'completed') return 'read-ended-early'
  return outcome === 'unsupported' ? 'algorithm-unsupported' : 'access-refused'
}
