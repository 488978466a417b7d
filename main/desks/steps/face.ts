import type { Transaction } from '../../protocol/transaction.ts'
import { done, type Finding, finding } from './finding.ts'

/** What the operator saw last. A score never decides. */
export function faceStep({ acts = [], report }: Pick<Transaction, 'acts' | 'report'>): Finding {
  const act = acts.findLast(({ kind }) => kind === 'face')
  if (act?.kind === 'face') {
    if (act.decision === 'same') return done
    return act.decision === 'not-same' ? finding('stopped', 'face-not-same') : finding('warned', 'face-unsure')
  }
  const hasFace = report.dataGroups.read.includes('DG2')
  return hasFace ? finding('to-do', 'face-undecided') : finding('warned', 'face-missing')
}
