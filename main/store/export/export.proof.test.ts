import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../../fixtures/proof/proof-result.ts'
import { proofSize } from '../../../fixtures/proof/proof-size.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import { storeWriting } from '../writer/store-writing.ts'
import { exportFormats } from './export-order.ts'
import { exportInThread } from './thread-export.ts'

const key = new Uint8Array(32).fill(7)
const rows = proofSize({ ci: 3000, full: 10_000 })
const isWhole = proofSize({ ci: 0, full: 1 }) === 1
/** Many times the memory that the thread may have, in every row the same. */
const place = 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ; '.repeat(300)
const megabytes = 40

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-export-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Rows at once: what is proven here is not how they are saved. */
async function fill(path: string) {
  const made = openStore({ path, key })
  if (!made.ok) throw new Error(made.error.cause)
  await made.value.close()
  const opened = openEncrypted(path, key)
  if (!opened.ok) throw new Error(opened.error.cause)
  opened.value.pragma('synchronous = off')
  const { saveTransaction } = storeWriting(opened.value)
  for (let n = 0; n < rows; n++) saveTransaction(inventedTransaction(`t${n}`, { placeOfResidence: place }))
  opened.value.close()
}

test(`P11: ${rows} rows leave in a thread of ${megabytes} MB, in every form`, async () => {
  const path = join(folder, 'store.db')
  await fill(path)
  const write = exportInThread({ path, key }, undefined, { maxOldGenerationSizeMb: megabytes })
  // The others are written as JSON is.
  for (const format of isWhole ? exportFormats : (['json', 'xlsx'] as const)) {
    const seconds = stopwatch()
    const done = await write(
      {
        path: join(folder, format),
        format,
        filter: {},
        numbers: 'masked',
        reason: 'proof',
        by: { at: '2026-11-22T03:00:00.000Z', desk: 'quay-1', operator: 'lan', role: 'supervisor' },
        purpose: 'ADMIN_PROCEDURE',
      },
      'export-1',
    )
    expect(done).toMatchObject({ ok: true, value: { rows } })
    const bytes = done.ok ? done.value.bytes : 0
    if (format === 'json') {
      expect(bytes).toBeGreaterThan(megabytes * 2 ** 20)
      let lines = 0
      for await (const line of createInterface(createReadStream(join(folder, 'json.partial'))))
        if (line.startsWith('{"id"')) lines++
      expect(lines).toBe(rows)
    }
    proofResult({ goal: 'P11', name: `export ${format}`, seconds: seconds(), counts: { rows, bytes } })
  }
})
