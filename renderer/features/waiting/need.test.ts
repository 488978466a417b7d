import { expect, it } from 'vitest'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { needOf, type WaitingCounter } from './need.ts'

const declared = { origin: 'can' as const, fields: [] }
const reader = (card: boolean) => ({ name: 'Pad', card, chosen: true })
const waiting = (more: Partial<WaitingCounter>): WaitingCounter => ({ step: 'waiting', card: false, ...more })

it.each([
  [waiting({}), 'card'],
  [waiting({ declared }), 'card-only'],
  [waiting({ card: true }), 'number'],
  [waiting({ card: true, declared }), 'nothing'],
  [waiting({ card: true, declared, error: chipDeskError('CardMute') }), 'attention'],
  [waiting({ card: true, declared, error: chipDeskError('AccessNoSecret') }), 'mrz'],
  // The lines are on its back: to read them the clerk lifts the card.
  [waiting({ declared, error: chipDeskError('AccessNoSecret') }), 'mrz'],
  [waiting({ card: true, error: chipDeskError('AccessNoSecret') }), 'number'],
  // The station knows what is missing of the key.
  [waiting({ card: true, declared, needs: 'expiry', error: chipDeskError('AccessNoSecret') }), 'expiry'],
  [waiting({ card: true, declared, needs: 'birth' }), 'birth'],
  // A number that finds a person but opens no chip.
  [waiting({ card: true, declared, needs: 'can' }), 'number'],
  [waiting({ declared, needs: 'can' }), 'card'],
  // After a wrong number the station has forgotten it: a number is what is missing.
  [waiting({ card: true, error: chipDeskError('CardWrongKey') }), 'number'],
] as const)('%j', (counter, need) => expect(needOf(counter, { readers: [reader(counter.card)] })).toBe(need))

it('asks for the reader before anything else', () => {
  const readerError = chipDeskError('ReaderNone')
  expect(needOf(waiting({ card: true, declared }), { readers: [], readerError })).toBe('reader')
})

it('asks to lift a card that the counter is done with, not for a card that already lies there', () => {
  const spent = { readers: [reader(true)] }
  expect(needOf(waiting({ declared }), spent)).toBe('lift')
  expect(needOf(waiting({ declared, error: chipDeskError('CardNotAnIdCard') }), spent)).toBe('lift')
  expect(needOf(waiting({}), { readers: [{ ...reader(true), chosen: false }, reader(false)] })).toBe('card')
})
