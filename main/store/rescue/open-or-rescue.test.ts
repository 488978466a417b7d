import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inventedEntry } from '../../audit/invented-entries.ts'
import { verifyAudit } from '../../audit/verify-audit.ts'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedAct, inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { readMark, writeMark } from './high-water.ts'
import { openOrRescue } from './open-or-rescue.ts'
import type { RescueReport } from './rescue.ts'

const key = new Uint8Array(32).fill(7)
const now = new Date('2026-11-22T05:00:00.000Z')
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-rescue-'))
  path = join(folder, 'data', 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const audit = (report: RescueReport) => ({
  at: report.at,
  desk: 'quay-1',
  operator: 'station',
  role: 'none' as const,
  action: 'store.restore' as const,
  outcome: 'done',
})
const open = (withKey = key) => openOrRescue({ path, key: withKey, now, audit })
function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}
async function filled(count: number): Promise<void> {
  const { store } = must(await open())
  for (let n = 1; n <= count; n++)
    must(await store.writer.saveTransaction(inventedTransaction(`t${n}`), { questions: [inventedQuestion(`t${n}`)] }))
  await store.close()
}
async function number(store: Store, id: string) {
  const act = inventedAct(`paper-${id}`, { kind: 'document', document: 'ct07', basis: 'registry' })
  const saved = must(await store.writer.saveAct(id, act, [], { series: 'ct07/2026', form: '{n}' }))
  return saved.kind === 'document' && saved.number
}
async function numberedPapers(count: number): Promise<void> {
  await filled(count)
  const { store } = must(await open())
  for (let n = 1; n <= count; n++) await number(store, `t${n}`)
  await store.close()
}
const names = () => readdirSync(join(folder, 'data')).sort()

describe('nothing wrong', () => {
  test('a first start makes a store and its mark; a second one finds both', async () => {
    await filled(2)
    expect(readMark(path)?.numbers).toMatchObject({ transactions: 2, outbox: 2 })
    const again = must(await open())
    expect(again.rescued).toBeUndefined()
    expect(again.store.reader.pendingCount()).toBe(2)
    await again.store.close()
    expect(names()).toEqual(['store.db', 'store.db.lock', 'store.db.mark'])
  })

  test('a store without a mark, as an earlier version left it, gets one', async () => {
    await filled(2)
    rmSync(`${path}.mark`)
    const again = must(await open())
    expect(again.rescued).toBeUndefined()
    await again.store.close()
    expect(readMark(path)?.numbers.transactions).toBe(2)
  })

  test('a mark that lags behind, as after a power cut, is no damage', async () => {
    await filled(5)
    const { numbers, key: name } = readMark(path) ?? {}
    if (!numbers) throw new Error('no mark')
    writeMark(path, { ...numbers, transactions: 3 }, name)
    const again = must(await open())
    expect(again.rescued).toBeUndefined()
    await again.store.close()
  })

  test('a page torn while the log was worked into the file is no damage: the log still has it', async () => {
    await filled(5)
    const { store } = must(await open())
    must(await store.writer.saveTransaction(inventedTransaction('t6')))
    const log = readFileSync(`${path}-wal`)
    const file = readFileSync(path)
    await store.close()
    const inLog = log.readUInt32BE(32)
    file.fill(0, (inLog - 1) * 4096 + 512, inLog * 4096)
    writeFileSync(path, file)
    writeFileSync(`${path}-wal`, log)
    const again = must(await open())
    expect(again.rescued).toBeUndefined()
    expect(again.store.reader.transaction('t6')?.id).toBe('t6')
    await again.store.close()
  })

  test('a mark that is torn is no damage', async () => {
    await filled(2)
    writeFileSync(`${path}.mark`, readFileSync(`${path}.mark`, 'utf8').replace('"transactions":2', '"transactions":9'))
    const again = must(await open())
    expect(again.rescued).toBeUndefined()
    await again.store.close()
  })
})

