import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import { pcscError } from './pcsc-errors.ts'
import { hasCard, type SeenReader, seenReader } from './reader-states.ts'
import type { ServiceReaderState, ServiceSession } from './smartcard-module.ts'

const waitMs = 1_000
const overdueMs = 1_500

/** The pseudo-reader that changes when a reader comes or goes. */
const newReaders: ServiceReaderState = { name: '\\\\?PnP?\\Notification', state: 0, changed: false, atr: null }

const asQuestion = ({ name, state }: SeenReader): ServiceReaderState => ({ name, state, changed: false, atr: null })

// For a card without an answer to reset, listing sleeps 0.4 s in the library, and it runs in the JavaScript thread.
const listingIsSlow = (seen: readonly SeenReader[]) => seen.some(reader => hasCard(reader) && reader.atr.length === 0)

/** The readers now. Throws what the module throws. */
export const listReaders = (session: ServiceSession): readonly SeenReader[] => session.listReaders().map(seenReader)

/** What a look found, or why there will be no more; `blocked` sessions close themselves when they can. */
export type Look =
  | { readonly found: readonly SeenReader[] }
  | { readonly ended: ChipDeskError | 'cancelled'; readonly blocked: boolean }

function compare(session: ServiceSession, seen: readonly SeenReader[], states: readonly ServiceReaderState[]) {
  const listChanged = states.some(({ name, changed }) => name === newReaders.name && changed)
  // pcsc-lite before 2.0 misses a reader that comes between two calls: look at the list whenever nothing happens.
  if (listChanged || (states.length === 0 && !listingIsSlow(seen))) return listReaders(session)
  return seen.map(reader => {
    const state = states.find(({ name }) => name === reader.name)
    return state ? seenReader(state) : reader
  })
}

/**
 * Waits for the next change, for at most a second, and says what there is then.
 *
 * The module's own `ReaderMonitor` is not used: after an unplugged reader it can repeat "Unknown reader" for ever, it
 * loses cards that come together with a reader, and to stop it blocks the JavaScript thread for up to a second.
 */
export async function lookForChange(session: ServiceSession, seen: readonly SeenReader[]): Promise<Look> {
  try {
    const call = session.waitForChange([...seen.map(asQuestion), newReaders], waitMs)
    const answer = await inTime(call, waitMs + overdueMs)
    if (!answer.inTime) {
      holdUntilSettled(call, () => session.close())
      return { ended: chipDeskError('ServiceDown', { cause: 'the service does not answer' }), blocked: true }
    }
    if (answer.value === null) return { ended: 'cancelled', blocked: false }
    return { found: compare(session, seen, answer.value) }
  } catch (thrown) {
    return afterFailure(session, thrown)
  }
}

function afterFailure(session: ServiceSession, thrown: unknown): Look {
  const error = pcscError('watch', thrown)
  if (error.tag !== 'ReaderLost') return { ended: error, blocked: false }
  try {
    // A reader was unplugged between two calls.
    return { found: listReaders(session) }
  } catch (again) {
    return { ended: pcscError('watch', again), blocked: false }
  }
}
