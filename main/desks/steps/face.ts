import type { Transaction } from '../../protocol/transaction.ts'
import { done, type Finding, finding } from './finding.ts'

/** What the operator saw last. A score never decides. */
export function faceStep({ acts = [], report }: Pick<Transaction, 'acts' | 'report'>): Finding {
  const act = acts.findLast(({ kind }) => kind === 'face')
  const hasFace = report.dataGroups.read.includes('DG2')
  if (act?.kind === 'face') {
    if (act.decision === 'not-same') return finding('stopped', 'face-not-same')
    if (!hasFace) return finding('warned', 'face-missing')
    return act.decision === 'same' ? done : finding('warned', 'face-unsure')
  }
  return hasFace ? finding('to-do', 'face-undecided') : finding('warned', 'face-missing')
}
