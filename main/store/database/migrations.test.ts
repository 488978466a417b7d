import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chipDeskError } from '../../protocol/errors.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { openEncrypted } from './encrypted-database.ts'
import { applicationId, migrate } from './migrations.ts'
import { attempt } from './sqlite-failure.ts'

const key = new Uint8Array(32).fill(7)
/** A file that the version with schema 1 wrote: t1 answered, t2 refused, t3 waiting, t4 never asked about. */
const stored = { 1: join(import.meta.dirname, '..', '..', '..', 'fixtures', 'stores', 'store-1.db') }
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-migrations-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function raw(at = path): Database.Database {
  const opened = openEncrypted(at, key)
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value
}
async function using<T>(work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openStore({ path, key })
  if (!store.ok) throw new Error(JSON.stringify(store.error))
  try {
    return await work(store.value)
  } finally {
    await store.value.close()
  }
}
const refused = () => {
  const store = openStore({ path, key })
  return store.ok ? 'opened' : store.error.tag
}

const schemaOf = (database: Database.Database) => ({
  id: database.pragma('application_id', { simple: true }),
  version: database.pragma('user_version', { simple: true }),
  tables: database.prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name').all(),
})

describe('from every older file', () => {
  test.each(Object.entries(stored))('schema %s becomes what an empty file becomes, and is whole', async (_, file) => {
    copyFileSync(file, path)
    await using(() => {})
    const empty = raw(join(folder, 'empty.db'))
    expect(migrate(empty)).toEqual({ ok: true, value: undefined })
    const migrated = raw()
    expect(schemaOf(migrated)).toEqual(schemaOf(empty))
    expect(schemaOf(migrated).id).toBe(applicationId)
    expect(migrated.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(migrated.pragma('foreign_key_check')).toEqual([])
    migrated.close()
    empty.close()
  })

  test('schema 1: everything is still there', async () => {
    copyFileSync(stored[1], path)
    await using(({ reader }) => {
      expect(reader.search({ limit: 10 }).map(({ id }) => id)).toEqual(['t4', 't3', 't2', 't1'])
      expect(reader.search({ text: 'Đặng', limit: 10 }).map(({ id }) => id)).toEqual(['t4'])
      expect(reader.search({ text: '999190000004', limit: 10 })).toHaveLength(1)
      expect(reader.search({ day: '2026-11-21', desk: 'quay-1', purpose: 'ADMIN_PROCEDURE', limit: 10 })).toHaveLength(
        4,
      )
      expect(reader.transaction('t1')?.registry).toEqual({
        status: 'answered',
        requestId: 'ask-t1',
        answeredAt: '2026-11-21T01:15:01.000Z',
      })
      expect(reader.transaction('t1')?.report).toEqual(inventedTransaction('t1').report)
      expect(reader.transaction('t2')?.registry).toMatchObject({ status: 'failed', error: { tag: 'OnlineRefused' } })
      expect(reader.answersOf('t2')).toMatchObject([
        { kind: 'registry', requestId: 'ask-t2', state: { status: 'failed' } },
      ])
      expect(reader.deadQuestions(9)).toMatchObject([
        { question: inventedQuestion('t2'), reason: { tag: 'OnlineRefused', cause: 'PURPOSE_NOT_ALLOWED' } },
      ])
      expect(reader.pendingQuestions(9)).toMatchObject([{ question: inventedQuestion('t3'), attempts: 0 }])
      expect(reader.answersOf('t4')).toEqual([])
    })
  })

  test('schema 1: work goes on, and nothing old can be changed', async () => {
    copyFileSync(stored[1], path)
    await using(async ({ reader, writer }) => {
      expect((await writer.saveTransaction(inventedTransaction('t5'))).ok).toBe(true)
      const failed = { status: 'failed', requestId: 'ask-t3', error: chipDeskError('OnlineRefused') } as const
      expect((await writer.recordAnswer('ask-t3', failed)).ok).toBe(true)
      expect(reader.search({ limit: 1 })).toMatchObject([{ id: 't5' }])
      expect(reader.answersOf('t3')).toHaveLength(1)
    })
    const database = raw()
    for (const table of ['transactions', 'checks'])
      for (const change of [`update ${table} set body = ''`, `delete from ${table}`])
        expect(() => database.exec(change)).toThrow('insert only')
    database.close()
  })
})

describe('whose file', () => {
  test('an encrypted file of another program is named, with or without a version of its own', () => {
    for (const version of [0, 1, 3]) {
      const database = raw(join(folder, `other-${version}.db`))
      database.exec(`create table other (a); pragma user_version = ${version}`)
      expect(migrate(database)).toMatchObject({ ok: false, error: { tag: 'StoreForeign' } })
      expect(database.prepare('select name from sqlite_schema').pluck().all()).toEqual(['other'])
      database.close()
    }
  })

  test('so is one with the mark of another program', () => {
    const database = raw()
    database.pragma('application_id = 7')
    database.close()
    expect(refused()).toBe('StoreForeign')
  })

  test('so is a readable SQLite file', () => {
    const database = new Database(path)
    database.exec('create table t (a)')
    database.close()
    expect(refused()).toBe('StoreForeign')
  })
})

describe('failures by name', () => {
  const sqlite = (code: string) => () => {
    throw new Database.SqliteError('near "Nguyễn Thị Thử Nghiệm"', code)
  }
  const system = (code: string) => () => {
    throw Object.assign(new Error(`${code}: /home/nguyen`), { code, syscall: 'write' })
  }
  test.each([
    ['StoreLocked', sqlite('SQLITE_BUSY_SNAPSHOT')],
    ['StoreKeyWrong', sqlite('SQLITE_NOTADB')],
    ['StoreDamaged', sqlite('SQLITE_CORRUPT')],
    ['StoreDamaged', sqlite('SQLITE_CORRUPT_INDEX')],
    ['StoreDamaged', sqlite('SQLITE_IOERR_SHORT_READ')],
    ['StoreFull', sqlite('SQLITE_FULL')],
    ['StoreFull', sqlite('SQLITE_IOERR_SHMSIZE')],
    ['StoreReadOnly', sqlite('SQLITE_READONLY_DBMOVED')],
    ['StoreReadOnly', sqlite('SQLITE_IOERR_FSYNC')],
    ['StoreReadOnly', sqlite('SQLITE_IOERR_WRITE')],
    ['StoreReadOnly', sqlite('SQLITE_CANTOPEN_ISDIR')],
    ['StoreFailed', sqlite('SQLITE_CONSTRAINT_UNIQUE')],
    ['StoreFull', system('ENOSPC')],
    ['StoreFull', system('EDQUOT')],
    ['StoreReadOnly', system('EROFS')],
    ['StoreReadOnly', system('EACCES')],
    ['StoreReadOnly', system('EIO')],
    ['StoreFailed', system('EMFILE')],
  ])('%s', (tag, work) => {
    const named = attempt(work)
    expect(named).toMatchObject({ ok: false, error: { tag } })
    expect(JSON.stringify(named)).not.toMatch(/nguy/i)
  })

  test('a bug is no failure', () => {
    expect(() =>
      attempt(() => {
        throw new TypeError('bug')
      }),
    ).toThrow('bug')
  })
})
