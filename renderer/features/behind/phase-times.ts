import type { Phase } from '../../../main/protocol/phases.ts'
import type { Report } from '../../../main/protocol/report.ts'
import { measuredPhases } from '../result/measured-phases.ts'

/** One bar: how long a phase took, and how much of it the card and its reader took to answer. */
export interface PhaseTime {
  readonly phase: Phase
  readonly ms: number
  /** Undefined where it is not known any more. */
  readonly cardMs: number | undefined
  /** Of the longest bar, 0…1. */
  readonly share: number
  readonly cardShare: number
  readonly commands: number | undefined
  readonly bytesIn: number | undefined
}

export interface PhaseTimes {
  readonly phases: readonly PhaseTime[]
  readonly total: number
  readonly card: number | undefined
}

/** Phases in their order with their bars; empty where nothing was timed. */
export function phaseTimes(
  report: Pick<Report, 'timings' | 'apdu'>,
  cardMs: Readonly<Record<string, number>> | undefined,
): PhaseTimes {
  const measured = measuredPhases(report)
  const longest = Math.max(0, ...measured.map(({ ms }) => ms ?? 0))
  const shareOf = (ms: number) => (longest > 0 ? ms / longest : 0)
  const phases = measured.map(({ phase, ms = 0, apdu }) => {
    // Two clocks that were rounded apart: the card takes no longer than its phase.
    const card = cardMs && Math.min(ms, cardMs[phase] ?? 0)
    return {
      phase,
      ms,
      cardMs: card,
      share: shareOf(ms),
      cardShare: shareOf(card ?? 0),
      commands: apdu?.count,
      bytesIn: apdu?.bytesIn,
    }
  })
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  return {
    phases,
    total: report.timings.total ?? sum(phases.map(({ ms }) => ms)),
    card: cardMs && sum(phases.map(({ cardMs: card = 0 }) => card)),
  }
}
