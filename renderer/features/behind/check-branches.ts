import type { CheckId, CheckResult } from '../../../main/protocol/checks.ts'
import type { Check } from '../../../main/protocol/report.ts'

/** TR-03135-1 §5.6.3 access, §5.6.4.1 chip, §5.6.4.2 security objects, §5.6.4.3 issuer, §5.6.4.4 integrity, §5.7 and §5.8 document. */
const branches = [
  ['access', (id: CheckId) => id.startsWith('access.')],
  ['chip', (id: CheckId) => id.startsWith('chip.')],
  ['object', (id: CheckId) => id === 'sod.signature'],
  ['issuer', (id: CheckId) => id.startsWith('issuer.')],
  ['integrity', (id: CheckId) => id === 'sod.hashes' || id === 'sod.com-consistency'],
  ['document', (id: CheckId) => id.startsWith('document.')],
  ['identity', (id: CheckId) => id.startsWith('identity.')],
] as const
export type BranchId = (typeof branches)[number][0]

export interface CheckBranch {
  readonly id: BranchId
  /** In the order of the report. */
  readonly checks: readonly Check[]
  /** The worst of them, by which a branch is marked; `not-supported` says nothing against one. */
  readonly worst: CheckResult
}

const severity: readonly CheckResult[] = ['failed', 'undetermined', 'aborted', 'successful', 'not-supported']

/** Every check once, each in its branch, in the order of the guideline; a branch without a check is left out. */
export const checkBranches = (checks: readonly Check[]): CheckBranch[] =>
  branches.flatMap(([id, isOf]) => {
    const own = checks.filter(check => isOf(check.id))
    const worst = severity.find(result => own.some(check => check.result === result))
    return worst ? [{ id, checks: own, worst }] : []
  })
