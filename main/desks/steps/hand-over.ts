import type { Transaction } from '../../protocol/transaction.ts'
import { latestCheck } from '../latest-check.ts'
import { done, type Finding, finding } from './finding.ts'

/** Whether the organisation's own system has it. */
export function handOverStep(transaction: Pick<Transaction, 'checks'>): Finding {
  const state = latestCheck(transaction, 'hand-over')?.state
  if (!state) return finding('to-do', 'hand-over-open')
  if (state.status === 'pending') return finding('waiting', 'hand-over-pending')
  return state.status === 'answered' ? done : finding('to-do', 'hand-over-failed')
}
