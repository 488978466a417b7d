import type { PrintContext } from '../print/print-context.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { CardSource } from '../reading/card-transport.ts'
import type { ResumePolicy } from '../reading/read-options.ts'
import type { Store } from '../store/store.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import type { PolicyName } from '../verification/policy.ts'
import type { Place } from './access.ts'
import type { AuditCallsParts } from './audit-calls.ts'
import type { DemoDesk } from './demo-desk.ts'
import type { DeskRules } from './desk-rules.ts'
import type { StoreLook } from './diagnose-store.ts'
import type { LookupParts } from './lookup-calls.ts'
import type { People } from './people.ts'
import type { Records } from './records.ts'
import type { Reopen } from './reopening.ts'
import type { ScannersParts } from './scanners.ts'
import type { SetUp } from './set-up.ts'
import type { SettingsDesk } from './settings-calls.ts'
import type { TrustDesk } from './trust-calls.ts'
import type { Upkeep } from './upkeep.ts'

/** The parts of a station, all open and running. */
export interface StationParts {
  readonly version: string
  readonly desk: StationState['desk']
  readonly source: CardSource
  readonly anchors: Trust
  readonly policy: PolicyName
  /** What the anchors are kept in; absent where nothing of them can be changed. */
  readonly trust?: TrustDesk
  readonly records: Records
  /** What the records are in, for lists of them. */
  readonly store: Pick<Store, 'reader' | 'writer'>
  readonly people: People
  /** What the desk does by itself. */
  readonly upkeep?: Upkeep
  /** The store was found damaged at the start: how much of it is lost. */
  readonly rescued?: { readonly at: string; readonly lost: number }
  readonly place: Place
  /** What kind of desk it is. */
  readonly rules: DeskRules
  readonly context: LookupParts['context']
  /** What stands on print-outs beside who printed them and when. */
  readonly printing: Omit<PrintContext, 'language' | 'operator' | 'now'>
  /** Whether the organisation's own system is connected. */
  readonly handsOver: boolean
  /** Looks at the files of the store, for the diagnostics; absent where there are none of its own. */
  readonly lookAtStore?: () => Promise<StoreLook>
  readonly verifyAudit?: NonNullable<AuditCallsParts['verifyAudit']>
  readonly demo?: DemoDesk
  /** Of a desk that may have to be set up. */
  readonly setUp?: SetUp
  readonly clearAfterMs: number
  /** Scanners that are no keyboards. */
  readonly scanners?: ScannersParts
  /** What the desk's clock is measured against. Absent: it is believed, as for invented cards, which nobody is let in with. */
  readonly clock?: ClockWatch
  /** For a card lost during a read; default `resumeAtCounter`. */
  readonly resume?: ResumePolicy
  /** Where the desk is set; absent where nothing of that can be seen. */
  readonly settings?: SettingsDesk
  /** For what changes how the desk is set, or what it trusts. Absent: that counts from the next start. */
  readonly reopen?: Reopen
}
