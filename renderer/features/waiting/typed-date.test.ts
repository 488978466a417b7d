import { expect, it } from 'vitest'
import { isWholeDate, withSlashes, withSlashesOrYear } from './typed-date.ts'

/** Types one character after the other. */
const typed = (text: string) => [...text].reduce((value, character) => withSlashes(value + character, value), '')

it.each([
  ['05102031', '05/10/2031'],
  ['05/10/2031', '05/10/2031'],
  ['5/10/2031', '5/10/2031'],
  ['5.10.2031', '5/10/2031'],
  ['5-1-2031', '5/1/2031'],
  ['05 10 2031', '05/10/2031'],
])('%s becomes %s', (text, date) => {
  expect(typed(text)).toBe(date)
  expect(isWholeDate(date)).toBe(true)
})

it.each([
  ['1948', '1948'],
  ['05102031', '05/10/2031'],
  ['5/10/2031', '5/10/2031'],
  ['05/10/2031', '05/10/2031'],
  ['5.1.1948', '5/1/1948'],
])('of a birth %s becomes %s', (text, date) => {
  expect([...text].reduce((value, character) => withSlashesOrYear(value + character, value), '')).toBe(date)
})

it('takes a pasted date, and lets the slash be deleted', () => {
  expect(withSlashes('05102031', '')).toBe('05/10/2031')
  expect(withSlashes('05', '05/')).toBe('05')
})

it.each(['', '05/10', '05/10/20', '05/10/20311', 'x'])('%j is no whole date', text =>
  expect(isWholeDate(text)).toBe(false),
)
