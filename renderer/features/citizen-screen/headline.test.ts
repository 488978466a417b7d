import { expect, it } from 'vitest'
import type { CitizenView } from '../../../main/protocol/citizen-view.ts'
import { citizenWords } from './citizen-words.ts'
import { headlineOf } from './headline.ts'

const desk = { desk: 'Quầy số 1', demo: false }
const view = (more: object) => ({ status: 'view', view: { ...desk, ...more } as CitizenView }) as const
const t = citizenWords.vi

it('says nothing but that the counter is paused where nothing is known, or nobody is there', () => {
  const closed = { icon: 'clock', title: t.closed, sub: t.closedSub }
  expect(headlineOf({ status: 'lost' }, t)).toEqual(closed)
  expect(headlineOf({ status: 'view', view: { stage: 'closed' } }, t)).toEqual(closed)
  expect(headlineOf({ status: 'unauthorised' }, t)).toEqual({ ...closed, sub: t.noKey })
})

it.each([
  ['welcome', { stage: 'welcome' }, t.welcome],
  ['consent', { stage: 'consent' }, t.consent],
  ['the card', { stage: 'place-card', act: 'place' }, t.place],
  ['trouble before', { stage: 'place-card', act: 'ask-clerk' }, t.wait],
  ['reading', { stage: 'reading', act: 'keep', progress: 0 }, t.keep],
  ['moved', { stage: 'reading', act: 'place-again', progress: 0 }, t.placeAgain],
  ['trouble while reading', { stage: 'reading', act: 'ask-clerk', progress: 0 }, t.wait],
  ['good', { stage: 'result', word: 'checked', takeCard: true }, t.checked],
  ['anything else', { stage: 'result', word: 'wait', takeCard: true }, t.wait],
  ['the end', { stage: 'result', word: 'thanks', takeCard: false }, t.thanks],
] as const)('%s', (_, stage, title) => {
  expect(headlineOf(view(stage), t).title).toBe(title)
})

it('no word of the screen accuses anybody', () => {
  const said = JSON.stringify(citizenWords).toLowerCase()
  for (const word of [
    'giả',
    'từ chối',
    'không hợp lệ',
    'bị sửa',
    'nghi',
    'fake',
    'forged',
    'refus',
    'invalid',
    'suspect',
  ])
    expect(said.replaceAll('giảm', ''), word).not.toContain(word)
})
