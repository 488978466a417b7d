import { lightOfVerdict, type Reason } from '../protocol/checks.ts'
import type { Check, DocumentField, FieldId, Report } from '../protocol/report.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { policyNames } from './policy.ts'
import { decideVerdict } from './verdict.ts'

/**
 * A report as it stands after the register's answer: the check `identity.registry` takes its result, the verdict is decided anew by the
 * same function, and fields that the register matched become `confirmed`. The stored report is left as it was made at the counter.
 */
export function withRegistry(report: Report, registry: RegistryState): Report {
  const checks = [...report.checks.filter(({ id }) => id !== 'identity.registry'), registryCheck(registry)]
  const policy = policyNames.find(name => name === report.policy) ?? 'strict'
  const complete = report.verdict !== 'incomplete' && !report.error
  const { verdict, reasons } = decideVerdict(checks, { policy, testAnchor: report.trust.test, complete })
  const document = report.document.map(field => ({ ...field, level: levelOf(field, registry) }))
  return { ...report, checks, verdict, light: lightOfVerdict[verdict], reasons: [...reasons], document }
}

/** Refusals that say something about the person asked about; all others are about the desk or the question. */
const reasonOfRefusal = new Map<string, Reason>([
  ['NOT_FOUND', 'registry-not-found'],
  ['INVALID_NUMBER', 'registry-mismatch'],
])

function registryCheck(registry: RegistryState): Check {
  const id = 'identity.registry'
  if (registry.status === 'not-asked') return { id, result: 'not-supported', reason: 'not-asked' }
  if (registry.status === 'pending') return { id, result: 'undetermined', reason: 'pending' }
  if (registry.status === 'failed') {
    const reason = reasonOfRefusal.get(registry.error.cause ?? '') ?? 'registry-unknown'
    return { id, result: 'undetermined', reason, detail: registry.error.tag }
  }
  const { card, citizen } = registry
  const detail = [card?.verdict, citizen && `match ${citizen.match}`, citizen?.lifeStatus, citizen?.numberStatus]
    .filter(Boolean)
    .join(', ')
  return { id, ...registryResult(card?.verdict, citizen), detail }
}

type Answered = Extract<RegistryState, { status: 'answered' }>

/** The worst of what the register said about the card and about its holder. */
function registryResult(
  card: NonNullable<Answered['card']>['verdict'] | undefined,
  citizen: Answered['citizen'],
): Pick<Check, 'result' | 'reason'> {
  if (card === 'NUMBER_MISMATCH' || card === 'NOT_VALID' || citizen?.match === 'NONE')
    return { result: 'failed', reason: 'registry-mismatch' }
  if (card === 'REVOKED' || card === 'LOST_REPORTED' || card === 'REPLACED' || card === 'EXPIRED') {
    return { result: 'failed', reason: 'registry-revoked' }
  }
  if (citizen?.lifeStatus === 'DECEASED' || citizen?.numberStatus === 'CANCELLED') {
    return { result: 'failed', reason: 'registry-revoked' }
  }
  if (citizen?.match === 'NOT_FOUND') return { result: 'undetermined', reason: 'registry-not-found' }
  // The register does not know the signer, knows the person otherwise, or as missing: an answer, but no confirmation.
  if (card !== 'VALID' || citizen?.match === 'PARTIAL' || citizen?.lifeStatus === 'MISSING') {
    return { result: 'undetermined', reason: 'registry-mismatch' }
  }
  return { result: 'successful' }
}

/** Only what the chip proved can be confirmed: a match of declared data says nothing about the card on the desk. */
function levelOf({ id, level }: DocumentField, registry: RegistryState): DocumentField['level'] {
  if (registry.status !== 'answered' || level !== 'authentic') return level
  const { card, citizen } = registry
  if (card?.verdict !== 'VALID' || registryResult(card.verdict, citizen).result === 'failed') return level
  return isMatched(id, citizen) ? 'confirmed' : level
}

/** The number identifies the person who was found; every other field needs a match of its own. */
function isMatched(id: FieldId, citizen: Answered['citizen']): boolean {
  if (!citizen || citizen.match === 'NONE' || citizen.match === 'NOT_FOUND') return false
  return id === 'personalNumber' || citizen.perField[id]?.match === true
}
