import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../protocol/errors.ts'
import { lowerSize, shortSize } from './block-size.ts'
import type { CardTransport } from './card-transport.ts'
import { type ReadState, report } from './read-state.ts'
import { isAnotherCard, isChipProven } from './same-card.ts'

export type Connect = () => Promise<Result<CardTransport, ChipDeskError>>

/** What is still allowed of each kind; a read that would begin anew for ever ends instead. */
export interface ReconnectionsLeft {
  chipAuthentication: number
  length: number
  lost: number
}

export const reconnectionsLeft = ({ options }: ReadState): ReconnectionsLeft => ({
  chipAuthentication: 1,
  length: 1,
  lost: options.resume?.attempts ?? 0,
})

/** The card, or its reader, went away or fell silent: laid on again it may go on. */
const lost: readonly ErrorTag[] = ['CardRemoved', 'CardMute', 'CardNone', 'ReaderLost', 'ReaderNone']

/**
 * Whether a new session can get further than the one that ended with `error`: at once, after a broken chip authentication or with short blocks;
 * or after the card was laid on again. Undefined: it ends here.
 */
export function reconnection(
  error: ChipDeskError,
  state: ReadState,
  left: ReconnectionsLeft,
): 'at-once' | 'laid-on-again' | undefined {
  const { tag } = error
  const broken = tag === 'ProtocolSecureMessaging' && state.chipAuthentication?.outcome === 'completed'
  if (broken && !state.files.has('DG1') && left.chipAuthentication-- > 0) {
    state.chipAuthenticationFailed = !isChipProven(state)
    return 'at-once'
  }
  const { size } = state.habits
  const lengthSuspected = tag === 'ReaderUnsupported' || tag === 'ProtocolLength'
  if (lengthSuspected && size.bytes > shortSize && left.length-- > 0) {
    lowerSize(size, shortSize)
    return 'at-once'
  }
  const over = performance.now() > state.endsAt || isAnotherCard(error) || !state.reader
  return lost.includes(tag) && !over && left.lost-- > 0 ? 'laid-on-again' : undefined
}

/** How often the reader is asked for the card; people take seconds. */
const askedEveryMs = 100

/**
 * Waits for a card to be laid on again, as long as the policy says, and connects to it; else the error that was there before. What
 * the person takes is not the card's time.
 */
export async function laidOnAgain(
  connect: Connect,
  state: ReadState,
  before: ChipDeskError,
): Promise<Result<CardTransport, ChipDeskError>> {
  const { signal, resume } = state.options
  const started = performance.now()
  const phase = before.phase ?? 'connect'
  report(state, phase, { interaction: 'lift-and-place-again' })
  try {
    while (performance.now() - started < (resume?.waitMs ?? 0)) {
      await pause(askedEveryMs, signal)
      const connected = await connectUnlessCancelled(connect, signal)
      if (connected.ok || connected.error.tag === 'CardReadCancelled') return connected
    }
    return fail(before)
  } finally {
    state.endsAt += performance.now() - started
  }
}

/** Connects; who cancels waits for no reader, and a connection that comes too late is let go. */
export async function connectUnlessCancelled(
  connect: Connect,
  signal: AbortSignal | undefined,
): Promise<Result<CardTransport, ChipDeskError>> {
  const cancelled = fail(chipDeskError('CardReadCancelled', { phase: 'connect' }))
  if (signal?.aborted) return cancelled
  const connecting = connect()
  const connected = await unlessAborted(connecting, signal)
  if (connected) return connected
  void connecting.then(late => (late.ok ? late.value.close() : undefined))
  return cancelled
}

/** What comes first: the value, or undefined where the signal is aborted. */
async function unlessAborted<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  let abort = () => {}
  const aborted = new Promise<undefined>(resolve => {
    abort = () => resolve(undefined)
    signal?.addEventListener('abort', abort)
  })
  const first = await Promise.race([value, aborted])
  signal?.removeEventListener('abort', abort)
  return first
}

const pause = (ms: number, signal: AbortSignal | undefined) =>
  unlessAborted(new Promise<void>(resolve => setTimeout(resolve, ms)), signal)
