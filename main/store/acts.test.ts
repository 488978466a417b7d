import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Act } from '../protocol/act.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { openEncrypted } from './database/encrypted-database.ts'
import { inventedAct, inventedTransaction } from './invented-transaction.ts'
import { openStoreBeside } from './open-for-reading.ts'
import { openStore } from './open-store.ts'
import type { Numbering, Store } from './store.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let store: Store
const path = () => join(folder, 'store.db')

function open(thread = false): Store {
  const opened = openStore({ path: path(), key, thread })
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-acts-'))
  store = open()
  for (const id of ['t1', 't2', 't3']) await store.writer.saveTransaction(inventedTransaction(id))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const ct07: Numbering = { series: 'ct07/2026', form: '{n}/XN-{year}' }
const paper = (id: string, more: Partial<Extract<Act, { kind: 'document' }>> = {}) =>
  inventedAct(id, { kind: 'document', document: 'ct07', basis: 'registry', ...more })
const entry: NewAuditEntry = {
  at: '2026-11-21T01:20:00.000Z',
  desk: 'quay-1',
  operator: 'lan',
  role: 'clerk',
  action: 'transaction.act',
  outcome: 'done',
  facts: { act: 'document' },
}
const numberOf = async (transaction: string, act: Act, numbering: Numbering | undefined = ct07) => {
  const saved = await store.writer.saveAct(transaction, act, [], numbering)
  if (!saved.ok) return saved.error
  return saved.value.kind === 'document' ? saved.value.number : saved.value.kind
}

describe('acts', () => {
  const decision = inventedAct('a1', { kind: 'decision', outcome: 'served' })
  const reviewed = inventedAct('a2', { kind: 'reviewed' })

  test('are given with their transaction wherever it is read, oldest first, after a restart too', async () => {
    expect(await store.writer.saveAct('t1', decision)).toEqual({ ok: true, value: decision })
    expect(await store.writer.saveAct('t1', reviewed)).toEqual({ ok: true, value: reviewed })
    for (const restarted of [false, true]) {
      if (restarted) {
        await store.close()
        store = open(true)
      }
      const { reader } = store
      expect(reader.acts('t1')).toEqual([decision, reviewed])
      expect(reader.transaction('t1')).toEqual({ ...inventedTransaction('t1'), acts: [decision, reviewed] })
      expect(reader.transaction('t2')).toEqual(inventedTransaction('t2'))
      const acts = [undefined, undefined, [decision, reviewed]]
      expect(reader.historyPage({ limit: 9 }).transactions.map(each => each.acts)).toEqual(acts)
      expect([...reader.transactionsOf({})].map(each => each.acts)).toEqual(acts)
    }
  })

  test('every kind comes back as it went', async () => {
    const acts: Act[] = [
      inventedAct('c', {
        kind: 'customer',
        origin: 'core',
        customerNumber: 'CIF-1',
        amount: 12_000_000,
        rows: [{ field: 'fullName', result: 'spelling', customer: 'NGUYEN', card: 'Nguyễn', registry: true }],
      }),
      inventedAct('f', {
        kind: 'face',
        decision: 'same',
        comparison: { score: 0.7, threshold: 0.5, method: 'human' },
      }),
      inventedAct('o', {
        kind: 'override',
        reason: 'ảnh cũ',
        light: 'yellow',
        second: { id: 'hoa', role: 'supervisor' },
      }),
    ]
    for (const act of acts) expect(await store.writer.saveAct('t1', act)).toEqual({ ok: true, value: act })
    expect(store.reader.acts('t1')).toEqual(acts)
  })

  test('the same id again changes nothing and gives what is stored, with no second audit entry', async () => {
    await store.writer.saveAct('t1', decision, [entry])
    const again = { ...decision, outcome: 'refused' as const }
    expect(await store.writer.saveAct('t1', again, [entry])).toEqual({ ok: true, value: decision })
    expect(store.reader.acts('t1')).toEqual([decision])
    expect(store.reader.auditList({ limit: 9 })).toHaveLength(1)
  })

  test('of another transaction under its id, or of none at all, is refused with its audit entries', async () => {
    await store.writer.saveAct('t1', decision)
    const failed = { ok: false, error: { tag: 'StoreFailed' } }
    expect(await store.writer.saveAct('t2', decision, [entry])).toMatchObject(failed)
    const nothing = { ok: false, error: { tag: 'StoreFailed', cause: 'no such transaction' } }
    expect(await store.writer.saveAct('t9', reviewed, [entry])).toMatchObject(nothing)
    expect(await store.writer.saveAct('t9', paper('p'), [entry], ct07)).toMatchObject(failed)
    expect(store.reader.auditList({ limit: 9 })).toEqual([])
    expect(await numberOf('t1', paper('p'))).toBe('1/XN-2026')
  })

  test('can be changed and deleted by nothing', async () => {
    await store.writer.saveAct('t1', paper('p'), [], ct07)
    await store.close()
    const opened = openEncrypted(path(), key)
    if (!opened.ok) throw new Error(opened.error.cause)
    for (const change of [
      `update acts set body = ''`,
      'delete from acts',
      'update numbering set last = 1',
      'delete from numbering',
    ])
      expect(() => opened.value.exec(change)).toThrow('insert only')
    opened.value.close()
    store = open()
  })
})

describe('numbers of papers', () => {
  test('count from 1 in each series, without a gap, on and on after a restart', async () => {
    expect(await numberOf('t1', paper('p1'))).toBe('1/XN-2026')
    expect(await numberOf('t2', paper('p2'))).toBe('2/XN-2026')
    expect(await numberOf('t2', paper('p3', { document: 'ct06' }), { series: 'ct06/2026', form: 'TC {n}' })).toBe(
      'TC 1',
    )
    await store.close()
    store = open(true)
    expect(await numberOf('t3', paper('p4'))).toBe('3/XN-2026')
    expect(await numberOf('t3', paper('p5', { basis: 'chip' }), { ...ct07, series: 'ct07/2027' })).toBe('1/XN-2026')
    expect(store.reader.transaction('t2')?.acts).toMatchObject([{ number: '2/XN-2026' }, { number: 'TC 1' }])
  })

  test('the year on the paper is the one in Vietnam', async () => {
    expect(await numberOf('t1', paper('p1', { at: '2026-12-31T17:00:00.000Z' }))).toBe('1/XN-2027')
  })

  test('only where a numbering is given, and never as somebody else says it', async () => {
    const slip = paper('p1', { document: 'reception-slip-80' })
    expect(await store.writer.saveAct('t1', { ...slip, number: '7' } as Act)).toEqual({ ok: true, value: slip })
    expect(await numberOf('t1', paper('p2', { number: '99/XN' }))).toBe('1/XN-2026')
    expect(await numberOf('t1', inventedAct('p3', { kind: 'reviewed' }))).toBe('reviewed')
    expect(await numberOf('t2', paper('p4'))).toBe('2/XN-2026')
  })

  test('the same paper printed again keeps its number; the printing is logged with it', async () => {
    expect(await numberOf('t1', paper('p1'))).toBe('1/XN-2026')
    for (const id of ['p2', 'p1']) {
      const again = await store.writer.saveAct('t1', paper(id, { at: '2026-11-22T01:00:00.000Z' }), [entry], ct07)
      expect(again).toEqual({ ok: true, value: { ...paper('p1'), number: '1/XN-2026' } })
    }
    expect(store.reader.acts('t1')).toHaveLength(1)
    const logged = store.reader.auditList({ limit: 9 }).map(({ facts }) => JSON.parse(facts))
    expect(logged).toEqual(Array(2).fill({ act: 'document', number: '1/XN-2026' }))
  })

  test('another basis, another reason, another form or another transaction is another paper', async () => {
    const papers = [
      ['t1', paper('p1', { basis: 'chip' })],
      ['t1', paper('p2')],
      ['t1', paper('p3', { reason: 'thiếu giấy tờ' })],
      ['t1', paper('p4', { document: 'ct06' })],
      ['t1', paper('p6', { answers: ['r-1', 'r-2'] })],
      ['t2', paper('p5')],
    ] as const
    for (const [index, [transaction, act]] of papers.entries())
      expect(await numberOf(transaction, act)).toBe(`${index + 1}/XN-2026`)
  })

  test('a write that fails uses none up', async () => {
    const impossible = { ...entry, facts: { what: Number.NaN }, action: null } as unknown as NewAuditEntry
    const failed = await store.writer.saveAct('t1', paper('p1'), [impossible], ct07).catch(() => ({ ok: false }))
    expect(failed.ok).toBe(false)
    expect(store.reader.acts('t1')).toEqual([])
    expect(await numberOf('t2', paper('p2'))).toBe('1/XN-2026')
  })

  test('a series of no name or a long one is refused, and nothing is saved', async () => {
    for (const series of ['', 'x'.repeat(41)])
      expect(await numberOf('t1', paper('p1'), { ...ct07, series })).toMatchObject({ tag: 'StoreFailed' })
    expect(store.reader.acts('t1')).toEqual([])
  })

  test('two connections give each number once and leave none out', async () => {
    const beside = openStoreBeside({ path: path(), key })
    if (!beside.ok) throw new Error(beside.error.cause)
    const writers = [store.writer, beside.value.writer]
    const given: unknown[] = []
    for (let n = 0; n < 12; n++) {
      const id = `v${n}`
      await store.writer.saveTransaction(inventedTransaction(id))
      const saved = await writers[n % 2]?.saveAct(id, paper(`q${n}`), [entry], ct07)
      given.push(saved?.ok && saved.value.kind === 'document' ? saved.value.number : saved)
    }
    expect(given).toEqual(Array.from({ length: 12 }, (_, n) => `${n + 1}/XN-2026`))
    await beside.value.close()
  })
})
