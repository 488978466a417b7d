import { uptime } from 'node:process'
import type { SelfTestResult } from '../crypto/self-test.ts'
import type { LineReport } from '../online/line.ts'
import type { DiagnosedPart, Finding } from '../protocol/diagnostics.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { Scanners } from '../protocol/scanners.ts'
import type { StoreReader } from '../store/store.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import { failed, readerFindings, type SeenReaders, scannerFindings } from './diagnose-devices.ts'
import { serviceFindings } from './diagnose-services.ts'
import {
  auditFinding,
  careFindings,
  databaseFinding,
  diskFinding,
  outboxFinding,
  type StoreLook,
} from './diagnose-store.ts'
import { clockAlone, clockFinding, cryptoFinding, trustFindings } from './diagnose-trust.ts'
import { builtAfter, version } from './version.ts'

/** The parts of a running station, as they are: nothing is opened or asked a second time. */
export interface RunningParts {
  readonly readers: SeenReaders
  /** The reader of demo mode. */
  readonly virtualReader?: 'pcsc' | 'in-process' | undefined
  readonly scanners: Scanners | undefined
  readonly clock: ClockWatch | undefined
  readonly desk: { readonly name: string; readonly definition: string }
  readonly store: Pick<
    StoreReader,
    'auditList' | 'auditHead' | 'auditReceipt' | 'pendingQuestions' | 'pendingCount' | 'deadQuestions'
  >
  /** Absent where the files of the store are not this station's. */
  readonly lookAtStore: (() => Promise<StoreLook>) | undefined
  readonly lines: Readonly<Record<string, LineReport>>
  readonly doorError: ChipDeskError | undefined
  readonly trust: Trust
  readonly auditBroken: ChipDeskError | undefined
  readonly selfTest: () => readonly SelfTestResult[]
  readonly demo: boolean
}

/** Looks at everything that is running, line by line. A part that cannot be looked at says so and stops no other. */
export async function diagnose(parts: RunningParts, now: Date): Promise<Finding[]> {
  const { store, demo, doorError } = parts
  const sync = (part: DiagnosedPart, look: () => Finding[]): Finding[] => {
    try {
      return look()
    } catch {
      return [{ part, state: 'unknown', says: 'failed', facts: {}, error: unreadable }]
    }
  }
  const look = await parts.lookAtStore?.()
  return [
    ...readerFindings(parts.readers),
    ...(parts.virtualReader ? [virtualFinding(parts.virtualReader)] : []),
    ...scannerFindings(parts.scanners),
    ...sync('clock', () => [
      parts.clock ? clockFinding(parts.clock.read(), store.auditReceipt()?.receivedAt) : clockAlone(now, builtAfter),
    ]),
    {
      part: 'configuration',
      state: 'ok',
      says: 'configured',
      facts: { desk: parts.desk.name, definition: parts.desk.definition },
    },
    ...(look ? [databaseFinding(look), ...diskFinding(look)] : []),
    ...sync('backup', () => careFindings(store, now, demo)),
    ...sync('outbox', () => [outboxFinding(store, now)]),
    ...serviceFindings(parts.lines),
    ...(doorError ? [failed('organisation-door', doorError)] : []),
    ...sync('trust', () => trustFindings(parts.trust, now)),
    cryptoFinding(parts.selfTest()),
    ...sync('audit', () => [auditFinding(store, { broken: parts.auditBroken, now, demo })]),
    runtimeFinding(),
  ]
}

const unreadable: ChipDeskError = {
  tag: 'StoreFailed',
  cause: 'it could not be read',
  retry: 'operator',
  messageKey: 'error.StoreFailed',
}

export const virtualFinding = (kind: 'pcsc' | 'in-process'): Finding => ({
  part: 'virtual-reader',
  state: 'ok',
  says: kind === 'pcsc' ? 'virtual-works' : 'virtual-in-process',
  facts: {},
})

export const runtimeFinding = (): Finding => ({
  part: 'runtime',
  state: 'ok',
  says: 'running',
  facts: {
    version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    uptimeMs: Math.round(uptime() * 1000),
  },
})
