import type { ChipDeskError } from '../protocol/errors.ts'
import type { Phase, UserInteraction } from '../protocol/phases.ts'
import { blockSize } from './block-size.ts'
import type {
  AccessAttempt,
  AccessRecord,
  ActiveAuthenticationRecord,
  CardRead,
  ChipAuthenticationRecord,
  FileId,
  TerminalAuthenticationRecord,
} from './card-read.ts'
import { type ReadHabits, readHabits } from './read-file.ts'
import { defaultLimits, type ReadLimits } from './read-limits.ts'
import type { ReadOptions } from './read-options.ts'
import type { ApduCounter } from './wire.ts'

/** What a read has gathered so far; it lives through reconnections, so that nothing read is lost. */
export interface ReadState {
  readonly options: ReadOptions
  readonly startedAt: Date
  readonly started: number
  readonly limits: ReadLimits
  /** `performance.now()` at which the read is over; waiting for a person moves it. */
  endsAt: number
  readonly counter: ApduCounter
  readonly habits: ReadHabits
  readonly files: Map<FileId, Uint8Array>
  readonly notRead: Map<FileId, string>
  readonly attempts: AccessAttempt[]
  readonly timings: Record<string, number>
  /** Milliseconds of the phases within the one under way. */
  withinMs: number
  /** Files held that the card laid on again must have too, byte for byte, before it is the same. */
  readonly toCompare: Set<FileId>
  reader?: CardRead['reader']
  access?: AccessRecord
  /** EF.CardAccess stands among the files, or the card has none; undefined until asked for. */
  cardAccess?: Uint8Array | 'absent'
  /** A chip authentication that was completed and whose keys the chip did not have. */
  chipAuthenticationFailed?: boolean
  chipAuthentication?: ChipAuthenticationRecord
  activeAuthentication?: ActiveAuthenticationRecord
  terminalAuthentication?: TerminalAuthenticationRecord
  /** What terminal authentication has opened in this session. */
  opened: readonly FileId[]
}

export function startState(options: ReadOptions): ReadState {
  const started = performance.now()
  const limits = { ...defaultLimits, ...options.limits }
  return {
    options,
    startedAt: options.now?.() ?? new Date(),
    started,
    limits,
    endsAt: started + limits.readMs,
    counter: { count: 0, bytesOut: 0, bytesIn: 0, byPhase: {} },
    habits: readHabits(blockSize(options.readSize)),
    files: new Map(),
    notRead: new Map(),
    attempts: [],
    timings: {},
    withinMs: 0,
    toCompare: new Set(),
    opened: [],
  }
}

/** Adds the time of `work` to its phase; what a phase within it takes is that one's alone. */
export async function timed<T>(state: ReadState, phase: Phase, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const beside = state.withinMs
  state.withinMs = 0
  try {
    return await work()
  } finally {
    const ms = performance.now() - start
    state.timings[phase] = rounded((state.timings[phase] ?? 0) + ms - state.withinMs)
    state.withinMs = beside + ms
  }
}

/** Tells who watches where the read is and what the person at the counter has to do. */
export function report(
  { options, started }: ReadState,
  phase: Phase,
  more: { file?: FileId; done?: number; total?: number; interaction?: UserInteraction } = {},
) {
  options.onProgress?.({
    phase,
    ...(more.file && { dataGroup: more.file }),
    bytesDone: more.done ?? 0,
    bytesTotal: more.total ?? 0,
    elapsedMs: Math.round(performance.now() - started),
    interaction: more.interaction ?? 'keep-card',
  })
}

const rounded = (ms: number) => Math.round(ms * 100) / 100

export function cardReadOf(state: ReadState, error?: ChipDeskError): CardRead {
  const { size } = state.habits
  return {
    at: state.startedAt.toISOString(),
    ...(state.reader && { reader: state.reader }),
    access: state.access ?? { protocol: 'none', attempts: state.attempts },
    files: state.files,
    notRead: [...state.notRead].map(([file, reason]) => ({ file, reason })),
    ...(state.chipAuthentication && { chipAuthentication: state.chipAuthentication }),
    ...(state.activeAuthentication && { activeAuthentication: state.activeAuthentication }),
    ...(state.terminalAuthentication && { terminalAuthentication: state.terminalAuthentication }),
    timings: { ...state.timings, total: rounded(performance.now() - state.started) },
    apdu: { ...state.counter, readSize: Math.min(size.bytes, size.largest || size.bytes) },
    ...(error && { error }),
  }
}
