import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import { pcscError } from './pcsc-errors.ts'
import { hasCard, type SeenReader, seenReader } from './reader-states.ts'
import type { ReportedReader } from './service-calls.ts'
import type { ServiceClient } from './service-client.ts'

const waitMs = 1_000
const overdueMs = 1_500

/** The pseudo-reader that changes when a reader comes or goes. */
const newReaders: ReportedReader = { name: '\\\\?PnP?\\Notification', state: 0, changed: false, atr: null }

const asQuestion = ({ name, state }: SeenReader): ReportedReader => ({ name, state, changed: false, atr: null })

// For a card without an answer to reset, listing sleeps 0.4 s in the library, and nothing else is called meanwhile.
const listingIsSlow = (seen: readonly SeenReader[]) => seen.some(reader => hasCard(reader) && reader.atr.length === 0)

/** What a look found, or why there will be no more. */
export type Look =
  | { readonly found: readonly SeenReader[] }
  /** A session that `hangs` closes itself when it can. */
  | { readonly ended: ChipDeskError | 'cancelled'; readonly hangs?: true }

/** Waits for a call of the session, and gives the session up if that takes too long. */
async function ask<T>(
  call: Promise<T>,
  within: { ms: number; orElse: () => Promise<void> },
  next: (value: T) => Look | Promise<Look>,
): Promise<Look> {
  try {
    const answer = await inTime(call, within.ms)
    if (answer.inTime) return await next(answer.value)
    holdUntilSettled(call, within.orElse, within.orElse)
    return { ended: chipDeskError('ServiceDown', { cause: 'the service does not answer' }), hangs: true }
  } catch (thrown) {
    return { ended: pcscError('watch', thrown) }
  }
}

/** The readers now. */
export function lookNow(client: ServiceClient, session: number): Promise<Look> {
  const within = { ms: overdueMs, orElse: () => client.close(session) }
  return ask(client.list(session), within, readers => ({ found: readers.map(seenReader) }))
}

/**
 * Waits for the next change, for at most a second, and says what there is then.
 *
 * The module's own `ReaderMonitor` is not used: after an unplugged reader it can repeat "Unknown reader" for ever, it
 * loses cards that come together with a reader, and to stop it blocks its thread for up to a second.
 */
export async function lookForChange(
  client: ServiceClient,
  session: number,
  seen: readonly SeenReader[],
): Promise<Look> {
  const call = client.wait(session, [...seen.map(asQuestion), newReaders], waitMs)
  const within = { ms: waitMs + overdueMs, orElse: () => client.close(session) }
  const look = await ask(call, within, states => {
    if (states === null) return { ended: 'cancelled' }
    const listChanged = states.some(({ name, changed }) => name === newReaders.name && changed)
    // pcsc-lite before 2.0 misses a reader that comes between two calls: look at the list whenever nothing happens.
    if (listChanged || (states.length === 0 && !listingIsSlow(seen))) return lookNow(client, session)
    const found = seen.map(reader => {
      const state = states.find(({ name }) => name === reader.name)
      return state ? seenReader(state) : reader
    })
    return { found }
  })
  // A reader was unplugged between two calls.
  const unplugged = 'ended' in look && look.ended !== 'cancelled' && look.ended.tag === 'ReaderLost'
  return unplugged ? lookNow(client, session) : look
}
