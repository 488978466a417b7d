import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import { changeKeeping, makeRecovery, recoveredKey, recoveryPath } from './key-changes.ts'
import { loadOrCreateKey } from './key-file.ts'
import { opensStore } from './opens-store.ts'
import { rotateKey, rotationSteps } from './rotate-key.ts'

const now = new Date('2026-11-22T05:00:00.000Z')
const rows = 5
let folder: string
let path: string
let store: string
let old: Uint8Array
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-rotate-'))
  path = join(folder, 'key', 'store.key')
  store = join(folder, 'data', 'store.db')
  old = must(await load())
  const opened = must(openStore({ path: store, key: old }))
  for (let n = 0; n < rows; n++)
    must(await opened.writer.saveTransaction(inventedTransaction(`t${n}`), { questions: [inventedQuestion(`t${n}`)] }))
  await opened.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (passphrase?: string) => ({ path, store, secrets: passphrase === undefined ? {} : { passphrase } })
const load = (passphrase?: string) => loadOrCreateKey(place(passphrase))
function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}
async function expectWhole(passphrase?: string): Promise<Uint8Array> {
  const key = must(await load(passphrase))
  const opened = must(openStore({ path: store, key }))
  expect(opened.reader.pendingCount()).toBe(rows)
  for (let n = 0; n < rows; n++) expect(opened.reader.transaction(`t${n}`)?.id).toBe(`t${n}`)
  await opened.close()
  return key
}

test('another key, the same rows; the old one opens nothing any more', async () => {
  const before = readFileSync(store)
  const rotation = must(rotateKey(place(), now))
  expect(rotation.from).not.toBe(rotation.to)
  const key = await expectWhole()
  expect(key).not.toEqual(old)
  expect(opensStore(store, old)).toBe(false)
  const after = readFileSync(store)
  expect(after.length).toBe(before.length)
  expect(after.subarray(0, 16).equals(before.subarray(0, 16))).toBe(false)
  expect(JSON.parse(readFileSync(path, 'utf8')).keys).toHaveLength(1)
  expect(existsSync(`${store}.rotating`)).toBe(false)
})

test('what was still in the log is taken along', async () => {
  const opened = must(openStore({ path: store, key: old }))
  must(await opened.writer.saveTransaction(inventedTransaction('in-log')))
  const copies = ['', '-wal'].map(end => [store + end, readFileSync(store + end)] as const)
  await opened.close()
  // As a killed process leaves it.
  for (const [name, bytes] of copies) writeFileSync(name, bytes)
  must(rotateKey(place(), now))
  const again = must(openStore({ path: store, key: await expectWhole() }))
  expect(again.reader.transaction('in-log')?.id).toBe('in-log')
  await again.close()
})

test('refused while a station has the store, which goes on', async () => {
  const opened = must(openStore({ path: store, key: old }))
  expect(rotateKey(place(), now)).toMatchObject({ error: { tag: 'StoreLocked' } })
  must(await opened.writer.saveTransaction(inventedTransaction('later')))
  await opened.close()
  await expectWhole()
})

test('with a passphrase, and the recovery code stays good', async () => {
  const code = must(makeRecovery(place(), now))
  must(changeKeeping(place(), 'x'))
  expect(rotateKey(place(), now)).toMatchObject({ error: { tag: 'StoreKeySealed' } })
  expect(must(rotateKey(place('x'), now)).recovery).toBe(true)
  const key = await expectWhole('x')
  expect(must(recoveredKey({ code, copies: readFileSync(recoveryPath(store), 'utf8'), store }))).toEqual(key)
})

test('a damaged store is refused and stays as it was', async () => {
  const bytes = readFileSync(store)
  bytes[4096 * 9 + 77] = (bytes[4096 * 9 + 77] ?? 0) ^ 1
  writeFileSync(store, bytes)
  expect(rotateKey(place(), now)).toMatchObject({ error: { tag: 'StoreDamaged', cause: 'page 10' } })
  expect(readFileSync(store).equals(bytes)).toBe(true)
  expect(must(await load())).toEqual(old)
})

describe.each(rotationSteps)('cut off at %s', step => {
  test('the store opens with everything in it, by the recovery code too, and the next rotation goes through', async () => {
    const code = must(makeRecovery(place(), now))
    const cut = () =>
      rotateKey(place(), now, reached => {
        if (reached === step) throw new Error('cut off')
      })
    expect(cut).toThrow('cut off')
    const recovered = recoveredKey({ code, copies: readFileSync(recoveryPath(store), 'utf8'), store })
    expect(recovered.ok).toBe(true)
    expect(must(recovered)).toEqual(await expectWhole())
    must(rotateKey(place(), now))
    await expectWhole()
    expect(JSON.parse(readFileSync(path, 'utf8')).keys).toHaveLength(1)
  })
})
