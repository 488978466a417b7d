import { expect, it } from 'vitest'
import { settingNames } from '../../../main/protocol/settings.ts'
import {
  changesOf,
  effectiveValue,
  numberOf,
  otherDefinition,
  refusedField,
  shownValue,
  withDrafted,
} from './settings-draft.ts'

const settings = {
  values: { 'desk.name': 'Quầy 7', lockAfterSeconds: 60 },
  defaults: { lockAfterSeconds: 300, policy: 'counter' },
} as const

it('shows the draft before the file, and the default where neither says anything', () => {
  const draft = withDrafted(settings, {}, { 'desk.name': 'Quầy 8', lockAfterSeconds: null })
  expect(shownValue(settings, draft, 'desk.name')).toBe('Quầy 8')
  expect(shownValue(settings, draft, 'lockAfterSeconds')).toBeUndefined()
  expect(effectiveValue(settings, draft, 'lockAfterSeconds')).toBe(300)
  expect(effectiveValue(settings, draft, 'policy')).toBe('counter')
  expect(changesOf(draft)).toEqual([
    { name: 'desk.name', value: 'Quầy 8' },
    { name: 'lockAfterSeconds', value: null },
  ])
})

it('forgets a change that is taken back, typed or chosen', () => {
  const draft = withDrafted(
    settings,
    { 'desk.name': 'x', policy: 'strict' },
    { 'desk.name': 'Quầy 7', policy: 'counter' },
  )
  expect(draft).toEqual({})
  expect(withDrafted(settings, {}, { 'desk.letterhead.unit': null })).toEqual({})
})

it('leaves nothing of the former kind of desk', () => {
  const before = { values: { 'desk.definition': 'bank', 'desk.purpose': 'BANK_COUNTER_TXN' }, defaults: {} } as const
  expect(withDrafted(before, {}, otherDefinition('clinic'))).toEqual({
    'desk.definition': 'clinic',
    'desk.purpose': null,
  })
})

it.each([
  ['config.json: insurance.url: must begin with https://', 'insurance.url'],
  ['config.json: desk.name: Too small', 'desk.name'],
  ['config.json: printers.roll', 'printers.roll'],
  ['config.json: registry: Invalid', 'registry.url'],
  ['no definition x', undefined],
  [undefined, undefined],
])('finds the field of a refusal: %s', (cause, name) => {
  expect(refusedField(cause, settingNames)).toBe(name)
})

it.each([
  ['300', 300],
  [' 45 ', 45],
  ['', null],
  ['1e3', '1e3'],
  ['-5', '-5'],
])('takes %j for a number only where it is one', (text, value) => {
  expect(numberOf(text)).toBe(value)
})
