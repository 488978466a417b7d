import { type Phase, phases } from '../../../main/protocol/phases.ts'
import type { Report } from '../../../main/protocol/report.ts'

/** The phases that took time or commands, in their order. */
export function measuredPhases({ timings, apdu }: Pick<Report, 'timings' | 'apdu'>) {
  return phases
    .map((phase: Phase) => ({ phase, ms: timings[phase], apdu: apdu.byPhase?.[phase] }))
    .filter(({ ms, apdu: counted }) => ms !== undefined || counted !== undefined)
}
