import { expect, it } from 'vitest'
import { chooseCode } from './choose-code.ts'

const card = '999190000001||Nguyễn Thị Thử|15011990|Nữ|Xã Mẫu|10052021'
const other = '999190000002||Trần Văn Thử|15011990|Nam|Xã Mẫu|10052021'
const poster = 'https://example.invalid/menu'

it.each([
  [[], { kind: 'none' }],
  [[card], { kind: 'card', text: card }],
  [[poster, card], { kind: 'card', text: card }],
  [['GD4999123456789|4e67757965|01/01/1990|2|'], { kind: 'card', text: 'GD4999123456789|4e67757965|01/01/1990|2|' }],
  [[card, other], { kind: 'two' }],
  [[poster], { kind: 'foreign' }],
  [['000001'], { kind: 'foreign' }],
])('%j', (texts, chosen) => expect(chooseCode(texts)).toEqual(chosen))
