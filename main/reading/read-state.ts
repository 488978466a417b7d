import type { ChipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type {
  AccessAttempt,
  AccessRecord,
  ActiveAuthenticationRecord,
  CardRead,
  ChipAuthenticationRecord,
  FileId,
} from './card-read.ts'
import type { ApduCounter } from './card-session.ts'
import type { ReadSize } from './read-file.ts'
import { defaultLimits, type ReadLimits, type ReadOptions } from './read-options.ts'

/** What a read has gathered so far; it lives through reconnections, so that nothing read is lost. */
export interface ReadState {
  readonly startedAt: Date
  readonly started: number
  readonly limits: ReadLimits
  /** `performance.now()` at which the read is over. */
  endsAt: number
  readonly counter: ApduCounter
  readonly size: ReadSize
  readonly files: Map<FileId, Uint8Array>
  readonly notRead: Map<FileId, string>
  readonly attempts: AccessAttempt[]
  readonly timings: Record<string, number>
  reader?: CardRead['reader']
  access?: AccessRecord
  chipAuthentication?: ChipAuthenticationRecord
  activeAuthentication?: ActiveAuthenticationRecord
}

export function startState(options: ReadOptions): ReadState {
  const started = performance.now()
  const limits = { ...defaultLimits, ...options.limits }
  return {
    startedAt: options.now?.() ?? new Date(),
    started,
    limits,
    endsAt: started + limits.readMs,
    counter: { count: 0, bytesOut: 0, bytesIn: 0 },
    size: { bytes: Math.min(options.readSize ?? 4000, 65_000) },
    files: new Map(),
    notRead: new Map(),
    attempts: [],
    timings: {},
  }
}

/** Adds the time of `work` to its phase. */
export async function timed<T>(state: ReadState, phase: Phase, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    state.timings[phase] = rounded((state.timings[phase] ?? 0) + performance.now() - start)
  }
}

const rounded = (ms: number) => Math.round(ms * 100) / 100

export function cardReadOf(state: ReadState, error?: ChipDeskError): CardRead {
  return {
    at: state.startedAt.toISOString(),
    ...(state.reader && { reader: state.reader }),
    access: state.access ?? { protocol: 'none', attempts: state.attempts },
    files: state.files,
    notRead: [...state.notRead].map(([file, reason]) => ({ file, reason })),
    ...(state.chipAuthentication && { chipAuthentication: state.chipAuthentication }),
    ...(state.activeAuthentication && { activeAuthentication: state.activeAuthentication }),
    timings: { ...state.timings, total: rounded(performance.now() - state.started) },
    apdu: { ...state.counter, readSize: state.size.bytes },
    ...(error && { error }),
  }
}
