import type { StepReason, StepState } from '../../protocol/desk.ts'

/** What one step has come to, and why it is not `done`. */
export interface Finding {
  readonly state: StepState
  readonly reasons: readonly StepReason[]
}

export const done: Finding = { state: 'done', reasons: [] }
export const finding = (state: StepState, ...reasons: readonly StepReason[]): Finding => ({ state, reasons })

/** Best first. */
const order: readonly StepState[] = ['done', 'not-asked', 'waiting', 'to-do', 'warned', 'stopped']

/** The worst of several, with the reasons of all; nothing found is `done`. */
export function worstOf(findings: readonly Finding[]): Finding {
  const sorted = findings.toSorted((a, b) => order.indexOf(b.state) - order.indexOf(a.state))
  return { state: sorted[0]?.state ?? 'done', reasons: [...new Set(sorted.flatMap(({ reasons }) => reasons))] }
}
