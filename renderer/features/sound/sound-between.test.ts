import { expect, it } from 'vitest'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { galleryStates } from '../../gallery/gallery-states.ts'
import { signInStates } from '../../gallery/sign-in-states.ts'
import { soundBetween } from './sound-between.ts'

function state(name: string): StationState {
  const found = { ...galleryStates, ...signInStates }[name]
  if (!found) throw new Error(`no state ${name}`)
  return found
}

/** What is heard while the page shows one state after the other. */
const heard = (...states: StationState[]) =>
  states.flatMap((now, at) => soundBetween(at === 0 ? undefined : states[at - 1], now) ?? [])

const locked: StationState = {
  ...state('waiting'),
  session: { state: 'locked', operator: { id: 'lan', name: 'Lan Mẫu', role: 'clerk' } },
}
const withId = (id: string, from: StationState): StationState =>
  from.counter.step === 'result'
    ? { ...from, counter: { ...from.counter, transaction: { ...from.counter.transaction, id } } }
    : from

it('ticks when a card is taken, and says the verdict once', () => {
  const reading = state('reading')
  const result = state('authentic')
  expect(heard(state('waiting'), reading, { ...reading }, result, { ...result }, state('waiting'))).toEqual([
    'card',
    'green',
  ])
})

it('says every light', () => {
  const lights = ['authentic', 'intact', 'altered', 'incomplete'].flatMap(name => heard(state('reading'), state(name)))
  expect(lights).toEqual(['green', 'yellow', 'red', 'grey'])
})

it('says nothing of a result that was there when the page was opened', () => {
  expect(heard(state('authentic'), { ...state('authentic') })).toEqual([])
})

it('says the next verdict even where the last was of the same light', () => {
  const first = state('authentic')
  expect(heard(state('waiting'), first, withId('another', first))).toEqual(['green', 'green'])
})

it('says a verdict that turns', () => {
  const same = withId('one', state('altered'))
  expect(heard(state('waiting'), withId('one', state('authentic')), same, { ...same })).toEqual(['green', 'red'])
})

it('is silent while nobody is signed in, and about what was there when somebody came back', () => {
  const result = state('authentic')
  expect(heard(locked, { ...locked, counter: result.counter }, result)).toEqual([])
  expect(heard(state('signed-out'), state('reading'))).toEqual([])
})
