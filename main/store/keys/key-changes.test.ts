import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openStore } from '../open-store.ts'
import type { KeySecrets } from './keeping.ts'
import { changeKeeping, makeRecovery, recoveredKey, recoveryPath, restoreKeyFile, wantSealing } from './key-changes.ts'
import { loadOrCreateKey } from './key-file.ts'

const now = new Date('2026-11-22T05:00:00.000Z')
let folder: string
let path: string
let store: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-keys-'))
  path = join(folder, 'key', 'store.key')
  store = join(folder, 'data', 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (secrets: KeySecrets = {}) => ({ path, store, secrets })
const load = (secrets: KeySecrets = {}) => loadOrCreateKey(place(secrets))
function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}
async function storeMade(): Promise<Uint8Array> {
  const key = must(await load())
  await must(openStore({ path: store, key })).close()
  return key
}

test('where there is a store and no key file, no key is made', async () => {
  const key = await storeMade()
  expect(must(await load())).toEqual(key)
  rmSync(path)
  expect(await load()).toMatchObject({ ok: false, error: { tag: 'StoreKeyMissing' } })
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined()
})

test('an empty file is no store: a start that was cut off before the first page goes on', async () => {
  await storeMade()
  writeFileSync(store, '')
  rmSync(path)
  expect((await load()).ok).toBe(true)
})

test('a file of the first form is read, and becomes one of the present form by its first change', async () => {
  must(await load())
  writeFileSync(path, `chipdesk-key raw ${'07'.repeat(32)}\n`)
  const key = new Uint8Array(32).fill(7)
  expect(must(await load())).toEqual(key)
  must(changeKeeping(place(), undefined))
  expect(readFileSync(path, 'utf8')).toContain('"version": 2')
  expect(must(await load())).toEqual(key)
})

describe('passphrase', () => {
  test('the same key, by the passphrase alone; nothing of it in the file', async () => {
    const key = await storeMade()
    must(changeKeeping(place(), 'bốn từ không ai đoán'))
    expect(await load()).toMatchObject({ ok: false, error: { tag: 'StoreKeySealed', cause: 'passphrase needed' } })
    expect(await load({ passphrase: 'bốn từ' })).toMatchObject({
      ok: false,
      error: { tag: 'StoreKeySealed', cause: 'wrong passphrase' },
    })
    expect(must(await load({ passphrase: 'bốn từ không ai đoán' }))).toEqual(key)
    const text = readFileSync(path, 'utf8')
    expect(text).not.toContain('bốn')
    expect(text).not.toContain(Buffer.from(key).toString('hex'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('letters composed and decomposed are the same passphrase', async () => {
    const key = await storeMade()
    must(changeKeeping(place(), 'Đặng Ước'.normalize('NFD')))
    expect(must(await load({ passphrase: 'Đặng Ước'.normalize('NFC') }))).toEqual(key)
  })

  test('one guess costs at least 2^15 of scrypt; a file that asks for less or far more is refused', async () => {
    await storeMade()
    must(changeKeeping(place(), 'x'))
    const text = readFileSync(path, 'utf8')
    expect(JSON.parse(text).keeping.n).toBeGreaterThanOrEqual(2 ** 15)
    for (const n of [2 ** 14, 2 ** 30]) {
      writeFileSync(path, text.replace('"n": 32768', `"n": ${n}`))
      expect(await load({ passphrase: 'x' })).toMatchObject({ ok: false, error: { tag: 'StoreKeyWrong' } })
    }
  })

  test('back into the file', async () => {
    const key = await storeMade()
    must(changeKeeping(place(), 'x'))
    expect(changeKeeping(place(), undefined)).toMatchObject({ ok: false, error: { tag: 'StoreKeySealed' } })
    must(changeKeeping(place({ passphrase: 'x' }), undefined))
    expect(must(await load())).toEqual(key)
  })

  test('a changed file is refused, not opened with another key', async () => {
    await storeMade()
    const text = readFileSync(path, 'utf8')
    const at = text.indexOf('"bytes": "') + 12
    writeFileSync(path, text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1))
    expect(await load()).toMatchObject({ ok: false, error: { tag: 'StoreKeySealed' } })
  })
})

describe('recovery', () => {
  const copies = () => readFileSync(recoveryPath(store), 'utf8')

  test('the code opens the copy when the key file is gone, and the store opens again', async () => {
    const key = await storeMade()
    const code = must(makeRecovery(place(), now))
    expect(copies()).not.toContain(Buffer.from(key).toString('hex'))
    rmSync(path)
    const found = must(recoveredKey({ code: code.toLowerCase(), copies: copies(), store }))
    expect(found).toEqual(key)
    must(restoreKeyFile(path, { key: found, code, now }))
    await must(openStore({ path: store, key: must(await load()) })).close()
  })

  test('a mistyped code is told from a wrong one', async () => {
    await storeMade()
    const code = must(makeRecovery(place(), now))
    const typo = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    expect(recoveredKey({ code: typo, copies: copies(), store })).toMatchObject({
      error: { tag: 'ConfigInvalid', cause: 'recovery code: mistyped, perhaps in group 1' },
    })
    must(makeRecovery(place(), now))
    expect(recoveredKey({ code, copies: copies(), store })).toMatchObject({
      error: { tag: 'StoreKeyWrong', cause: 'the recovery code belongs to another copy' },
    })
    expect(recoveredKey({ code, copies: 'rubbish', store })).toMatchObject({ error: { tag: 'StoreKeyWrong' } })
  })

  test('a copy of another store is said to be one', async () => {
    await storeMade()
    const code = must(makeRecovery(place(), now))
    rmSync(store)
    await must(openStore({ path: store, key: new Uint8Array(32).fill(9) })).close()
    expect(recoveredKey({ code, copies: copies(), store })).toMatchObject({
      error: { tag: 'StoreKeyWrong', cause: 'the copy is of another store, or of before a rotation' },
    })
  })

  test('survives a change of the passphrase', async () => {
    const key = await storeMade()
    const code = must(makeRecovery(place(), now))
    must(changeKeeping(place(), 'x'))
    expect(must(recoveredKey({ code, copies: copies(), store }))).toEqual(key)
  })
})

test('the wish to seal is kept in the key file, and the key opens as before', async () => {
  const key = await storeMade()
  must(wantSealing(place(), false))
  expect(JSON.parse(readFileSync(path, 'utf8')).sealNext).toEqual({ allowBasicText: false })
  expect(must(await load())).toEqual(key)
})

test('an exposed key file is refused for every change', async () => {
  await storeMade()
  chmodSync(path, 0o644)
  expect(changeKeeping(place(), 'x')).toMatchObject({ error: { tag: 'ConfigInvalid' } })
  expect(makeRecovery(place(), now)).toMatchObject({ error: { tag: 'ConfigInvalid' } })
})
