import { expect, test } from 'vitest'
import { readPortalBody, resultCode, rowsOf, textOf } from './portal-body.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => {
  const body = readPortalBody(bytes(text))
  return typeof body === 'string' ? expect.fail(body) : body
}

test.each([
  ['', 'not JSON'],
  ['null', 'not an object'],
  ['[{"maKetQua":"000"}]', 'not an object'],
  ['"[]"', 'not an object'],
  ['  <html></html>', 'a page, not JSON'],
  ['{}', 'not one result code'],
  ['{"maKetQua":"000","maKetQua":"110"}', 'not one result code'],
  ['{"maKetQua":"000","MaKetQua":"110"}', 'not one result code'],
  ['{"maKetQua":"000","maThe":"a","MaThe":"b"}', 'a name twice'],
  ['"{\\"maKetQua\\":\\"000\\",\\"maKetQua\\":\\"110\\"}"', 'not one result code'],
])('%s: %s', (text, why) => expect(readPortalBody(bytes(text))).toBe(why))

test('bytes that are no UTF-8', () => {
  expect(readPortalBody(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe('not UTF-8')
})

test.each([
  ['{"maKetQua":"000"}', '000'],
  ['{"maKetQua":0}', '000'],
  ['{"maKetQua":10}', '010'],
  ['{"maKetQua":" 050 "}', '050'],
  ['{"maKetQua":"0000"}', undefined],
  ['{"maKetQua":"0"}', undefined],
  ['{"maKetQua":-1}', undefined],
  ['{"maKetQua":0.5}', undefined],
  ['{"maKetQua":true}', undefined],
  ['{"maKetQua":{"code":"000"}}', undefined],
])('the code of %s is %s', (text, code) => expect(resultCode(read(text))).toBe(code))

test('texts are NFC, on one line and not endless', () => {
  const body = read(
    JSON.stringify({ maKetQua: '000', ghiChu: ` The\u0309\n\u202ecòn${'!'.repeat(3000)}`, maThe: ['x'] }),
  )
  expect(textOf(body, 'ghiChu')).toMatch(/^Thẻ còn!+$/)
  expect(textOf(body, 'ghiChu')).toHaveLength(2000)
  expect(textOf(body, 'maThe')).toBeUndefined()
})

test('rows are those of lists whose name begins so', () => {
  const body = read('{"maKetQua":"000","dsLichSuKT2031":[{"userKT":"a"},1,null],"dsLichSuKT":null,"dsLichSuKCB":[{}]}')
  expect(rowsOf(body, 'dsLichSuKT').map(row => textOf(row, 'userKT'))).toEqual(['a'])
})
