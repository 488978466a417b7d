import { citizenView } from '../protocol/citizen-view.ts'
import type { StationPort } from '../protocol/station.ts'

/**
 * Tells one citizens' screen what it may show: at once, and whenever that changes. Nothing comes back the other way, and nothing else of the state goes out.
 */
export function serveCitizenView(
  station: Pick<StationPort, 'subscribe'>,
  send: (text: string) => void,
): {
  stop(): void
  /** The screen has forgotten what it was told: the next state is said even if nothing has changed. */
  forgotten(): void
} {
  let last: string | undefined
  const stop = station.subscribe(state => {
    const text = JSON.stringify({ view: citizenView(state) })
    if (text !== last) send(text)
    last = text
  })
  return {
    stop,
    forgotten() {
      last = undefined
    },
  }
}
