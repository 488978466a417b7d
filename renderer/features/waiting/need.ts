import type { Counter, StationState } from '../../../main/protocol/station-state.ts'

export type WaitingCounter = Extract<Counter, { step: 'waiting' }>

/** The one thing the invitation asks for. */
export type Need =
  | 'reader'
  | 'purpose'
  | 'consent'
  | 'attention'
  | 'mrz'
  | 'birth'
  | 'expiry'
  | 'lift'
  | 'card'
  | 'card-only'
  | 'number'
  | 'nothing'

export function needOf(
  counter: WaitingCounter,
  {
    readerError,
    readers,
    visit,
  }: Pick<StationState, 'readerError' | 'readers'> & { readonly visit?: StationState['visit'] | undefined },
): Need {
  if (readerError) return 'reader'
  if (visit?.needs) return visit.needs
  const needs = missingOf(counter)
  if (needs && needs !== 'can') return needs
  // The counter is done with the card that lies there: inviting to lay one on would be answered by "it is there".
  if (!counter.card && readers.some(({ chosen, card }) => chosen && card)) return 'lift'
  if (counter.card && counter.error && counter.declared) return 'attention'
  const known = counter.declared && !needs
  if (counter.card) return known ? 'nothing' : 'number'
  return known ? 'card-only' : 'card'
}

/**
 * The rest of the chip's key that is to be asked for. A chip without PACE (9303-11 §4.3) was given a number: where the station no
 * longer says what it wants, because the card was lifted to be looked at, its printed lines hold all of it.
 */
export function missingOf({ needs, declared, error }: WaitingCounter): WaitingCounter['needs'] {
  if (needs) return needs
  return error?.tag === 'AccessNoSecret' && declared && declared.origin !== 'mrz' ? 'mrz' : undefined
}
