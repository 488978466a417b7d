import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import { latestAnswer } from '../latest-check.ts'
import { done, type Finding, finding, worstOf } from './finding.ts'

/** What the register said of card and holder, its look-ups and the civil-status books with it: the worst counts. */
export function registryStep(transaction: Pick<Transaction, 'registry' | 'checks'>): Finding {
  return worstOf([asked(transaction.registry), ...lookedUp(transaction)])
}

/** Refusals that are about the person asked about; any other is about the desk or the question. */
const aboutThePerson = ['NOT_FOUND', 'INVALID_NUMBER']

function asked(registry: RegistryState): Finding {
  switch (registry.status) {
    case 'not-asked':
      return finding('not-asked', 'registry-not-asked')
    case 'pending':
      return finding('waiting', 'registry-pending')
    case 'failed':
      return aboutThePerson.includes(registry.error.cause ?? '')
        ? finding('warned', 'registry-unknown')
        : finding('to-do', 'registry-failed')
    case 'answered':
      return worstOf([aboutCard(registry.card?.verdict), ...aboutHolder(registry.citizen)])
  }
}

type Answered = Extract<RegistryState, { status: 'answered' }>

/** The register has nothing against this card and its holder but that the card is past its date, which the card says itself. */
export const saysOnlyExpired = (registry: RegistryState): boolean =>
  registry.status === 'answered' &&
  registry.card?.verdict === 'EXPIRED' &&
  aboutHolder(registry.citizen).every(({ state }) => state !== 'stopped')

function aboutCard(verdict: NonNullable<Answered['card']>['verdict'] | undefined): Finding {
  if (verdict === 'VALID') return done
  // An answer without a word on the card confirms no card.
  if (verdict === undefined || verdict === 'UNKNOWN_SIGNER') return finding('warned', 'registry-unknown')
  return finding('stopped', 'registry-refused')
}

function aboutHolder(citizen: Answered['citizen']): Finding[] {
  if (!citizen) return []
  const { match, lifeStatus, numberStatus } = citizen
  const found = [...aboutLife(lifeStatus, numberStatus)]
  if (match === 'NONE') found.push(finding('stopped', 'registry-differs'))
  if (match === 'PARTIAL') found.push(finding('warned', 'registry-differs'))
  if (match === 'NOT_FOUND') found.push(finding('warned', 'registry-unknown'))
  return found
}

function aboutLife(
  life: 'ALIVE' | 'DECEASED' | 'MISSING' | undefined,
  number: 'ACTIVE' | 'CANCELLED' | undefined,
): Finding[] {
  const found: Finding[] = []
  if (life === 'DECEASED') found.push(finding('stopped', 'holder-deceased'))
  if (life === 'MISSING') found.push(finding('warned', 'holder-missing'))
  if (number === 'CANCELLED') found.push(finding('stopped', 'number-cancelled'))
  return found
}

/** What nobody asked the register for may still come out by another question. */
function lookedUp(transaction: Pick<Transaction, 'checks'>): Finding[] {
  const lookup = latestAnswer(transaction, 'lookup')
  const books = latestAnswer(transaction, 'civil-status')
  return [
    ...(lookup ? aboutLife(lookup.data.lifeStatus, lookup.numberStatus) : []),
    ...(books?.records.DEATH_EXTRACT ? [finding('stopped', 'holder-deceased')] : []),
  ]
}
