import { describe, expect, test } from 'vitest'
import { stepReasons } from './desk.ts'
import { englishDeskTexts } from './desk-texts.en.ts'
import { type DeskTexts, vietnameseDeskTexts } from './desk-texts.vi.ts'

const leaves = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves)
const shape = (value: unknown): unknown =>
  typeof value === 'string'
    ? 'text'
    : Object.fromEntries(
        Object.entries(value as object)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, of]) => [name, shape(of)]),
      )

const languages: [string, DeskTexts][] = [
  ['vi', vietnameseDeskTexts],
  ['en', englishDeskTexts],
]

describe.each(languages)('words of a desk in %s', (language, texts) => {
  test('every reason has one sentence and what to do', () => {
    expect(Object.keys(texts.reasons).toSorted()).toEqual([...stepReasons].toSorted())
    for (const { says, act } of Object.values(texts.reasons)) {
      expect(says).toMatch(/^\p{Lu}[^!?\n]{10,110}\.$/u)
      expect(act).toMatch(/^\p{Lu}.{10,160}\.$/u)
    }
  })
  test('no two reasons say the same', () => {
    const said = Object.values(texts.reasons).map(({ says }) => says)
    expect(new Set(said).size).toBe(said.length)
  })
  test('NFC, no blank at an end, no straight apostrophe', () => {
    for (const text of leaves(texts)) {
      expect(text).toBe(text.normalize('NFC').trim())
      expect(text).not.toMatch(/['"]| {2}/)
    }
  })
  test('every text is of its language', () => {
    const isVietnamese = /[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/iu
    for (const text of leaves(texts)) expect(isVietnamese.test(text), text).toBe(language === 'vi' && text !== 'Xong')
  })
})

test('both languages have the same words', () => {
  expect(shape(englishDeskTexts)).toEqual(shape(vietnameseDeskTexts))
})
