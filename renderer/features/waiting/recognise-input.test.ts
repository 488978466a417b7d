import { describe, expect, it } from 'vitest'
import { isCardText, isUnfinishedMrz, isWholeCode, recogniseInput } from './recognise-input.ts'

const qr = '999190000001|999000001|Nguyễn Thị Thử Nghiệm|15011990|Nữ|Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ|10052021'
const td1 = ['IDVNM1900000015999190000001<<4', '9001158F3001156VNM<<<<<<<<<<<8', 'NGUYEN<<THI<THU<NGHIEM<<<<<<<<']

describe('recogniseInput', () => {
  it.each([
    ['', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ['999190000001', { kind: 'number' }],
    ['999 190 000 001', { kind: 'number' }],
    ['000001', { kind: 'can' }],
    ['9991', { kind: 'digits', count: 4 }],
    ['9991900000012', { kind: 'digits', count: 13 }],
    ['https://example.org/x', { kind: 'web' }],
    ['GD4999123456789|4e67757965|01/01/1990|2|', { kind: 'insurance' }],
    ['9991234567|4e67757965|01/01/1990|2|', { kind: 'insurance' }],
    [td1.join(''), { kind: 'mrz' }],
    [td1[0], { kind: 'mrz' }],
    ['xin chào', { kind: 'unknown' }],
    ['999190000001\\\\Nguyễn', { kind: 'qr-mangled' }],
    ['999190000001¦¦Nguyen', { kind: 'qr-mangled' }],
  ])('%j', (text, expected) => expect(recogniseInput(text ?? '')).toEqual(expected))

  it('tells a whole card code from one that is still arriving', () => {
    expect(recogniseInput(qr)).toEqual({
      kind: 'qr',
      number: '999190000001',
      name: 'Nguyễn Thị Thử Nghiệm',
      complete: true,
    })
    expect(recogniseInput(`${qr}|999190000000|Cha|Mẹ|`)).toMatchObject({ kind: 'qr', complete: true })
    for (let length = 13; length < qr.length - 4; length++)
      expect(recogniseInput(qr.slice(0, length)), qr.slice(0, length)).toMatchObject({ kind: 'qr', complete: false })
  })

  it('reads a name in decomposed form', () => {
    expect(recogniseInput(qr.normalize('NFD'))).toMatchObject({ name: 'Nguyễn Thị Thử Nghiệm' })
  })

  it('sees UTF-8 taken for Windows-1252 or Latin-1, and no such thing in real names', () => {
    const bytes = new TextEncoder().encode(qr)
    expect(recogniseInput(new TextDecoder('windows-1252').decode(bytes))).toEqual({ kind: 'mojibake' })
    expect(recogniseInput(String.fromCharCode(...bytes))).toEqual({ kind: 'mojibake' })
    for (const name of ['LÃ VĂN Á', 'Lã Thị Ấn', 'ÂU CƠ', 'Á', "Rơ Lan H'Brêo", 'Đặng Ẵm Ướt'])
      expect(recogniseInput(`999190000001||${name}|1990|Nam|Xã Mẫu|10052021`), name).toMatchObject({ kind: 'qr', name })
  })
})

describe('isUnfinishedMrz', () => {
  it('waits for the last line of a zone and no longer', () => {
    expect(isUnfinishedMrz(td1[0] ?? '')).toBe(true)
    expect(isUnfinishedMrz(td1.slice(0, 2).join(''))).toBe(true)
    expect(isUnfinishedMrz(td1.join(''))).toBe(false)
    expect(isUnfinishedMrz(`P<UTO${'NAME<'.repeat(6)}`)).toBe(true)
    expect(isUnfinishedMrz('999190000001')).toBe(false)
    expect(isUnfinishedMrz(qr)).toBe(false)
  })
})

it('knows what may go off without Enter, and what of a picture is a card', () => {
  const zone = td1.join('')
  for (const text of [qr, '999190000001', zone, 'GD4999123456789|4e67757965|01/01/1990|2|'])
    expect([text, isWholeCode(text), isCardText(text)]).toEqual([text, true, true])
  for (const text of [qr.slice(0, 40), td1[0] ?? ''])
    expect([isWholeCode(text), isCardText(text)]).toEqual([false, true])
  for (const text of ['', '000001', '99919', 'https://example.org/x', 'xin chào', '999190000001\\\\Nguyen'])
    expect([text, isWholeCode(text), isCardText(text)]).toEqual([text, false, false])
})
