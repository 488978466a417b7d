import type { NewAuditEntry } from '../protocol/audit.ts'
import type { StoreReader } from '../store/store.ts'
import { type ClockDoubt, type ClockWatch, watchClock } from '../verification/clock.ts'

type ClockEntry = Pick<NewAuditEntry, 'action' | 'outcome' | 'operator' | 'role' | 'facts'>

/**
 * The same watch; every beginning and end of a doubt comes into the audit log, so that what a doubted clock wrote there is no measure of time
 * after a restart.
 * @param wasDoubted whether the log ends in a doubt of an earlier start
 */
export function auditedClock(watch: ClockWatch, wasDoubted: boolean, record: (entry: ClockEntry) => void): ClockWatch {
  let doubted: string | undefined = wasDoubted ? 'earlier' : undefined
  const note = (doubt: ClockDoubt | undefined) => {
    if (doubt?.kind === doubted) return
    doubted = doubt?.kind
    const facts = doubt && { kind: doubt.kind, floor: doubt.floor.toISOString() }
    const outcome = doubt ? 'doubted' : 'believed'
    record({ action: 'station.clock', operator: 'station', role: 'none', outcome, ...(facts && { facts }) })
  }
  return {
    read() {
      const reading = watch.read()
      note(reading.doubt)
      return reading
    },
    confirm(trusted) {
      watch.confirm(trusted)
      note(watch.read().doubt)
    },
  }
}

/** The clock of a desk, measured against what its log and the register have seen. @param built when the program was made */
export function deskClock(
  reader: Pick<StoreReader, 'auditFloor' | 'auditList'>,
  built: Date,
  record: (entry: ClockEntry) => void,
): ClockWatch {
  const steps = reader.auditList({ action: 'station.clock', limit: 100 })
  const last = steps.find(({ outcome }) => outcome === 'doubted' || outcome === 'believed')
  const recorded = reader.auditFloor()
  return auditedClock(watchClock({ built, recorded }), last?.outcome === 'doubted', record)
}
