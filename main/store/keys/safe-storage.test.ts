import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openStore } from '../open-store.ts'
import { fakeSafeStorage } from './fake-safe-storage.ts'
import { makeRecovery, recoveredKey, recoveryPath, restoreKeyFile, wantSealing } from './key-changes.ts'
import { loadOrCreateKey } from './key-file.ts'
import { rotateKey } from './rotate-key.ts'
import { secretFromSafeStorage } from './safe-storage.ts'

const now = new Date('2026-11-22T05:00:00.000Z')
const keyring = fakeSafeStorage({ keyring: 'of this user' })
let folder: string
let path: string
let store: string
let key: Uint8Array
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-sealed-'))
  path = join(folder, 'key', 'store.key')
  store = join(folder, 'data', 'store.db')
  key = must(await load())
  await must(openStore({ path: store, key })).close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}
const place = (unsealed?: Uint8Array) => ({ path, store, secrets: unsealed ? { unsealed } : {} })
const load = (unsealed?: Uint8Array) => loadOrCreateKey(place(unsealed))
async function sealedByKeyring(storage = keyring, allowBasicText = false) {
  must(wantSealing(place(), allowBasicText))
  return secretFromSafeStorage(path, storage)
}

test('nobody asked for it: nothing is sealed, nothing is handed over', async () => {
  const before = readFileSync(path, 'utf8')
  expect(must(await secretFromSafeStorage(path, keyring))).toBeUndefined()
  expect(readFileSync(path, 'utf8')).toBe(before)
  expect(must(await secretFromSafeStorage(join(folder, 'key', 'none'), keyring))).toBeUndefined()
})

test('sealed at the next start; from then on only with what the keyring gives back', async () => {
  const secret = must(await sealedByKeyring())
  expect(must(await load(secret))).toEqual(key)
  expect(await load()).toMatchObject({ error: { tag: 'StoreKeySealed', cause: 'sealed by gnome_libsecret' } })
  expect(must(await secretFromSafeStorage(path, keyring))).toEqual(secret)
  const text = readFileSync(path, 'utf8')
  for (const hidden of [key, secret ?? key]) expect(text).not.toContain(Buffer.from(hidden).toString('hex'))
  expect(JSON.parse(text).sealNext).toBeUndefined()
})

describe('refused, and the key stays as it was kept', () => {
  test.each([
    ['basic_text', fakeSafeStorage({ keyring: 'x', backend: 'basic_text' }), 'basic_text'],
    ['no keyring', fakeSafeStorage({ keyring: 'x', available: false }), 'no keyring'],
    ['one that gives nothing back', { ...keyring, unseal: async () => ({ text: '', stale: false }) }, 'come back'],
    ['one that refuses', { ...keyring, seal: () => Promise.reject(new Error('locked')) }, 'refuses'],
  ])('%s', async (_, storage, cause) => {
    expect(await sealedByKeyring(storage)).toMatchObject({
      error: { tag: 'StoreKeySealed', cause: expect.stringContaining(cause) },
    })
    expect(must(await load())).toEqual(key)
  })
})

test('basic_text where the site said so', async () => {
  const basic = fakeSafeStorage({ keyring: 'x', backend: 'basic_text' })
  expect(must(await load(must(await sealedByKeyring(basic, true))))).toEqual(key)
})

test('what the operating system calls stale is sealed again', async () => {
  await sealedByKeyring()
  const before = JSON.parse(readFileSync(path, 'utf8')).keeping.sealed
  const secret = must(await secretFromSafeStorage(path, fakeSafeStorage({ keyring: 'of this user', stale: true })))
  expect(JSON.parse(readFileSync(path, 'utf8')).keeping.sealed).not.toBe(before)
  expect(must(await secretFromSafeStorage(path, keyring))).toEqual(secret)
  expect(must(await load(secret))).toEqual(key)
})

describe('another keyring', () => {
  test('is named, changes nothing, and the recovery code brings everything back', async () => {
    const code = must(makeRecovery(place(), now))
    await sealedByKeyring()
    const before = readFileSync(path, 'utf8')
    const other = fakeSafeStorage({ keyring: 'of another user', backend: 'kwallet6' })
    expect(await secretFromSafeStorage(path, other)).toMatchObject({
      error: { tag: 'StoreKeySealed', cause: 'the keyring (kwallet6) does not open it' },
    })
    expect(readFileSync(path, 'utf8')).toBe(before)
    const found = must(recoveredKey({ code, copies: readFileSync(recoveryPath(store), 'utf8'), store }))
    must(restoreKeyFile(path, { key: found, code, now }))
    expect(must(await load())).toEqual(key)
    expect(must(await load(must(await sealedByKeyring(other))))).toEqual(key)
  })
})

test('the key is rotated under the seal', async () => {
  const secret = must(await sealedByKeyring())
  must(rotateKey(place(secret), now))
  const next = must(await load(must(await secretFromSafeStorage(path, keyring))))
  expect(next).not.toEqual(key)
  await must(openStore({ path: store, key: next })).close()
})
