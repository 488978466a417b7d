import { citizenView } from '../protocol/citizen-view.ts'
import type { StationPort } from '../protocol/station.ts'

/**
 * Tells one citizens' screen what it may show: at once, and whenever that changes. Nothing comes back the other way, and nothing else of the state goes out.
 * @returns how to stop
 */
export function serveCitizenView(station: Pick<StationPort, 'subscribe'>, send: (text: string) => void): () => void {
  let last: string | undefined
  return station.subscribe(state => {
    const text = JSON.stringify({ view: citizenView(state) })
    if (text !== last) send(text)
    last = text
  })
}
