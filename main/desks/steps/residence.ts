import type { Transaction } from '../../protocol/transaction.ts'
import { latestCheck } from '../latest-check.ts'
import { residenceComparison } from '../residence.ts'
import { done, type Finding, finding, worstOf } from './finding.ts'

/** Where the person lives by the register, and whether the card says the same. */
export function residenceStep(transaction: Transaction): Finding {
  const states = (['residence', 'lookup'] as const).flatMap(kind => latestCheck(transaction, kind)?.state ?? [])
  const answered = states.filter(({ status }) => status === 'answered')
  if (states.length === 0) return finding('to-do', 'residence-not-asked')
  if (answered.length === 0) {
    const waits = states.some(({ status }) => status === 'pending')
    return waits ? finding('waiting', 'residence-pending') : finding('to-do', 'residence-failed')
  }
  return worstOf([addresses(transaction), ...states.map(unsettled)])
}

/** A confirmation that is still being made, or was refused, settles nothing, whatever a look-up gave. */
function unsettled(state: NonNullable<ReturnType<typeof latestCheck>>['state']): Finding {
  if (state.status === 'pending') return finding('waiting', 'residence-pending')
  if (state.status === 'failed') return finding('to-do', 'residence-failed')
  const { answer } = state
  if (answer.kind === 'residence') {
    if (answer.outcome === 'TO_BE_VERIFIED') return finding('waiting', 'residence-pending')
    return answer.outcome === 'CONFIRMED' ? done : finding('warned', 'residence-unknown')
  }
  return answer.kind === 'lookup' && answer.match !== 'FULL' ? finding('warned', 'residence-unknown') : done
}

function addresses(transaction: Transaction): Finding {
  const { card, places } = residenceComparison(transaction)
  const told = places.filter(({ address }) => address !== undefined)
  if (told.length === 0) return finding('warned', 'residence-unknown')
  if (card === undefined) return done
  // The permanent residence is what cards say; where there is none on record, any other may be what a card of 2024 says.
  const permanent = told.filter(({ kind }) => kind === 'permanent')
  const decisive = permanent.length > 0 ? permanent : told
  return decisive.some(({ relation }) => relation === 'same' || relation === 'wording')
    ? done
    : finding('warned', 'residence-differs')
}
