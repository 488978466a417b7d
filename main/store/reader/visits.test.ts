import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inventedAct, inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-visits-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.cause)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const keep = (id: string, at: string, desk = 'quay-1') =>
  store.writer.saveTransaction({ ...inventedTransaction(id), at, desk }, { questions: [inventedQuestion(id)] })
const found = (from: string, to: string) =>
  [...store.reader.visitsBetween({ desk: 'quay-1', from, to })].map(({ transaction }) => transaction.id)

test('by moments, whatever their offsets: the first one in, the last one out, newest first, of one desk', async () => {
  await keep('night', '2026-11-20T23:59:59+07:00')
  await keep('first', '2026-11-21T00:00:00+07:00')
  await keep('other', '2026-11-21T07:00:00+07:00', 'quay-2')
  await keep('noon', '2026-11-21T05:00:00.000Z')
  await keep('west', '2026-11-21T03:00:00-04:00')
  await keep('last', '2026-11-22T00:00:00+07:00')
  expect(found('2026-11-20T17:00:00.000Z', '2026-11-21T17:00:00.000Z')).toEqual(['west', 'noon', 'first'])
  expect(found('2026-11-21T12:00:00+07:00', '2026-11-21T14:00:00+07:00')).toEqual(['noon'])
  expect(found('2026-11-21T17:00:00.000Z', '2026-11-21T17:00:00.000Z')).toEqual([])
})

test('with acts, and with when each answer came', async () => {
  await keep('t1', '2026-11-21T08:15:00+07:00')
  const heard = new Date('2026-11-21T01:30:00.000Z')
  const state = { status: 'answered', requestId: 'ask-t1', answeredAt: '2026-11-21T01:15:02.000Z' } as const
  await store.writer.recordAnswer('ask-t1', state, [], heard)
  const act = inventedAct('a1', { kind: 'decision', outcome: 'served' })
  await store.writer.saveAct('t1', act)
  const span = { desk: 'quay-1', from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' }
  expect([...store.reader.visitsBetween(span)]).toEqual([
    {
      transaction: { ...inventedTransaction('t1'), registry: state, acts: [act] },
      answers: [{ requestId: 'ask-t1', kind: 'registry', recordedAt: heard.toISOString(), state }],
    },
  ])
})

test('more than one batch of them, each once', async () => {
  const minute = (n: number) => new Date(Date.parse('2026-11-21T00:00:00.000Z') + n * 60_000).toISOString()
  for (let n = 0; n < 205; n++) await keep(`t${n}`, minute(n))
  expect(found(minute(1), minute(204))).toEqual(Array.from({ length: 203 }, (_, n) => `t${203 - n}`))
})
