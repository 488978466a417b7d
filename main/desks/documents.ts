import type { DeskOutcome } from '../protocol/desk.ts'
import type { DocumentId } from '../protocol/printed-document.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { DeskVisitDefinition } from './definition.ts'
import { latestAnswer, latestCheck } from './latest-check.ts'
import type { Finding } from './steps/finding.ts'
import { isChipRead } from './steps/identity.ts'

type Basis = DeskOutcome['documents'][number]['basis']
interface Known {
  readonly transaction: Transaction
  readonly identity: Finding
  readonly registry: Finding
}

/** What of the visit's documents can be printed now, and what each would rest on. */
export function documentsOf(visit: Pick<DeskVisitDefinition, 'documents'>, known: Known): DeskOutcome['documents'] {
  return visit.documents.flatMap(({ id }) => {
    const basis = basisOf(id, known)
    return basis ? [{ id, basis }] : []
  })
}

function basisOf(id: DocumentId, known: Known): Basis | undefined {
  switch (id) {
    case 'reception-slip-58':
    case 'reception-slip-80':
    case 'reception-slip-a5':
      return bestBasis(known)
    case 'teller-record':
    case 'identity-record':
      // The record of a card that was refused says so: it is what there is to show afterwards.
      return isChipRead(known.transaction.report) ? bestBasis(known) : undefined
    case 'ct01':
    case 'ct04':
    case 'ct06':
      return isStopped(known) || !isNamed(known.transaction) ? undefined : bestBasis(known)
    case 'ct07':
      return confirmationBasis(known)
  }
}

/** Papers in the name of a person are not made out of a card that is altered, cloned, refused, or withdrawn by the register. */
const isStopped = ({ identity, registry }: Known) => identity.state === 'stopped' || registry.state === 'stopped'

const isNamed = ({ report }: Transaction) =>
  report.document.some(({ id }) => id === 'personalNumber' || id === 'fullName')
const isSound = ({ report }: Transaction) => report.verdict === 'authentic' || report.verdict === 'intact'

function bestBasis(known: Known): Basis {
  const { transaction, registry } = known
  if (isStopped(known) || !isSound(transaction)) return 'declared'
  return transaction.registry.status === 'answered' && registry.state === 'done' ? 'registry' : 'chip'
}

/**
 * For a proven person only, whose number the register was asked by: the register's data, or without an answer what a sound chip says, as a draft. Where the register answered that it cannot confirm, the card is no way
 * around it.
 */
function confirmationBasis(known: Known): Basis | undefined {
  const { transaction } = known
  if (isStopped(known) || !isSound(transaction)) return undefined
  const confirmed = latestAnswer(transaction, 'residence')
  const lookup = latestAnswer(transaction, 'lookup')
  if (confirmed) return confirmed.outcome === 'CONFIRMED' && confirmed.confirmation ? 'registry' : undefined
  if (lookup) return lookup.match === 'FULL' && hasPlace(lookup.data) ? 'registry' : undefined
  const states = [latestCheck(transaction, 'residence')?.state.status, latestCheck(transaction, 'lookup')?.state.status]
  const offline = states.includes('pending') || states.includes('failed') || transaction.registry.status !== 'answered'
  const address = transaction.report.document.find(({ id }) => id === 'placeOfResidence')
  return offline && address?.source === 'dg13' ? 'chip' : undefined
}

const hasPlace = (data: NonNullable<ReturnType<typeof latestAnswer<'lookup'>>>['data']) =>
  Boolean(data.permanentResidence ?? data.temporaryResidence ?? data.currentResidence)
