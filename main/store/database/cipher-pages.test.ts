import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recryptFile } from '../keys/rotate-key.ts'
import { pageCipher } from './cipher-pages.ts'
import { openEncrypted } from './encrypted-database.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let path: string
let file: Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-pages-'))
  path = join(folder, 'store.db')
  const database = openEncrypted(path, key)
  if (!database.ok) throw new Error(database.error.cause)
  database.value.exec('create table t (a text)')
  database.value.prepare('insert into t values (?)').run('Nguyễn '.repeat(2000))
  database.value.close()
  file = readFileSync(path)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const page = (number: number) => file.subarray((number - 1) * 4096, number * 4096)

test('every page of a file that SQLite wrote is whole, and in clear what SQLite meant', () => {
  const cipher = pageCipher(key, file.subarray(0, 16))
  for (let number = 1; number * 4096 <= file.length; number++) expect(cipher.isWhole(page(number), number)).toBe(true)
  const first = Buffer.from(cipher.decrypt(page(1), 1) ?? [])
  expect(first.toString('latin1', 0, 15)).toBe('SQLite format 3')
  expect(first.toString('latin1')).toContain('CREATE TABLE t (a text)')
})

test('one changed bit, another place, another key, another salt: not whole', () => {
  const cipher = pageCipher(key, file.subarray(0, 16))
  for (const bit of [0, 100 * 8, 4015 * 8 + 3, 4020 * 8, 4095 * 8 + 7]) {
    const flipped = Buffer.from(page(3))
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(cipher.decrypt(flipped, 3), `bit ${bit}`).toBeUndefined()
  }
  expect(cipher.isWhole(page(3), 2)).toBe(false)
  expect(cipher.isWhole(page(3).subarray(1), 3)).toBe(false)
  expect(pageCipher(new Uint8Array(32).fill(8), file.subarray(0, 16)).isWhole(page(3), 3)).toBe(false)
  expect(pageCipher(key, new Uint8Array(16)).isWhole(page(3), 3)).toBe(false)
})

test('written anew under another key, SQLite opens it with that key alone', () => {
  const other = new Uint8Array(32).fill(9)
  const target = join(folder, 'other.db')
  expect(recryptFile({ path, key }, { path: target, key: other })).toEqual({ ok: true, value: file.length / 4096 })
  const database = openEncrypted(target, other)
  if (!database.ok) throw new Error(database.error.tag)
  expect(database.value.prepare('select a from t').pluck().get()).toBe('Nguyễn '.repeat(2000))
  expect(database.value.pragma('integrity_check', { simple: true })).toBe('ok')
  database.value.close()
  expect(openEncrypted(target, key)).toMatchObject({ error: { tag: 'StoreKeyWrong' } })
})

test('a file whose size is not whole pages is damaged', () => {
  const cut = join(folder, 'cut.db')
  writeFileSync(cut, file.subarray(0, 4096 * 2 + 5))
  expect(recryptFile({ path: cut, key }, { path: join(folder, 'x'), key })).toMatchObject({
    error: { tag: 'StoreDamaged', cause: 'page 3' },
  })
})
