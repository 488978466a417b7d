import { fail } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { HeldSession } from './session.ts'
import type { Station } from './station.ts'
import { version } from './version.ts'

/**
 * What stands at the counter where no station could be opened: the screen says why instead of waiting for a connection for ever. Every
 * call is refused with the same error.
 * @param held who was at the desk, where it was open before
 */
export function refusedStation(error: ChipDeskError, held: HeldSession = { locked: false }): Station {
  const state: StationState = {
    version,
    desk: { id: '', name: '' },
    readers: [],
    readerError: error,
    counter: { step: 'waiting', card: false },
    online: { status: 'unknown', pending: 0 },
    trust: { anchors: 0, test: false },
  }
  return {
    call: () => Promise.reject(error),
    customer: () => Promise.resolve(fail(error)),
    takesCustomers: () => false,
    doorClosed: () => {},
    isReading: () => false,
    held: () => held,
    subscribe(listener) {
      listener(state)
      return () => {}
    },
    close: () => Promise.resolve(),
  }
}
