import type { StationState } from '../protocol/station-state.ts'

/** Of every part of the state, whether it may be seen where nobody is signed in. A part without a row does not compile. */
const publicParts: { readonly [Part in keyof Required<StationState>]: boolean } = {
  version: true,
  desk: true,
  rules: true,
  visit: false,
  open: true,
  readers: true,
  readerError: true,
  notOpened: true,
  session: true,
  counter: false,
  online: true,
  trust: true,
  doorError: true,
  rescued: true,
  auditBroken: true,
  // What was scanned last, and of what kind it was, is a citizen's.
  scanners: false,
  demo: true,
  setUp: true,
  kiosk: true,
  // An id, of nobody: whoever comes back after a restart has to be told what became of the read.
  lastKept: true,
}

const nobody: StationState['counter'] = { step: 'waiting', card: false }

/** The state as it may be shown: nothing of a citizen where nobody is signed in, or where the desk is locked. */
export function stateFor(state: StationState, signedIn: boolean): StationState {
  if (signedIn) return state
  const parts = Object.entries(state).filter(([part]) => publicParts[part as keyof StationState] === true)
  return { ...(Object.fromEntries(parts) as Omit<StationState, 'counter'>), counter: nobody }
}
