import { expect, it } from 'vitest'
import { repairCharset } from './charset-repair.ts'
import { bytesBehind, misreadings } from './charset-tables.ts'
import { decodeScan } from './decode-scan.ts'
import { misread, nghiem } from './specimen-texts.ts'

const ascii = (text: string) => [...new TextEncoder().encode(text)]
const decode = (...bytes: readonly (readonly number[])[]) => decodeScan(Uint8Array.from(bytes.flat()))

it('names the character set, and says what is wrong with it', () => {
  expect(decodeScan(new TextEncoder().encode(nghiem.qr))).toEqual({ text: nghiem.qr, charset: 'utf-8' })
  expect(decode([0xff, 0xfe, 0x39, 0])).toEqual({ text: '9', charset: 'utf-16le' })
  expect(decode([0xfe, 0xff, 0, 0x39])).toEqual({ text: '9', charset: 'utf-16be' })
  expect(decode(ascii('H'), [0xa8, 0xa4])).toEqual({ text: 'Hà', charset: 'gbk', hint: 'not-utf-8' })
  expect(decode(ascii('Th'), [0xea, 0xde], ascii(' t'))).toMatchObject({ charset: 'windows-1258', hint: 'not-utf-8' })
  expect(decode(ascii('9|H'), [0xe5], ascii('|'))).toEqual({
    text: '9|H\ufffd|',
    charset: 'unknown',
    hint: 'not-utf-8',
  })
  expect(decode(ascii('Nguyễn Th'), [0xe1, 0xbb], ascii('|'))).toEqual({
    text: 'Nguyễn Th\ufffd|',
    charset: 'utf-8',
    hint: 'utf-8-damaged',
  })
})

it('keeps what is decomposed, and takes nothing from 64 kB on', () => {
  expect(decodeScan(new TextEncoder().encode('e\u0302\u0303')).text).toBe('e\u0302\u0303')
  expect(decodeScan(new Uint8Array(70_000).fill(0x39)).text).toHaveLength(65_536)
})

it('finds the bytes behind every character of the three sets', () => {
  const text = 'Hoàng Sơn'
  const letters = 'Nguyễn Thị Thử Nghiệm, Đồng Hới, Ước, ặẵỷỹ'
  for (const charset of misreadings) {
    const bytes = bytesBehind(misread(text, charset), charset)
    expect(bytes && new TextDecoder().decode(bytes), charset).toBe(text)
  }
  expect(bytesBehind(misread(letters, 'windows-1252'), 'windows-1252')).toEqual(new TextEncoder().encode(letters))
  expect(bytesBehind('ễ', 'windows-1252')).toBeUndefined()
})

it('leaves alone what was read rightly', () => {
  for (const text of [nghiem.qr, nghiem.qr.normalize('NFD'), 'á', 'Ã', 'Đà Nẵng', '阮氏試驗', '«»', 'caf\u00e9', ''])
    expect(repairCharset(text)).toBe(text)
})
