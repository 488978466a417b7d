import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageCipher } from './cipher-pages.ts'
import { openEncrypted } from './encrypted-database.ts'
import { readLog } from './wal-frames.ts'

const key = new Uint8Array(32).fill(7)
const frameBytes = 4120
let folder: string
let log: Buffer
let copy: string
let otherLog: Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-log-'))
  copy = join(folder, 'copy-wal')
  const database = openEncrypted(join(folder, 'store.db'), key)
  if (!database.ok) throw new Error(database.error.cause)
  database.value.exec('create table t (a integer primary key, b text)')
  for (let n = 0; n < 10; n++) database.value.prepare('insert into t (b) values (?)').run('x')
  log = readFileSync(join(folder, 'store.db-wal'))
  database.value.close()
  const other = openEncrypted(join(folder, 'other.db'), key)
  if (!other.ok) throw new Error(other.error.cause)
  other.value.exec('create table t (a)')
  otherLog = readFileSync(join(folder, 'other.db-wal'))
  other.value.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const changed = (change: (bytes: Buffer) => Buffer | undefined) => {
  const bytes = Buffer.from(log)
  writeFileSync(copy, change(bytes) ?? bytes)
  return readLog(copy)
}

test('every frame of a log is found, and its pages are those of the file', () => {
  const read = changed(() => undefined)
  expect(read?.whole).toHaveLength((log.length - 32) / frameBytes)
  expect(read?.broken).toBe(false)
  expect(read?.behind).toEqual([])
  const cipher = pageCipher(key, readFileSync(join(folder, 'store.db')).subarray(0, 16))
  for (const { page, offset } of read?.whole ?? [])
    expect(cipher.isWhole(log.subarray(offset, offset + 4096), page)).toBe(true)
})

test('a flip in the middle is certain loss; what stands behind it is still there', () => {
  const read = changed(bytes => {
    bytes[32 + frameBytes * 3 + 1000] = (bytes[32 + frameBytes * 3 + 1000] ?? 0) ^ 1
    return undefined
  })
  expect(read?.whole.length).toBeLessThanOrEqual(3)
  expect(read?.broken).toBe(true)
  expect(read?.behind.length).toBeGreaterThan(5)
})

test('a last transaction cut short is what a power cut leaves', () => {
  expect(changed(bytes => bytes.subarray(0, bytes.length - 100))).toMatchObject({ broken: false, behind: [] })
  const torn = changed(bytes => {
    bytes.fill(0, bytes.length - 512)
    return undefined
  })
  expect(torn?.broken).toBe(false)
})

test('no log, an empty one, one without a header', () => {
  expect(readLog(join(folder, 'none'))).toBeUndefined()
  expect(changed(() => Buffer.alloc(0))).toBeUndefined()
  expect(changed(() => Buffer.alloc(10))).toMatchObject({ whole: [], behind: [], broken: false })
  expect(
    changed(bytes => {
      bytes[0] = 0
      return undefined
    }),
  ).toMatchObject({ whole: [], broken: false, dated: false })
})

test('a new header over the frames of before, as a process leaves it that ended in between, is no loss', () => {
  const restarted = changed(bytes => {
    bytes.set(otherLog.subarray(0, 32))
    return undefined
  })
  expect(restarted).toMatchObject({ whole: [], behind: [], broken: false, dated: true })
})
