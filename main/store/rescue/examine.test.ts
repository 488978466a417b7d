import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pageBytes } from '../database/cipher-pages.ts'
import { readLog } from '../database/wal-frames.ts'
import { inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import { examine } from './examine.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-examine-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A store as a power cut leaves it, three transactions still in its log. */
async function cutOff(): Promise<string> {
  const path = join(folder, 'store.db')
  const store = openStore({ path, key })
  if (!store.ok) throw new Error(store.error.tag)
  for (const id of ['t1', 't2', 't3']) await store.value.writer.saveTransaction(inventedTransaction(id))
  const copy = join(folder, 'copy.db')
  for (const part of ['', '-wal', '.mark']) copyFileSync(`${path}${part}`, `${copy}${part}`)
  await store.value.close()
  return copy
}

/** The last frames that end a transaction once more behind the end, where their sums hold no longer. */
function appendTornCommits(path: string): void {
  const log = readLog(path)
  const bytes = readFileSync(path)
  for (const { offset } of log?.whole.filter(({ commit }) => commit).slice(-2) ?? [])
    appendFileSync(path, bytes.subarray(offset - 24, offset + pageBytes))
}

test('commits behind the end of the log are no damage where every number that was given is there', async () => {
  const path = await cutOff()
  appendTornCommits(`${path}-wal`)
  expect(readLog(`${path}-wal`)?.broken).toBe(true)
  expect(examine(path, key)).toMatchObject({ ok: true, value: { state: 'sound' } })
})

test('without the numbers nobody can tell, and the log is called broken', async () => {
  const path = await cutOff()
  appendTornCommits(`${path}-wal`)
  rmSync(`${path}.mark`)
  expect(examine(path, key)).toMatchObject({
    ok: true,
    value: { state: 'damaged', reasons: ['the log is broken before its end'] },
  })
})
