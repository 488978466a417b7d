import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadOrCreateKey } from './key-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-key-'))
  path = join(folder, 'key', 'store.key')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function keyOf(file: string): Promise<Uint8Array> {
  const key = await loadOrCreateKey({ path: file, store: join(folder, 'store.db') })
  if (!key.ok) throw new Error(key.error.cause)
  return key.value
}

test('made once, 32 bytes, for the owner alone, with nothing left over', async () => {
  const key = await keyOf(path)
  expect(key).toHaveLength(32)
  expect(await keyOf(path)).toEqual(key)
  expect(await keyOf(join(folder, 'other', 'store.key'))).not.toEqual(key)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'key'))).toEqual(['store.key'])
})

test('asked for many times at once, there is one key', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => keyOf(path)))
  expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(readdirSync(join(folder, 'key'))).toEqual(['store.key'])
})

test('a key that others can read is refused with the cure', async () => {
  await keyOf(path)
  chmodSync(path, 0o640)
  expect(await loadOrCreateKey({ path, store: join(folder, 'store.db') })).toMatchObject({
    ok: false,
    error: { tag: 'ConfigInvalid', cause: expect.stringContaining('chmod 600') },
  })
  chmodSync(path, 0o600)
  chmodSync(join(folder, 'key'), 0o755)
  expect(await loadOrCreateKey({ path, store: join(folder, 'store.db') })).toMatchObject({
    ok: false,
    error: { tag: 'ConfigInvalid', cause: expect.stringContaining('chmod 700') },
  })
})

test.each(['', 'chipdesk-key raw 00\n', `chipdesk-key raw ${'0'.repeat(64)}`, 'x'.repeat(100)])(
  'a file that holds no key (%j) is refused and not replaced',
  async text => {
    mkdirSync(join(folder, 'key'), { mode: 0o700 })
    writeFileSync(path, text, { mode: 0o600 })
    expect(await loadOrCreateKey({ path, store: join(folder, 'store.db') })).toMatchObject({
      ok: false,
      error: { tag: 'StoreKeyWrong' },
    })
  },
)

test('a place that cannot be written is named', async () => {
  writeFileSync(join(folder, 'file'), '')
  expect(
    await loadOrCreateKey({ path: join(folder, 'file', 'store.key'), store: join(folder, 'store.db') }),
  ).toMatchObject({
    ok: false,
    error: { tag: 'StoreFailed' },
  })
})
