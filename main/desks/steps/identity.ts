import type { Report } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { DeskDefinition } from '../definition.ts'
import { inForce } from '../definition-days.ts'
import { latestCheck } from '../latest-check.ts'
import { done, type Finding, finding, worstOf } from './finding.ts'
import { saysOnlyExpired } from './registry.ts'

type Rule = Pick<DeskDefinition['identity'], 'chipProof' | 'expired' | 'offline'>
/** Where the rule of the definition is not in force: nothing is forgiven. */
const strictest: Rule = { chipProof: 'required', expired: 'stop', offline: 'wait' }

/** Whether this is who the card says, by the card and the desk's rules on it. */
export function identityStep(
  definition: Pick<DeskDefinition, 'identity' | 'withoutCard'>,
  transaction: Transaction,
  on: string,
): Finding {
  const rule = inForce(definition.identity, on) ? definition.identity : strictest
  if (transaction.withoutCard) return receivedWithoutCard(definition, transaction.withoutCard.reason, on)
  const inApp = latestCheck(transaction, 'eid')
  if (inApp && !isChipRead(transaction.report)) return inVneid(inApp.state)
  return worstOf([cardItself(transaction, rule, on), ...beforeAnswer(transaction.registry, rule)])
}

/** A way that the definition does not have on that day is none. */
function receivedWithoutCard({ withoutCard }: Pick<DeskDefinition, 'withoutCard'>, reason: string, on: string) {
  const way = withoutCard.find(each => each.reason === reason && inForce(each, on))
  return finding(way ? 'warned' : 'stopped', 'no-chip')
}

type AskedInApp = NonNullable<ReturnType<typeof latestCheck>>['state']

/** VNeID at level 2 is shown instead of a card (NĐ 69/2024/NĐ-CP), yet it proves no chip. */
function inVneid(state: AskedInApp): Finding {
  if (state.status === 'pending') return finding('waiting', 'no-chip')
  const granted = state.status === 'answered' && state.answer.kind === 'eid' && state.answer.outcome === 'GRANTED'
  return finding(granted ? 'warned' : 'stopped', 'no-chip')
}

type Asked = Pick<Transaction, 'report' | 'registry'>

function cardItself(asked: Asked, rule: Rule, on: string): Finding {
  const found = [...expiry(asked.report, rule, on), ...verdict(asked, rule, on)]
  return found.length > 0 ? worstOf(found) : done
}

function verdict(asked: Asked, { chipProof }: Rule, on: string): Finding[] {
  const { report } = asked
  switch (report.verdict) {
    case 'altered':
    case 'cloned':
      return [finding('stopped', 'verdict')]
    case 'refused':
      return isExpired(report, on) && !failsElsewhere(asked) ? [] : [finding('stopped', 'verdict')]
    case 'incomplete':
      return [finding('to-do', 'read-incomplete')]
    case 'intact':
    case 'authentic':
      if (!isChipProven(report)) return [finding(chipProof === 'required' ? 'stopped' : 'warned', 'chip-not-proven')]
      return report.verdict === 'intact' ? [finding('warned', 'verdict')] : []
  }
}

function expiry(report: Report, { expired }: Rule, on: string): Finding[] {
  return isExpired(report, on) ? [finding(expired === 'stop' ? 'stopped' : 'warned', 'expired-document')] : []
}

/** By the check of the read, or by the date alone where the card ran out since. */
function isExpired({ checks, document }: Report, on: string): boolean {
  const until = document.find(({ id }) => id === 'expiryDate')?.value
  const past = until !== undefined && /^\d{4}-\d\d-\d\d$/.test(until) && until < on
  return past || checks.some(({ id, reason }) => id === 'document.expiry' && reason === 'document-expired')
}

const failsElsewhere = ({ report, registry }: Asked) =>
  report.checks
    .filter(({ id }) => id !== 'document.expiry' && id !== 'identity.insurance')
    .filter(({ id }) => id !== 'identity.registry' || !saysOnlyExpired(registry))
    .some(({ result }) => result === 'failed')

const isChipProven = ({ checks }: Report) =>
  checks.some(({ id, result }) => id.startsWith('chip.') && result === 'successful')

export const isChipRead = ({ dataGroups, access }: Report): boolean =>
  access.protocol !== 'none' || dataGroups.read.length > 0

/** Desks that go nowhere without the register wait for it. */
function beforeAnswer({ status }: Transaction['registry'], { offline }: Rule): Finding[] {
  if (offline === 'go-on' || status === 'answered') return []
  if (status === 'pending') return [finding('waiting', 'registry-pending')]
  return [finding('to-do', status === 'failed' ? 'registry-failed' : 'registry-not-asked')]
}
