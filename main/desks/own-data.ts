import type { Transaction } from '../protocol/transaction.ts'
import { registryStep } from './steps/registry.ts'

/** Why whoever is at the counter is not told what the desk keeps of the card's holder; undefined where they are. */
export function ownDataRefusal(transaction: Transaction): string | undefined {
  const { report, withoutCard, acts } = transaction
  const number = report.document.find(({ id }) => id === 'personalNumber')
  // A card past its date ought to have been handed in; whoever has it may have found it.
  const proven = report.light !== 'red' && (number?.level === 'authentic' || number?.level === 'confirmed')
  if (withoutCard || !proven) return 'the card did not prove who it is'
  const face = acts?.findLast(({ kind }) => kind === 'face')
  const isAnother = face?.kind === 'face' && face.decision === 'not-same'
  // A card that was lost or withdrawn may be in anybody's hands.
  if (isAnother || registryStep(transaction).state === 'stopped') return 'this may not be the holder of the card'
  return undefined
}
