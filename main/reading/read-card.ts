import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { boundSize, rememberSize } from './block-size.ts'
import type { CardRead } from './card-read.ts'
import { openSession } from './card-session.ts'
import type { CardTransport } from './card-transport.ts'
import type { ReadOptions } from './read-options.ts'
import { cardReadOf, type ReadState, startState, timed } from './read-state.ts'
import { readSteps } from './read-steps.ts'
import { type Connect, connectUnlessCancelled, laidOnAgain, reconnection, reconnectionsLeft } from './reconnect.ts'
import { comparedWithBefore, expectSameCard } from './same-card.ts'
import { traceLine } from './trace.ts'

/**
 * One card, read whole or as far as it goes. Never throws for what a card, a reader or a person does: the result then holds what was read and
 * the error. `connect` is called again when a session must be built anew on the same card: after a broken chip authentication, with short
 * blocks, and, as `resume` allows, when the card was lost and is laid on again. Then EF.SOD and DG1 must be the same, the chip is proven
 * anew, and reading goes on at the file and byte where it stopped.
 */
export async function readCard(connect: Connect, options: ReadOptions): Promise<CardRead> {
  const state = startState(options)
  const left = reconnectionsLeft(state)
  let error = await placement(await first(connect, state), state)
  for (;;) {
    const how = error && reconnection(error, state, left)
    if (!error || !how) return cardReadOf(state, error)
    const opened = state.access !== undefined
    const again = how === 'at-once' ? await first(connect, state) : await laidOnAgain(connect, state, error)
    if (!again.ok && how === 'laid-on-again') return cardReadOf(state, again.error)
    if (again.ok) expectSameCard(state)
    error = comparedWithBefore(await placement(again, state), opened)
  }
}

const first = (connect: Connect, state: ReadState) =>
  timed(state, 'connect', async () => {
    const connected = await connectUnlessCancelled(connect, state.options.signal)
    return connected.ok ? connected : { ok: false as const, error: { ...connected.error, phase: 'connect' as const } }
  })

/** Runs the steps on a connected card and disconnects. Returns why it ended early. */
async function placement(
  connected: Result<CardTransport, ChipDeskError>,
  state: ReadState,
): Promise<ChipDeskError | undefined> {
  if (!connected.ok) return connected.error
  const transport = connected.value
  const { options, habits, limits, endsAt } = state
  state.reader = { name: transport.readerName, atr: transport.atr }
  boundSize(habits.size, transport, options.readSizes)
  const signal = options.signal ?? new AbortController().signal
  const { onTrace, tracePlain = false } = options
  const session = openSession(
    transport,
    state.counter,
    { limits, endsAt, signal },
    onTrace && (entry => onTrace(traceLine(entry, { plain: tracePlain }))),
  )
  try {
    return await readSteps(session, state)
  } finally {
    session.close()
    rememberSize(habits.size, transport, options.readSizes)
    const closed = transport.close()
    // A cancelled read waits for no card: one that is mute lets the connection go only when its time is over.
    if (!signal.aborted) await closed
  }
}
