import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chipDeskError } from '../../protocol/errors.ts'
import type { RegistryState } from '../../protocol/transaction.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-spans-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.tag)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (id: string, createdAt: string) =>
  store.writer.saveTransaction(inventedTransaction(id), { questions: [{ ...inventedQuestion(id), createdAt }] })
const end = (id: string, state: RegistryState, at: string) =>
  store.writer.recordAnswer(inventedQuestion(id).requestId, state, [], new Date(at))
const answered = (id: string): RegistryState => ({
  status: 'answered',
  requestId: inventedQuestion(id).requestId,
  answeredAt: '2026-11-22T01:00:00Z',
})

test('what waited since: ended since then, put since then, or waiting still, each once', async () => {
  const since = new Date('2026-11-21T17:00:00Z')
  await ask('over-before', '2026-11-21T08:00:00.000Z')
  await end('over-before', answered('over-before'), '2026-11-21T08:00:01.000Z')
  await ask('waits-long', '2026-11-20T08:00:00.000Z')
  await ask('over-today', '2026-11-21T09:00:00.000Z')
  await ask('asked-and-answered', '2026-11-22T01:00:00.000Z')
  await ask('waits', '2026-11-22T02:00:00.000Z')
  await end('over-today', answered('over-today'), '2026-11-22T00:30:00.000Z')
  await end('asked-and-answered', answered('asked-and-answered'), '2026-11-22T01:00:02.000Z')
  expect([...store.reader.questionsSince(since)].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))).toEqual([
    { createdAt: '2026-11-20T08:00:00.000Z' },
    { createdAt: '2026-11-21T09:00:00.000Z', endedAt: '2026-11-22T00:30:00.000Z' },
    { createdAt: '2026-11-22T01:00:00.000Z', endedAt: '2026-11-22T01:00:02.000Z' },
    { createdAt: '2026-11-22T02:00:00.000Z' },
  ])
})

test('one that was refused and is asked again waits', async () => {
  const { requestId } = inventedQuestion('again')
  await ask('again', '2026-11-22T01:00:00.000Z')
  const error = chipDeskError('OnlineRefused')
  await end('again', { status: 'failed', requestId, error }, '2026-11-22T01:00:05.000Z')
  await store.writer.requeueQuestion(requestId, '2026-11-23T01:00:00Z', new Date('2026-11-22T02:00:00Z'), [])
  expect([...store.reader.questionsSince(new Date('2026-11-21T17:00:00Z'))]).toEqual([
    { createdAt: '2026-11-22T01:00:00.000Z' },
  ])
})
