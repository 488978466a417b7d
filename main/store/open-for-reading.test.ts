import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inventedEntry } from '../audit/invented-entries.ts'
import { verifyAudit } from '../audit/verify-audit.ts'
import { openEncrypted } from './database/encrypted-database.ts'
import { openStoreBeside, openStoreForReading } from './open-for-reading.ts'
import { openStore } from './open-store.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-beside-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function station() {
  const opened = openStore({ path, key })
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
const entries = (count: number, operator = 'station') =>
  Array.from({ length: count }, () => inventedEntry(1, { operator }))

/** Another process that appends one entry after the other, as commands beside a station do. */
const command = (operator: string, count: number) =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    `import { openStoreBeside } from '${join(import.meta.dirname, 'open-for-reading.ts')}'
     import { inventedEntry } from '${join(import.meta.dirname, '../audit/invented-entries.ts')}'
     const store = openStoreBeside({ path: process.argv[1], key: new Uint8Array(32).fill(7) })
     for (let n = 0; n < ${count}; n++) {
       const done = await store.value.writer.appendAudit([inventedEntry(1, { operator: '${operator}' })])
       if (!done.ok) throw new Error(done.error.cause)
     }
     await store.value.close()`,
    path,
  ])

test('several processes append to one chain at once, and none forks it', async () => {
  const store = station()
  const others = Promise.all([command('one', 40), command('two', 40)])
  let running = true
  const ended = others.finally(() => {
    running = false
  })
  let own = 0
  while (running) {
    expect((await store.writer.appendAudit(entries(1))).ok).toBe(true)
    own++
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  await ended
  const log = store.reader.auditLog()
  if (!log) throw new Error('no log')
  const all = [...log.entries()]
  expect(all.length).toBe(80 + own)
  expect(new Set(all.map(({ operator }) => operator))).toEqual(new Set(['station', 'one', 'two']))
  expect(verifyAudit({ ...log, entries: all })).toMatchObject({ whole: true, entries: 80 + own })
  await store.close()
})

test('reads beside a station, sees what it has just saved, and writes nothing', async () => {
  const store = station()
  await store.writer.appendAudit(entries(2))
  const reading = openStoreForReading({ path, key })
  if (!reading.ok) throw new Error(reading.error.cause)
  const before = [path, `${path}-wal`].map(file => readFileSync(file))
  expect(reading.value.reader.auditHead()?.seq).toBe(2)
  expect([path, `${path}-wal`].map(file => readFileSync(file))).toEqual(before)
  await store.writer.appendAudit(entries(1))
  expect(reading.value.reader.auditHead()?.seq).toBe(3)
  reading.value.close()
  await store.close()
})

test('a log that is read while another process appends is one moment of it', async () => {
  const store = station()
  await store.writer.appendAudit(entries(5))
  const reading = openStoreForReading({ path, key })
  if (!reading.ok) throw new Error(reading.error.cause)
  const log = reading.value.reader.auditLog()
  await store.writer.appendAudit(entries(3))
  expect(log && verifyAudit({ ...log, entries: log.entries() })).toMatchObject({ whole: true, entries: 5 })
  reading.value.close()
  await store.close()
})

test.each([
  ['to read', openStoreForReading],
  ['beside a station', openStoreBeside],
])('%s: no store, a wrong key, another schema are named', async (_, open) => {
  expect(open({ path, key })).toMatchObject({ error: { tag: 'StoreFailed', cause: 'there is no store yet' } })
  await station().close()
  expect(open({ path, key: new Uint8Array(32) })).toMatchObject({ error: { tag: 'StoreKeyWrong' } })
  for (const [version, tag] of [
    [2, 'StoreFailed'],
    [999, 'StoreNewer'],
  ] as const) {
    const database = openEncrypted(path, key)
    if (!database.ok) throw new Error(database.error.cause)
    database.value.pragma(`user_version = ${version}`)
    database.value.close()
    expect(open({ path, key })).toMatchObject({ ok: false, error: { tag } })
  }
})

test('a command that still has the store of before open writes nothing any more, nor marks the one in its place', async () => {
  const before = station()
  await before.writer.appendAudit(entries(1))
  await before.close()
  const beside = openStoreBeside({ path, key })
  if (!beside.ok) return expect.fail('not opened')
  const mark = readFileSync(`${path}.mark`)
  copyFileSync(path, `${path}.restoring`)
  renameSync(path, join(folder, 'aside.db'))
  renameSync(`${path}.restoring`, path)
  const cause = 'the file of the store was moved or replaced'
  expect(await beside.value.writer.appendAudit(entries(3))).toMatchObject({ ok: false, error: { cause } })
  await beside.value.close()
  expect(readFileSync(`${path}.mark`)).toEqual(mark)
  const after = station()
  expect(after.reader.auditHead()?.seq).toBe(1)
  await after.close()
})
