import { type InsuranceAnswer, lightOfAction } from '../../protocol/insurance.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { latestCheck } from '../latest-check.ts'
import { done, type Finding, finding } from './finding.ts'

/** What the health-insurance portal said last. Not covered stops the insurance, not the patient. */
export function insuranceStep(transaction: Pick<Transaction, 'checks'>): Finding {
  const state = latestCheck(transaction, 'insurance')?.state
  if (!state) return finding('to-do', 'insurance-not-asked')
  if (state.status === 'pending') return finding('waiting', 'insurance-pending')
  if (state.status === 'failed' || state.answer.kind !== 'insurance') return finding('to-do', 'insurance-failed')
  return answered(state.answer)
}

function answered({ action, checkedElsewhere = [] }: InsuranceAnswer): Finding {
  const light = lightOfAction[action]
  const elsewhere = checkedElsewhere.length > 0 ? (['insurance-checked-elsewhere'] as const) : []
  if (light === 'red') return finding('stopped', 'insurance-action', ...elsewhere)
  if (light !== 'green') return finding('warned', 'insurance-action', ...elsewhere)
  return elsewhere.length > 0 ? finding('warned', ...elsewhere) : done
}