describe('refused, and nothing touched', () => {
  test('a wrong key', async () => {
    await filled(2)
    const before = readFileSync(path)
    expect(await open(new Uint8Array(32).fill(8))).toMatchObject({ ok: false, error: { tag: 'StoreKeyWrong' } })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(names()).toEqual(['store.db', 'store.db.lock', 'store.db.mark'])
  })

  test('a file of somebody else', async () => {
    await filled(0)
    for (const end of ['', '.mark']) rmSync(path + end)
    const database = new Database(path)
    database.exec('create table t (a)')
    database.close()
    const before = readFileSync(path)
    expect(await open()).toMatchObject({ ok: false, error: { tag: 'StoreForeign' } })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('while another instance has it', async () => {
    const { store } = must(await open())
    expect(await open()).toMatchObject({ ok: false, error: { tag: 'StoreLocked' } })
    await store.close()
  })
})

describe('damaged', () => {
  test('the file gone: no empty store in silence, the numbers of what is lost', async () => {
    await filled(3)
    rmSync(path)
    const { store, rescued } = must(await open())
    expect(rescued).toMatchObject({
      from: 'pages',
      reasons: ['the file is gone or empty'],
      lost: { transactions: ['1-3'] },
    })
    must(await store.writer.saveTransaction(inventedTransaction('t4')))
    await store.close()
    const database = must(openEncrypted(path, key))
    expect(database.prepare('select seq from transactions').pluck().all()).toEqual([4])
    database.close()
  })

  test('the file gone with its audit log: the entries that were in it are missed for ever', async () => {
    const { store: before } = must(await open())
    must(await before.writer.appendAudit([inventedEntry(1), inventedEntry(2), inventedEntry(3)]))
    await before.close()
    rmSync(path)
    const { store, rescued } = must(await open())
    expect(rescued).toMatchObject({ lost: { audit: ['1-3'] } })
    must(await store.writer.appendAudit([inventedEntry(9)]))
    const log = store.reader.auditLog()
    const found = log && verifyAudit({ ...log, entries: log.entries() })
    expect(found).toMatchObject({ whole: false })
    expect(JSON.stringify(found)).toContain('missing')
    await store.close()
  })

  test('without a backup, row for row from the pages; found by name again; the report is in the audit', async () => {
    await filled(40)
    const bytes = readFileSync(path)
    // The header and the first page of the schema.
    bytes.fill(0, 0, 4096)
    writeFileSync(path, bytes)
    const { store, rescued } = must(await open())
    expect(rescued).toMatchObject({
      from: 'pages',
      pages: { unreadable: 1 },
      recovered: { transactions: 40, outbox: 40 },
    })
    expect(rescued?.lost.transactions).toEqual([])
    expect(store.reader.transaction('t40')).toMatchObject(inventedTransaction('t40'))
    await store.close()
    const database = must(openEncrypted(path, key))
    expect(database.prepare('select action from audit').pluck().all()).toEqual(['store.restore'])
    const found = database.prepare("select count(*) from transaction_names where transaction_names match 'nguyen'")
    expect(found.pluck().get()).toBe(40)
    database.close()
  })

  test('the file gone: its papers keep their numbers, the next one gets the next', async () => {
    await numberedPapers(3)
    rmSync(path)
    const { store, rescued } = must(await open())
    expect(rescued?.lost.acts).toEqual(['1-3'])
    must(await store.writer.saveTransaction(inventedTransaction('t4')))
    expect(await number(store, 't4')).toBe('4')
    await store.close()
  })

  test.each([
    ['acts and numbers from the pages, without the schema', 'sqlite_schema', { acts: 12, numbering: 1 }],
    ['the numbers alone gone: the acts say how far they were', 'numbering', { acts: 12, numbering: 1 }],
  ])('%s', async (_, table, recovered) => {
    await numberedPapers(12)
    const database = must(openEncrypted(path, key))
    const page = database.prepare<[string], number>('select rootpage from sqlite_schema where name = ?').pluck()
    const root = page.get(table) ?? 1
    database.close()
    const { numbers, key: name } = readMark(path) ?? {}
    if (!numbers) throw new Error('no mark')
    writeMark(path, { ...numbers, series: {} }, name)
    const bytes = readFileSync(path)
    bytes.fill(0, (root - 1) * 4096, root * 4096)
    writeFileSync(path, bytes)
    const { store, rescued } = must(await open())
    expect(rescued).toMatchObject({ from: 'pages', recovered, lost: { acts: [] } })
    expect(store.reader.transaction('t12')?.acts).toMatchObject([{ number: '12' }])
    must(await store.writer.saveTransaction(inventedTransaction('next')))
    expect(await number(store, 'next')).toBe('13')
    await store.close()
  })

  test('a right key on a file of which nothing is whole is damage, not a wrong key', async () => {
    await filled(3)
    writeFileSync(path, Buffer.alloc(20_480, 'x'))
    const { store, rescued } = must(await open())
    await store.close()
    expect(rescued).toMatchObject({ from: 'pages', lost: { transactions: ['1-3'] } })
  })

  test('the damaged files are kept as they were', async () => {
    await filled(10)
    const bytes = readFileSync(path)
    bytes[4096 * 4 + 5] = (bytes[4096 * 4 + 5] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const { store, rescued } = must(await open())
    await store.close()
    expect(rescued?.reasons).toEqual(['page 5'])
    expect(readFileSync(join(folder, 'data', rescued?.aside ?? '', 'store.db')).equals(bytes)).toBe(true)
  })
})

describe('a swap that was cut off goes on at the next start', () => {
  const swap = {
    draft: 'store.db.rescuing',
    aside: 'damaged-2026',
    numbers: { transactions: 2, checks: 0, outbox: 0, audit: 0 },
    key: '0',
  }
  async function prepared(): Promise<void> {
    await filled(2)
    renameSync(path, join(folder, 'data', 'store.db.rescuing'))
    rmSync(`${path}.mark`)
    const old = must(openStore({ path, key }))
    must(await old.writer.saveTransaction(inventedTransaction('old')))
    await old.close()
    mkdirSync(join(folder, 'data', 'damaged-2026'))
    writeFileSync(`${path}.swap`, JSON.stringify(swap), { mode: 0o600 })
  }
  const expectSwapped = async (aside: boolean) => {
    const { store, rescued } = must(await open())
    expect(rescued).toBeUndefined()
    expect(store.reader.transaction('t2')?.id).toBe('t2')
    expect(store.reader.transaction('old')).toBeUndefined()
    await store.close()
    expect(existsSync(join(folder, 'data', 'damaged-2026', 'store.db'))).toBe(aside)
    expect(names().filter(name => /swap|rescuing/.test(name))).toEqual([])
  }

  test('before anything was moved', async () => {
    await prepared()
    await expectSwapped(true)
  })
  test('between the two names', async () => {
    await prepared()
    renameSync(path, join(folder, 'data', 'damaged-2026', 'store.db'))
    await expectSwapped(true)
  })
  test('after both', async () => {
    await prepared()
    renameSync(join(folder, 'data', 'store.db.rescuing'), path)
    await expectSwapped(false)
  })
})
