import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { vi } from './vi.ts'

/** Every text with its path; functions are called with sample parameters. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, node('1', '2', true)]]
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}.${key}`))
}

describe.each([
  ['vi', vi],
  ['en', en],
])('%s', (_, dictionary) => {
  it('leaves nothing unsaid but the cure of what needs none', () => {
    const empty = texts(dictionary).filter(([, text]) => text.trim() === '')
    expect(empty.filter(([path]) => !/^\.reasons\..*\.cure$/.test(path))).toEqual([])
  })
  it('is composed Unicode without stray spaces', () => {
    for (const [path, text] of texts(dictionary)) {
      expect(text, path).toBe(text.normalize('NFC'))
      expect(text, path).not.toMatch(/^\s|\s$|\s{2}/)
    }
  })
})

it('has every text in both languages', () => {
  expect(
    texts(en)
      .map(([path]) => path)
      .toSorted(),
  ).toEqual(
    texts(vi)
      .map(([path]) => path)
      .toSorted(),
  )
})

it('translates: only names and codes may be equal', () => {
  const english = new Map(texts(en))
  const same = texts(vi).filter(([path, text]) => english.get(path) === text && /[a-z]{5}/i.test(text))
  expect(same.map(([path]) => path)).toEqual(['.citizen.kinds.eid', '.about.title'])
})
