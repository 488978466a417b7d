import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verdict } from '../../protocol/checks.ts'
import { inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { HistoryFilter, Store } from '../store.ts'

let folder: string
let store: Store

/** In the order of saving. The clock jumped once: `h` was saved after `g`, and says that it was three days before. */
const visits: readonly [
  id: string,
  at: string,
  desk: string,
  verdict: Verdict,
  purpose: string | undefined,
  name: string,
][] = [
  ['a', '2026-11-18T06:59:59.000Z', 'quay-1', 'authentic', undefined, 'Nguyễn Thị Thử Nghiệm'],
  ['b', '2026-11-18T16:59:59.999Z', 'quay-1', 'altered', 'HEALTH_INSURANCE', 'Đặng Văn Ước'],
  ['c', '2026-11-18T17:00:00.000Z', 'quay-2', 'authentic', 'HEALTH_INSURANCE', 'ĐẶNG THỊ NGUYÊN'],
  ['d', '2026-11-19T23:30:00.000Z', 'quay-1', 'authentic', undefined, 'Đặng Thị Thử'],
  ['e', '2026-11-20T06:30:00+07:00', 'quay-2', 'incomplete', undefined, 'Lê Thị Thử'],
  ['f', '2026-11-20T08:00:00.000Z', 'quay-1', 'authentic', 'HEALTH_INSURANCE', 'Đặng Thị Thử'],
  ['g', '2026-11-21T01:00:00.000Z', 'quay-1', 'authentic', undefined, 'Nguyễn Văn Thử'],
  ['h', '2026-11-18T01:00:00.000Z', 'quay-1', 'cloned', undefined, 'Nguyễn Văn Thử'],
  ['i', '2026-11-22T01:00:00.000Z', 'quay-1', 'authentic', undefined, 'Trần Thử'],
]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-history-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.tag)
  store = opened.value
  for (const [index, [id, at, desk, verdict, code, fullName]] of visits.entries()) {
    const invented = inventedTransaction(id, {
      fullName,
      personalNumber: `99919000000${index}`,
      oldIdNumber: `99900011${index}`,
    })
    const report = { ...invented.report, verdict }
    const purpose = code === undefined ? undefined : { code, legalBasis: 'none' }
    const saved = await store.writer.saveTransaction({ ...invented, at, desk, report, ...(purpose && { purpose }) })
    expect(saved.ok).toBe(true)
  }
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const filters: readonly [HistoryFilter, string][] = [
  [{}, 'ihgfedcba'],
  [{ day: '2026-11-18' }, 'hba'],
  [{ day: '2026-11-19' }, 'c'],
  [{ day: '2026-11-20' }, 'fed'],
  [{ day: '2026-11-17' }, ''],
  [{ day: '2027-01-01' }, ''],
  [{ from: '2026-11-20' }, 'igfed'],
  [{ to: '2026-11-19' }, 'hcba'],
  [{ from: '2026-11-19', to: '2026-11-20' }, 'fedc'],
  [{ from: '2026-11-21', to: '2026-11-19' }, ''],
  [{ desk: 'quay-2' }, 'ec'],
  [{ desk: 'quay-3' }, ''],
  [{ verdict: 'authentic' }, 'igfdca'],
  [{ verdict: 'cloned' }, 'h'],
  [{ purpose: 'HEALTH_INSURANCE' }, 'fcb'],
  [{ purpose: 'ADMIN_PROCEDURE' }, 'ihgeda'],
  [{ day: '2026-11-20', desk: 'quay-1' }, 'fd'],
  [{ from: '2026-11-19', verdict: 'authentic', desk: 'quay-1', purpose: 'HEALTH_INSURANCE' }, 'f'],
  [{ text: 'dang' }, 'fdcb'],
  [{ text: 'Đặng'.normalize('NFD') }, 'fdcb'],
  [{ text: '\u00D0ặng' }, 'fdcb'],
  [{ text: 'dang', day: '2026-11-20' }, 'fd'],
  [{ text: 'dang', verdict: 'altered' }, 'b'],
  [{ text: 'thi thu', desk: 'quay-2' }, 'e'],
  [{ text: 'van', to: '2026-11-18', purpose: 'ADMIN_PROCEDURE' }, 'h'],
  [{ text: '"', day: '2026-11-20' }, ''],
  [{ text: '999190000003' }, 'd'],
  [{ text: '999190000003', day: '2026-11-20' }, 'd'],
  [{ text: '999190000003', day: '2026-11-19' }, ''],
  [{ text: '99919', desk: 'quay-2' }, 'ec'],
  [{ text: '999000112', verdict: 'authentic' }, 'c'],
]

describe.each(filters)('%j finds %j', (filter, ids) => {
  test('at once', () => {
    expect(store.reader.search({ ...filter, limit: 100 }).map(({ id }) => id)).toEqual([...ids])
    expect([...store.reader.transactionsOf(filter)].map(({ id }) => id)).toEqual([...ids])
  })

  test.each([1, 2, 3])('in pages of %i', limit => {
    const found: string[] = []
    let before: number | undefined
    do {
      const page = store.reader.historyPage({ ...filter, limit, ...(before !== undefined && { before }) })
      expect(page.transactions.length).toBeLessThanOrEqual(limit)
      found.push(...page.transactions.map(({ id }) => id))
      before = page.next
    } while (before !== undefined)
    expect(found).toEqual([...ids])
  })
})

test('what is saved between two pages shifts none of them', async () => {
  const first = store.reader.historyPage({ text: 'thu', limit: 3 })
  await store.writer.saveTransaction(inventedTransaction('z', { fullName: 'Thử Sau' }))
  const { next: before = 0 } = first
  const rest = store.reader.historyPage({ text: 'thu', limit: 10, before })
  expect([...first.transactions, ...rest.transactions].map(({ id }) => id).join('')).toBe('ihgfeda')
})

describe('visits of the days of a page', () => {
  const page = (filter: HistoryFilter, limit: number) => store.reader.historyPage({ ...filter, limit }).transactions
  test('are counted whole, also where the page shows a part of them or the clock has jumped', () => {
    expect(store.reader.dayCounts({}, page({ to: '2026-11-18' }, 1))).toEqual({ '2026-11-18': 3 })
    expect(store.reader.dayCounts({}, page({ to: '2026-11-20' }, 9))).toEqual({
      '2026-11-18': 3,
      '2026-11-19': 1,
      '2026-11-20': 3,
    })
    expect(store.reader.dayCounts({}, [])).toEqual({})
  })
  test('are those that the filter lets through', () => {
    expect(store.reader.dayCounts({ desk: 'quay-2' }, page({ desk: 'quay-2' }, 9))).toEqual({
      '2026-11-19': 1,
      '2026-11-20': 1,
    })
    expect(store.reader.dayCounts({ verdict: 'altered' }, page({ verdict: 'altered' }, 9))).toEqual({ '2026-11-18': 1 })
  })
})
