import { describe, expect, it } from 'vitest'
import { errorText } from '../../../main/protocol/error-texts.ts'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import type { LastScan } from '../../../main/protocol/scanners.ts'
import { type SeenKind, seenKinds, seenWords } from '../../../main/protocol/seen-codes.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { lastScanWords } from './last-scan.ts'

const last: LastScan = {
  scanner: 'usb:0c2e:0b62:999',
  at: '2026-01-15T09:12:44+07:00',
  characters: 1142,
  charset: 'utf-8',
  notUtf8: false,
}
const refusedAs = (seen: SeenKind): LastScan => ({ ...last, refused: chipDeskError('DataUnknownCode', { seen }) })
const scanner = { id: last.scanner, kind: 'serial', label: 'Mẫu', attached: true } as const

describe('lastScanWords', () => {
  it('says what it was, when, from where, how long and in which charset', () => {
    expect(lastScanWords(last, [scanner], vi)).toEqual({
      kind: 'card',
      title: 'Mã căn cước',
      line: vi.devices.test.cardLine,
      facts: [
        ['Lúc', '09:12:44'],
        ['Máy quét', 'Mẫu'],
        ['Độ dài', '1.142 ký tự'],
        ['Bảng mã', 'UTF-8'],
      ],
    })
  })

  it('names a scanner that is gone, and one that has no name, by where it was', () => {
    const by = (id: string, label?: string) =>
      lastScanWords({ ...last, scanner: id }, label ? [{ ...scanner, id, label }] : [], vi).facts[1]?.[1]
    expect(by('path:/dev/ttyS0')).toBe('/dev/ttyS0')
    expect(by('path:/dev/ttyS0', 'path:/dev/ttyS0')).toBe('/dev/ttyS0')
    expect(by('path:/dev/ttyS0', '/dev/ttyS0')).toBe('/dev/ttyS0')
  })

  it.each([
    ['utf-16le', 'UTF-16'],
    ['gbk', 'GBK'],
    ['windows-1258', 'Windows-1258'],
    ['unknown', 'not known'],
  ])('charset %s is called %s', (charset, name) =>
    expect(lastScanWords({ ...last, charset }, [], en).facts[3]?.[1]).toBe(name),
  )

  it('finds no fault with a code that came while a card was read', () => {
    const words = lastScanWords({ ...last, refused: chipDeskError('ReaderReading') }, [], vi)
    expect(words).toMatchObject({ kind: 'other', title: vi.errors.ReaderReading.title })
  })

  it('finds fault with what came in pieces, and with no whole code of something else', () => {
    const damaged = seenKinds.filter(seen => lastScanWords(refusedAs(seen), [], vi).kind === 'damaged')
    expect(damaged).toEqual('empty mrz field half-code two-codes binary charset keyboard-method'.split(' '))
  })

  it.each([
    ['vi', vi],
    ['en', en],
  ] as const)('%s: every kind has words of its own', (language, t) => {
    const words = seenKinds.map(seen => lastScanWords(refusedAs(seen), [], t))
    expect(new Set(words.map(({ title }) => title)).size).toBe(seenKinds.length)
    expect(words.filter(({ title, line }) => !title || !line)).toEqual([])
    const general = errorText({ tag: 'DataUnknownCode' }, language).title
    expect(words.map(({ title }) => title)).not.toContain(general)
    for (const seen of seenKinds) {
      const title = seenWords[seen]?.[language].title
      if (title) expect(lastScanWords(refusedAs(seen), [], t).title).toBe(title)
    }
  })
})
