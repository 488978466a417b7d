import type { Finding } from '../../main/protocol/diagnostics.ts'
import { chipDeskError } from '../../main/protocol/errors.ts'
import type { Operator } from '../../main/protocol/session.ts'
import type { CallResult } from '../../main/protocol/station.ts'
import type { StationState } from '../../main/protocol/station-state.ts'
import { demo, galleryStates } from './gallery-states.ts'

const reader = 'ACS ACR1252 Dual Reader [PICC] 00 00'
const admin: Operator = { id: 'head', name: 'Phạm Quản Trị Ví Dụ', role: 'admin' }
const desk: StationState = {
  version: '0.1.0',
  desk: { id: 'quay-01', name: 'Quầy số 1' },
  readers: [{ name: reader, card: false, chosen: true }],
  session: { state: 'first-operator' },
  counter: { step: 'waiting', card: false },
  online: { status: 'unknown', pending: 0 },
  trust: { anchors: 0, test: false },
  setUp: { trial: false },
}
const withCard = [{ name: reader, card: true, chosen: true }]
const shown: StationState = { ...desk, demo, session: { state: 'signed-in', operator: admin } }

/** A newcomer’s screens. With `lists=empty` the computer lacks everything that the set-up asks for. */
export const setUpStates: Record<string, StationState> = {
  'set-up': desk,
  'set-up-account': { ...desk, readers: withCard },
  'set-up-ready': { ...desk, session: { state: 'signed-in', operator: admin } },
  'set-up-not-opened': { ...desk, notOpened: chipDeskError('StoreKeySealed') },
  'set-up-demo': { ...shown, demo: { ...shown.demo, placed: undefined } as typeof demo },
  'set-up-demo-number': { ...shown, readers: withCard, demo: { ...shown.demo, placed: 'thu' } as typeof demo },
  'set-up-demo-reading': { ...shown, readers: withCard, counter: galleryStates.reading?.counter ?? shown.counter },
  'set-up-kiosk': { ...desk, kiosk: true },
  'set-up-trial': { ...shown, setUp: { trial: true } },
}

const has: Finding[] = [
  { part: 'card-service', state: 'ok', says: 'service-works', facts: {} },
  { part: 'reader', name: reader, state: 'ok', says: 'reader-empty', facts: {} },
  { part: 'service', name: 'registry', state: 'ok', says: 'online-answers', facts: {} },
  { part: 'trust', state: 'ok', says: 'trust-good', facts: { anchors: 2 } },
]
const lacks: Finding[] = [
  { part: 'card-service', state: 'bad', says: 'failed', facts: {}, error: chipDeskError('ServiceDown') },
  { part: 'service', state: 'unknown', says: 'online-none', facts: {} },
  { part: 'trust', state: 'bad', says: 'trust-none', facts: {} },
]

export const setUpAnswers = {
  'set-up.findings': (_: unknown, empty: boolean): CallResult<'set-up.findings'> => ({ findings: empty ? lacks : has }),
  'set-up.try-card': (): CallResult<'set-up.try-card'> => ({ reader, atr: '3b80', opensBy: 'pace' }),
}
