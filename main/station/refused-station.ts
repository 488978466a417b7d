import { fail } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station.ts'
import type { Station } from './station.ts'
import { version } from './version.ts'

/**
 * What stands at the counter where no station could be opened: the screen says why instead of waiting for a connection for ever. Every
 * call is refused with the same error.
 */
export function refusedStation(error: ChipDeskError): Station {
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
    subscribe(listener) {
      listener(state)
      return () => {}
    },
    close: () => Promise.resolve(),
  }
}
