import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openEncrypted } from './database/encrypted-database.ts'
import { inventedQuestion, inventedTransaction } from './invented-transaction.ts'
import { openStore } from './open-store.ts'
import type { Store } from './store.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let path: string
let open: Store[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-store-'))
  path = join(folder, 'data', 'store.db')
  open = []
})
afterEach(async () => {
  for (const store of open) await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function opened(at = path): Store {
  const store = openStore({ path: at, key })
  if (!store.ok) throw new Error(JSON.stringify(store.error))
  open.push(store.value)
  return store.value
}
const close = async (store: Store) => {
  await store.close()
  open = open.filter(other => other !== store)
}

describe('settings', () => {
  test('synchronous is FULL on the first open and on the second', async () => {
    await close(opened())
    for (const _ of [1, 2]) {
      const database = openEncrypted(path, key)
      if (!database.ok) throw new Error(database.error.cause)
      const read = (pragma: string) => database.value.pragma(pragma, { simple: true })
      expect(read('synchronous')).toBe(2)
      expect(read('journal_mode')).toBe('wal')
      expect(read('foreign_keys')).toBe(1)
      expect(read('secure_delete')).toBe(1)
      database.value.close()
    }
  })

  test('left alone, SQLite opens an existing file with NORMAL: the trap that the setting closes is still there', async () => {
    await close(opened())
    const database = new Database(path)
    database.pragma("cipher = 'sqlcipher'")
    database.pragma('legacy = 4')
    database.pragma(`key = "x'${'07'.repeat(32)}'"`)
    database.prepare('select count(*) from transactions').get()
    expect(database.pragma('synchronous', { simple: true })).toBe(1)
    database.close()
  })
})

describe('encryption', () => {
  test('neither file nor log holds a name, a number or the SQLite header; others cannot read them', async () => {
    const store = opened()
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    for (const file of [path, `${path}-wal`]) {
      const bytes = readFileSync(file)
      expect(bytes.length).toBeGreaterThan(4000)
      for (const text of ['SQLite format 3', '999190000001', 'Nguyễn', 'nguyen', 'create table']) {
        expect(bytes.includes(text), `${file}: ${text}`).toBe(false)
      }
      expect(statSync(file).mode & 0o077).toBe(0)
    }
  })

  test('a wrong key is named, and the right one still opens', async () => {
    await close(opened())
    const wrong = openStore({ path, key: new Uint8Array(32).fill(8) })
    expect(wrong).toMatchObject({ ok: false, error: { tag: 'StoreKeyWrong', retry: 'operator' } })
    expect(openStore({ path, key: new Uint8Array(16) })).toMatchObject({ ok: false, error: { tag: 'StoreKeyWrong' } })
    opened()
  })

  test('a readable SQLite file is refused and left as it was', () => {
    const plain = join(folder, 'plain.db')
    const database = new Database(plain)
    database.exec('create table t (a)')
    database.close()
    const before = readFileSync(plain)
    expect(openStore({ path: plain, key })).toMatchObject({
      ok: false,
      error: { tag: 'StoreForeign', cause: 'the file is not encrypted' },
    })
    expect(readFileSync(plain).equals(before)).toBe(true)
  })

  test('a foreign file is refused and left as it was', () => {
    const foreign = join(folder, 'foreign.db')
    writeFileSync(foreign, 'no database at all '.repeat(500))
    expect(openStore({ path: foreign, key })).toMatchObject({ ok: false, error: { tag: 'StoreKeyWrong' } })
    expect(readFileSync(foreign, 'utf8')).toMatch(/^no database at all/)
  })
})

describe('damage', () => {
  test('a damaged page is named before anything is read, whichever it is, and holds no lock', {
    timeout: 60_000,
  }, async () => {
    const store = opened()
    await store.writer.saveTransaction(inventedTransaction('t1'))
    await close(store)
    const whole = readFileSync(path)
    const outcomes = Array.from({ length: whole.length / 4096 }, (_, page) => {
      const damaged = Buffer.from(whole)
      damaged.writeUInt8(damaged.readUInt8(page * 4096 + 2000) ^ 1, page * 4096 + 2000)
      writeFileSync(path, damaged)
      return readAll()
    })
    expect(new Set(outcomes)).toEqual(new Set(['StoreDamaged']))
    writeFileSync(path, whole)
    expect(readAll()).toBe('as it was')
  })

  function readAll(): unknown {
    const store = openStore({ path, key })
    if (!store.ok) return store.error.tag
    try {
      const all = [...store.value.reader.transactionsOf({})]
      return JSON.stringify(all) === JSON.stringify([inventedTransaction('t1')]) ? 'as it was' : 'wrong'
    } catch (error) {
      return error instanceof Database.SqliteError ? error.code : error
    } finally {
      store.value.close()
    }
  }
})

describe('schema', () => {
  test('a file of a newer version is refused and left as it was', async () => {
    await close(opened())
    const database = openEncrypted(path, key)
    if (!database.ok) throw new Error(database.error.cause)
    database.value.pragma('user_version = 999')
    database.value.close()
    expect(openStore({ path, key })).toMatchObject({ ok: false, error: { tag: 'StoreNewer' } })
    expect(openStore({ path, key })).toMatchObject({ ok: false, error: { tag: 'StoreNewer' } })
  })

  test('transactions and answers can only be added to', async () => {
    const store = opened()
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    await store.writer.recordAnswer('ask-t1', {
      status: 'answered',
      requestId: 'ask-t1',
      answeredAt: '2026-11-21T01:15:01Z',
    })
    await close(store)
    const database = openEncrypted(path, key)
    if (!database.ok) throw new Error(database.error.cause)
    for (const table of ['transactions', 'checks']) {
      expect(() => database.value.exec(`update ${table} set body = ''`)).toThrow('insert only')
      expect(() => database.value.exec(`delete from ${table}`)).toThrow('insert only')
    }
    database.value.close()
  })
})

describe('one instance', () => {
  test('a second one is refused, in this process and in another, until the first ends', {
    timeout: 60_000,
  }, async () => {
    const store = opened()
    expect(openStore({ path, key })).toMatchObject({ ok: false, error: { tag: 'StoreLocked' } })
    const other = `
      import { openStore } from './open-store.ts'
      const store = openStore({ path: process.argv[1], key: new Uint8Array(32).fill(7) })
      process.stdout.write(store.ok ? 'open' : store.error.tag)`
    const run = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', other, path], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      })
    expect(run()).toBe('StoreLocked')
    await close(store)
    expect(run()).toBe('open')
  })
})

const asRoot = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' })

const mounted = (() => {
  try {
    const place = mkdtempSync(join(tmpdir(), 'chipdesk-small-'))
    asRoot('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place)
    return place
  } catch {
    return undefined
  }
})()

describe('full disk', () => {
  const name = 'a full disk is named, loses nothing acknowledged, and saving goes on when there is room again'
  test.skipIf(mounted === undefined)(
    mounted ? name : `${name} [skipped: no right to mount a small tmpfs]`,
    async () => {
      const place = mounted ?? ''
      try {
        const small = join(place, 'store.db')
        const ballast = join(place, 'ballast')
        writeFileSync(ballast, Buffer.alloc(200_000))
        const store = opened(small)
        const saved: string[] = []
        let failure: unknown
        for (let n = 0; n < 2000 && !failure; n++) {
          const result = await store.writer.saveTransaction(inventedTransaction(`t${n}`), {
            questions: [inventedQuestion(`t${n}`)],
          })
          if (result.ok) saved.push(`t${n}`)
          else failure = result.error
        }
        expect(failure).toMatchObject({ tag: 'StoreFull' })
        expect(saved.length).toBeGreaterThan(10)
        rmSync(ballast)
        expect(await store.writer.saveTransaction(inventedTransaction('later'))).toEqual({ ok: true, value: undefined })
        for (const id of [...saved, 'later']) expect(store.reader.transaction(id)?.id).toBe(id)
        expect(store.reader.pendingCount()).toBe(saved.length)
        await close(store)
      } finally {
        asRoot('umount', '-l', place)
        rmSync(place, { recursive: true, force: true })
      }
    },
  )
})
