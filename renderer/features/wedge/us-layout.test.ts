import { expect, it } from 'vitest'
import { usCharacter } from './us-layout.ts'

it.each([
  ['KeyD', false, false, 'd'],
  ['KeyD', true, false, 'D'],
  ['KeyD', false, true, 'D'],
  ['KeyD', true, true, 'd'],
  ['Digit1', true, true, '!'],
  ['Digit1', false, true, '1'],
  ['Numpad7', true, false, '7'],
  ['Backslash', true, false, '|'],
  ['Comma', true, false, '<'],
  ['Space', true, false, ' '],
  ['Quote', true, false, '"'],
  ['F3', false, false, undefined],
  ['', false, false, undefined],
  ['constructor', false, false, undefined],
] as const)('%s, shift %s, caps lock %s', (code, shift, caps, character) =>
  expect(usCharacter(code, shift, caps)).toBe(character),
)
