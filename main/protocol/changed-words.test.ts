import { expect, it } from 'vitest'
import { changedWords } from './changed-words.ts'

/** With the changed runs in brackets. */
const marked = (one: string, other: string) =>
  changedWords(one, other).map(pieces => pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(''))

it.each([
  ['Nguyễn Thị Hoa', 'Nguyễn Thị Thanh Mai', 'Nguyễn Thị [Hoa]', 'Nguyễn Thị [Thanh Mai]'],
  ['NGUYEN THI HOA', 'Nguyễn Thị Hoa', '[NGUYEN THI] HOA', '[Nguyễn Thị] Hoa'],
  ['Số 5, Xã Mẫu', 'Số 7, xã MẪU', 'Số [5], Xã Mẫu', 'Số [7], xã MẪU'],
  ['Xã Mẫu, Tỉnh Ví Dụ', 'Thôn Thử, Xã Mẫu', 'Xã Mẫu, [Tỉnh Ví Dụ]', '[Thôn Thử], Xã Mẫu'],
  ['999190024680', '999190024780', '999190024[6]80', '999190024[7]80'],
  ['999', '9990', '[999]', '[9990]'],
  ['10/05/2021', '10/05/2016', '10/05/[2021]', '10/05/[2016]'],
  ['Nam', 'Nữ', '[Nam]', '[Nữ]'],
  ['Hoà'.normalize('NFD'), 'Hoà', 'Hoà', 'Hoà'],
  ['', 'Xã Mẫu', '', '[Xã Mẫu]'],
  ['P.1', 'P 1', 'P.1', 'P 1'],
])('%s | %s', (one, other, ...expected) => {
  expect(marked(one, other)).toEqual(expected)
})

it('loses no letter, whatever the texts', () => {
  const texts = ['', ' ', ',', 'a b', '  a,b  ', 'x'.repeat(50), 'từ '.repeat(300), '\u202e1']
  for (const one of texts)
    for (const other of texts)
      expect(changedWords(one, other).map(pieces => pieces.map(({ text }) => text).join(''))).toEqual([
        one.normalize('NFC'),
        other.normalize('NFC'),
      ])
})

it('marks all of what is too long to compare', () => {
  const long = 'từ '.repeat(201)
  const [[piece]] = changedWords(long, `${long}khác`)
  expect(piece?.changed).toBe(true)
})
