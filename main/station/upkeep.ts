import { createAuditHeadClient } from '../online/audit-heads/audit-head-client.ts'
import { createAuditHeadSender } from '../online/audit-heads/audit-head-sender.ts'
import type { RegistryClientOptions } from '../online/registry-client.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RetentionRules } from '../purposes/retention.ts'
import { dailyPurge } from '../store/retention/daily-purge.ts'
import type { Store } from '../store/store.ts'

export interface UpkeepParts {
  readonly store: Store
  readonly rules: RetentionRules
  readonly desk: string
  readonly organisation: { readonly code: string; readonly unitCode: string }
  /** Where the register signs how far the audit log goes; absent where there is none. */
  readonly contract?: RegistryClientOptions | undefined
}

export interface UpkeepEvents {
  /** Nobody is at the counter. */
  readonly isIdle: () => boolean
  readonly changed: () => void
  /** A time that the register has just signed. */
  readonly onServerTime: (signed: Date) => void
}

/** What a desk does by itself: purges what its time has come for, and has the register sign its audit log. */
export interface Upkeep {
  start(events: UpkeepEvents): void
  /** `StoreAuditBroken`, once the register has shown that this log is not what it was. */
  broken(): ChipDeskError | undefined
  stop(): Promise<void>
}

const lookEveryMs = 5 * 60_000
/** So long a station that is ending waits for the last signature. */
const lastReportMs = 2000

export function createUpkeep({ store, rules, desk, organisation, contract }: UpkeepParts): Upkeep {
  const client = contract && createAuditHeadClient({ ...contract, organisation, desk })
  let events: UpkeepEvents | undefined
  const heads =
    client &&
    createAuditHeadSender({
      store,
      client,
      desk,
      onChange: () => events?.changed(),
      onServerTime: signed => events?.onServerTime(signed),
    })
  const purge = dailyPurge({
    reader: store.reader,
    writer: store.writer,
    rules,
    desk,
    now: () => new Date(),
    isIdle: () => events?.isIdle() ?? false,
  })
  let looking: NodeJS.Timeout | undefined
  let purging: Promise<unknown> = Promise.resolve()
  return {
    start(given) {
      events = given
      heads?.start()
      looking = setInterval(() => {
        // A store that cannot be read now is looked at again: it is no reason to end.
        purging = purge().catch(() => undefined)
      }, lookEveryMs).unref()
    },
    broken: () => heads?.state().broken,
    async stop() {
      clearInterval(looking)
      await purging
      await heads?.stop(lastReportMs)
      await client?.close()
    },
  }
}
