import type { Counter, StationState } from '../../../main/protocol/station.ts'

export type WaitingCounter = Extract<Counter, { step: 'waiting' }>

/** The one thing the invitation asks for. */
export type Need = 'reader' | 'attention' | 'mrz' | 'lift' | 'card' | 'card-only' | 'number' | 'nothing'

export function needOf(
  counter: WaitingCounter,
  { readerError, readers }: Pick<StationState, 'readerError' | 'readers'>,
): Need {
  if (readerError) return 'reader'
  if (wantsMrz(counter)) return 'mrz'
  // The counter is done with the card that lies there: inviting to lay one on would be answered by "it is there".
  if (!counter.card && readers.some(({ chosen, card }) => chosen && card)) return 'lift'
  if (counter.card && counter.error && counter.declared) return 'attention'
  if (counter.card) return counter.declared ? 'nothing' : 'number'
  return counter.declared ? 'card-only' : 'card'
}

/** A chip without PACE (9303-11 §4.3) was given a number: only the printed lines hold what its BAC key is made of. */
export const wantsMrz = ({ declared, error }: WaitingCounter): boolean =>
  error?.tag === 'AccessNoSecret' && declared !== undefined && declared.origin !== 'mrz'
