import { cryptoSelfTest } from '../crypto/self-test.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import type { DemoDesk } from './demo-desk.ts'
import type { DeskRules } from './desk-rules.ts'
import type { StoreLook } from './diagnose-store.ts'
import { diagnose, type RunningParts } from './diagnostics.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import type { Records } from './records.ts'
import { version } from './version.ts'

type DiagnosticsCall = Extract<DeskCall, `diagnostics.${string}`>

/** Of a station, what its diagnostics look at. */
export interface DiagnosedStation {
  readonly desk: { readonly name: string }
  readonly rules: Pick<DeskRules, 'definition'>
  readonly store: { readonly reader: RunningParts['store'] }
  readonly records: Pick<Records, 'lines'>
  readonly anchors: Trust
  readonly upkeep?: { broken(): ChipDeskError | undefined }
  readonly clock?: ClockWatch
  readonly lookAtStore?: () => Promise<StoreLook>
  readonly demo?: Pick<DemoDesk, 'view'>
}

/** @param seen what the station knows of its devices now */
export const diagnosticsCalls = (
  parts: DiagnosedStation,
  seen: () => Pick<RunningParts, 'readers' | 'scanners' | 'doorError'>,
): Pick<GuardParts['calls'], DiagnosticsCall> => ({
  async 'diagnostics.run'() {
    const now = new Date()
    const { desk, rules, store, records, anchors, upkeep, clock, lookAtStore, demo } = parts
    const findings = await diagnose(
      {
        ...seen(),
        virtualReader: demo?.view().reader,
        clock,
        desk: { name: desk.name, definition: `${rules.definition.id} ${rules.definition.version}` },
        store: store.reader,
        lookAtStore,
        lines: records.lines(),
        trust: anchors,
        auditBroken: upkeep?.broken(),
        selfTest: cryptoSelfTest,
        demo: demo !== undefined,
      },
      now,
    )
    return { at: now.toISOString(), version, findings }
  },
})
