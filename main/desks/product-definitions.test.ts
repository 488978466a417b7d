import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { purposeOf } from '../purposes/permission.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { tableWith } from '../purposes/table-with.ts'
import { checkDefinition } from './definition-check.ts'
import { definition, ids, json } from './definition-files-of-tests.ts'

describe('those of the product', () => {
  test.each(ids)('%s is in order', id => expect(checkDefinition(json(id))).toEqual([]))

  test.each(ids)('%s says everything in both languages, in composed characters and without slips of the hand', id => {
    const pairs: { vi: string; en: string }[] = []
    const look = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return
      if ('vi' in part && 'en' in part) pairs.push(part as { vi: string; en: string })
      for (const inner of Object.values(part)) look(inner)
    }
    look(json(id))
    expect(pairs.length).toBeGreaterThanOrEqual(6)
    for (const { vi, en } of pairs) {
      expect(vi).not.toBe(en)
      expect(vi).toBe(vi.normalize('NFC'))
      expect(en).toMatch(/^[\x20-\x7e’]+$/)
      expect(vi, 'Vietnamese without marks').toMatch(/[^\x20-\x7e]/)
      for (const text of [vi, en]) expect(text).not.toMatch(/ {2}| [,.:;]|^\s|\s$/)
      // A sentence in one language is one in the other.
      expect(vi.endsWith('.'), vi).toBe(en.endsWith('.'))
    }
  })

  test.each(ids)('%s keeps neither picture nor what is sensitive, and hands over no more than it keeps', id => {
    for (const { keeps, purpose, handOver } of definition(id).visits) {
      const table = tableWith(definition(id))
      expect(table.ok && purposeOf(purpose, table.value)?.evidence.withhold).toEqual(
        expect.arrayContaining(['DG2', 'DG3', 'DG13']),
      )
      if (id !== 'office') expect(keeps).not.toContain('personalMarks')
      if (handOver.includes('issuer')) expect(keeps).toContain('issueDate')
    }
  })

  test('least data: every visit of a clinic, bank, commune and shop keeps less than it shows', () => {
    for (const id of ids.filter(id => id !== 'office'))
      for (const { shows, keeps, purpose } of definition(id).visits)
        if (purpose !== 'BANK_INFO_UPDATE') expect(keeps.length, purpose).toBeLessThan(shows.length)
  })

  test('a shop brings its own law and purpose, and nothing else in the product knows them', () => {
    const { purposes, legalBases, visits } = definition('telecom')
    expect(purposes.map(({ code }) => code)).toEqual(['SUBSCRIBER_CHECK'])
    expect(visits[0]).toMatchObject({ purpose: 'SUBSCRIBER_CHECK', right: 'CONSENT' })
    expect(purposes[0]?.consentTypes).toEqual(['CONSENT'])
    expect(purposeOf('SUBSCRIBER_CHECK')).toBeUndefined()
    for (const { code } of legalBases) expect(purposeTable.legalBases.map(basis => basis.code)).not.toContain(code)
  })

  test('no code knows a shop: a desk is a file', () => {
    const root = join(import.meta.dirname, '..', '..')
    const sources = ['main', 'renderer', 'native'].flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        // What the pictures of print-outs show is test data as well.
        .filter(name => /\.(ts|tsx|mjs|css|html)$/.test(name) && !/\.test\.tsx?$|\/golden\//.test(name))
        .map(name => join(root, folder, name)),
    )
    expect(sources.length).toBeGreaterThan(500)
    const knowing = sources.filter(path =>
      /telecom|viễn thông|thuê bao|subscriber_check/iu.test(readFileSync(path, 'utf8').normalize('NFC')),
    )
    expect(knowing).toEqual([])
  })

  test('a bank looks at faces from ten million đồng on', () => {
    const txn = definition('bank').visits.find(({ purpose }) => purpose === 'BANK_COUNTER_TXN')
    expect(txn?.steps.find(({ id }) => id === 'face')).toMatchObject({ need: 'required', amountFrom: 10_000_000 })
  })
})

test.each(['desks.md', 'desks.vi.md'])('the example of docs/%s is in order', name => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8')
  const [, example = ''] = /```json\n(.*?)```/s.exec(text) ?? []
  expect(checkDefinition(JSON.parse(example))).toEqual([])
})
