import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { readLdsDate, readLdsTime } from './lds-date.ts'
import { cardName, fillerSeparated, longestText, readText } from './text.ts'

const text = utf8ToBytes

describe('text of a card', () => {
  it.each([
    ['Nguyễn Thị Thanh Mai'],
    ['Nguyễn'.normalize('NFD')],
    ['Ελληνικά, Русский, 東京, עברית, العربية, བོད་ཡིག'],
    [''],
  ])('%s is kept as it stands', value => {
    expect(readText(text(value))).toEqual({ ok: true, value, remarks: [] })
  })

  it.each([
    ['right-to-left override', 'MAI\u202eIAM', ['direction-control']],
    ['isolates', 'A\u2067B\u2069', ['direction-control']],
    ['zero width', 'MA\u200bI', ['invisible']],
    ['a byte order mark', '\ufeffMAI', ['invisible']],
    ['NUL', 'MAI\u0000', ['control']],
    ['line ends', 'A\r\nB', ['control']],
    ['a pile of marks', `Z${'\u0301'.repeat(9)}`, ['stacked-marks']],
    [
      'all of it',
      `\u202e\u200b\u0007${'\u0301'.repeat(500)}`,
      ['direction-control', 'invisible', 'control', 'stacked-marks'],
    ],
  ])('%s is kept, and named', (_, value, remarks) => {
    expect(readText(text(value))).toEqual({ ok: true, value, remarks })
  })

  it.each([
    ['Latin-1', Uint8Array.of(0x4d, 0xfc, 0x6c)],
    ['cut off', text('Nguyễ').subarray(0, -1)],
    ['overlong', Uint8Array.of(0xc0, 0xbc)],
    ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['beyond Unicode', Uint8Array.of(0xf4, 0x90, 0x80, 0x80)],
  ])('%s is no UTF-8', (_, bytes) => {
    expect(readText(bytes)).toEqual({ ok: false, fault: 'not-utf-8' })
  })

  it('has a longest length', () => {
    expect(readText(new Uint8Array(longestText).fill(0x41)).ok).toBe(true)
    expect(readText(new Uint8Array(longestText + 1).fill(0x41))).toEqual({ ok: false, fault: 'too-long' })
  })
})

it.each([
  [
    'NGUYEN<<THI<THANH<MAI',
    { full: 'NGUYEN THI THANH MAI', primaryIdentifier: 'NGUYEN', secondaryIdentifier: 'THI THANH MAI' },
  ],
  [
    'VAN<DER<BERG<<ANNA<',
    { full: 'VAN DER BERG ANNA', primaryIdentifier: 'VAN DER BERG', secondaryIdentifier: 'ANNA' },
  ],
  ['A<<B<<C', { full: 'A B C', primaryIdentifier: 'A', secondaryIdentifier: 'B C' }],
  ['Doe John', { full: 'Doe John' }],
  ['ARKFREITH<<<<', { full: 'ARKFREITH' }],
  ['<<ANNA', { full: 'ANNA' }],
  ['<', { full: '' }],
])('name %s', (written, name) => {
  expect(cardName(written)).toEqual(name)
})

it('fields of parts', () => {
  expect(fillerSeparated('SOMEWHERE<UTOPIA')).toEqual(['SOMEWHERE', 'UTOPIA'])
  expect(fillerSeparated('12 MAIN STREET<< <SOMEWHERE<')).toEqual(['12 MAIN STREET', 'SOMEWHERE'])
})

describe('dates', () => {
  it.each([
    [text('19900115'), '1990-01-15'],
    [Uint8Array.of(0x19, 0x90, 0x01, 0x15), '1990-01-15'],
    [text('19480000'), '1948'],
    [text('1948<<<<'), '1948'],
    [text('19480600'), '1948-06'],
    [Uint8Array.of(0x19, 0x48, 0x06, 0x00), '1948-06'],
    [text('20000229'), '2000-02-29'],
    [text('19000229'), undefined],
    [text('19900231'), undefined],
    [text('19901301'), undefined],
    [text('19900015'), undefined],
    [text('99990101'), undefined],
    [text('900115'), undefined],
    [Uint8Array.of(0x19, 0x90, 0x0a, 0x15), undefined],
    [text('1990-1-1'), undefined],
    [new Uint8Array(), undefined],
    [new Uint8Array(100_000).fill(0x31), undefined],
  ])('%o', (bytes, date) => {
    expect(readLdsDate(bytes)).toBe(date)
  })

  it.each([
    [text('20240101123059'), '2024-01-01T12:30:59'],
    [Uint8Array.of(0x20, 0x24, 0x01, 0x01, 0x12, 0x30, 0x59), '2024-01-01T12:30:59'],
    [text('20240101240000'), undefined],
    [text('20240101126000'), undefined],
    [text('20240101123060'), undefined],
    [text('20240100123000'), undefined],
    [concatBytes(text('20240101'), new Uint8Array(6)), undefined],
  ])('time %o', (bytes, time) => {
    expect(readLdsTime(bytes)).toBe(time)
  })
})
