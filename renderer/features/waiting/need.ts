import type { Counter, StationState } from '../../../main/protocol/station.ts'

export type WaitingCounter = Extract<Counter, { step: 'waiting' }>

/** The one thing the invitation asks for. */
export type Need = 'reader' | 'attention' | 'card' | 'card-only' | 'number' | 'nothing'

export function needOf(counter: WaitingCounter, readerError: StationState['readerError']): Need {
  if (readerError) return 'reader'
  if (counter.card && counter.error && counter.declared) return 'attention'
  if (counter.card) return counter.declared ? 'nothing' : 'number'
  return counter.declared ? 'card-only' : 'card'
}
