import { expect, test } from 'vitest'
import { changedWords } from '../../../main/protocol/changed-words.ts'
import { maskedPieces } from './masked-pieces.ts'

const shown = (one: string, other: string) =>
  maskedPieces(changedWords(one, other)[0])
    .map(({ text, changed }) => (changed ? `[${text}]` : text))
    .join('')

test('leaves the ends and the digits that differ', () => {
  expect(shown('999190024680', '999190074680')).toBe('999****[2]*680')
  expect(shown('999190024680', '999190024681')).toBe('999******68[0]')
  expect(shown('999000001', '999000101')).toBe('99****[0]01')
})

test('leaves of another number altogether no more than of any', () => {
  expect(shown('999190024680', '000283135790')).toBe('[999****680]')
  expect(shown('999000001', '999190024680')).toBe('[99****01]')
})

test('masks a number that is the same, and nothing where there is none', () => {
  expect(shown('999190024680', '999190024680')).toBe('999****680')
  expect(maskedPieces([])).toEqual([])
})
