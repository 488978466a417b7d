import { expect, it } from 'vitest'
import { firstPage, type KeypadPage, layouts } from './layouts.ts'

const pages = Object.keys(layouts) as KeypadPage[]
const does = (page: KeypadPage) => layouts[page].flat().map(key => key.does)

it.each(pages)('%s can delete, finish and hide, and leads to a page that leads on', page => {
  expect(does(page)).toEqual(expect.arrayContaining(['delete', 'enter', 'hide', 'page']))
})
it('no page has a key twice, nor more in a row than fit beside each other', () => {
  for (const page of pages) {
    const typed = layouts[page].flat().flatMap(key => (key.does === 'type' ? [key.text] : []))
    expect(new Set(typed).size).toBe(typed.length)
    for (const row of layouts[page]) expect(row.length).toBeLessThanOrEqual(12)
  }
})
it('has every letter of Vietnamese names and every digit', () => {
  const typed = (page: KeypadPage) => layouts[page].flat().flatMap(key => (key.does === 'type' ? [key.text] : []))
  expect(typed('letters')).toEqual(expect.arrayContaining([...'aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz']))
  expect(typed('digits')).toEqual(expect.arrayContaining([...'0123456789/']))
  expect(typed('hex').join('')).toBe('123AB456CD:789EF0')
  expect(typed('signs')).toEqual(expect.arrayContaining([...'0123456789@._-']))
})
it.each([
  [{ type: 'password', inputMode: '' }, 'digits'],
  [{ type: 'text', inputMode: 'numeric' }, 'digits'],
  [{ type: 'text', inputMode: 'text' }, 'letters'],
  [{ type: 'search', inputMode: '' }, 'letters'],
  [{ type: 'text', inputMode: 'text', wish: 'digits' }, 'digits'],
  [{ type: 'text', inputMode: '', wish: 'hex' }, 'hex'],
  [{ type: 'text', inputMode: '', wish: 'anything' }, 'letters'],
] as const)('%j begins with %s', (traits, page) => expect(firstPage(traits)).toBe(page))
