import { describe, expect, test } from 'vitest'
import { type Finding, factNames, findingCodes, findingStates, worstFirst } from './diagnostics.ts'
import { englishDiagnostics } from './diagnostics-texts.en.ts'
import { vietnameseDiagnostics } from './diagnostics-texts.vi.ts'
import { chipDeskError } from './errors.ts'
import { findingWords } from './finding-words.ts'

const languages = [
  ['vi', vietnameseDiagnostics],
  ['en', englishDiagnostics],
] as const
const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, fact]) => fact).toSorted()

describe.each(languages)('words of the diagnostics in %s', (_, { says }) => {
  test.each(findingCodes)('%s is a sentence of known facts, NFC, with a cure that is one', code => {
    const { text, cure = 'Nothing.' }: { text: string; cure?: string } = says[code]
    for (const fact of named(text)) expect(factNames).toContain(fact)
    if (code !== 'failed') expect(text).toMatch(/^(\p{Lu}|\{).*\.$/u)
    expect(cure).toMatch(/^\p{Lu}.*\.$/u)
    expect(text + cure).toBe((text + cure).normalize('NFC'))
  })
})

test('both languages name the same facts, and have a cure for the same findings', () => {
  for (const code of findingCodes) {
    const [vi, en]: { text: string; cure?: string }[] = [
      vietnameseDiagnostics.says[code],
      englishDiagnostics.says[code],
    ]
    expect(named(vi?.text ?? ''), code).toEqual(named(en?.text ?? ''))
    expect(vi?.cure === undefined, code).toBe(en?.cure === undefined)
  }
})

test('facts are written as people write them, those of the sentence in it and the rest beside', () => {
  const finding: Finding = {
    part: 'outbox',
    state: 'warn',
    says: 'outbox-late',
    facts: {
      pending: 1200,
      oldestAt: '2026-11-22T02:05:00Z',
      sizeBytes: 184_320_000,
      endsOn: '2027-01-05',
      uptimeMs: 7_300_000,
    },
    error: chipDeskError('OnlineTimeout'),
  }
  const vi = findingWords(finding, 'vi')
  expect(vi.text).toBe('1.200 câu hỏi đang chờ, lâu nhất từ 09:05:00 22/11/2026.')
  expect(vi.cure).toContain('Gửi ngay tất cả')
  expect(vi.facts).toEqual([
    ['Dung lượng', '184,3 MB'],
    ['Ngày hết hạn', '05/01/2027'],
    ['Đã chạy', '2 giờ'],
    ['Lỗi gần nhất', 'Trả lời quá lâu (OnlineTimeout)'],
  ])
  const failure = findingWords(
    { part: 'database', state: 'bad', says: 'failed', facts: {}, error: chipDeskError('StoreFull') },
    'en',
  )
  expect(failure).toMatchObject({ title: 'Database', cure: expect.stringMatching(/\.$/) })
})

test('what is worst comes first, and within that what is nearest to the card', () => {
  const finding = (part: Finding['part'], state: Finding['state']) => ({ part, state })
  const sorted = worstFirst([
    finding('runtime', 'ok'),
    finding('service', 'unknown'),
    finding('trust', 'bad'),
    finding('reader', 'bad'),
    finding('backup', 'warn'),
  ])
  expect(sorted.map(({ part }) => part)).toEqual(['reader', 'trust', 'backup', 'service', 'runtime'])
  expect(sorted.map(({ state }) => findingStates.indexOf(state))).toEqual([0, 0, 1, 2, 3])
})
