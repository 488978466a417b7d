import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ReferenceRegistry, startRegistry } from '../../fixtures/services/registry/registry.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import { fail } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import type { Deliverer } from './deliverer.ts'
import { handClock } from './hand-clock-of-tests.ts'
import { inventedPerson, inventedQuestion, inventedReport } from './invented-questions.ts'
import type { OutboxPort } from './outbox-port.ts'
import { createOutboxSender, type OutboxChange, type OutboxSender } from './outbox-sender.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'

let underWay = 0

/** The same client; says how many exchanges are under way. */
function watched(inner: RegistryClient): RegistryClient {
  const counted =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A) => {
      underWay++
      return await call(...args).finally(() => underWay--)
    }
  return {
    verifyCard: counted(inner.verifyCard),
    matchCitizen: counted(inner.matchCitizen),
    status: counted(inner.status),
    close: inner.close,
  }
}

let folder: string
let store: Store
let registry: ReferenceRegistry
let client: RegistryClient
let clock: ReturnType<typeof handClock>
let changes: OutboxChange[]
let senders: OutboxSender[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-outbox-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.cause)
  store = opened.value
  registry = await startRegistry({ people: [inventedPerson] })
  underWay = 0
  client = watched(createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 500 }))
  clock = handClock()
  changes = []
  senders = []
})
afterEach(async () => {
  for (const sender of senders) await sender.stop()
  await client.close()
  await registry.stop()
  await store.close()
  rmSync(folder, { recursive: true })
})

function sender(more: { store?: OutboxPort; client?: RegistryClient; random?: () => number } = {}): OutboxSender {
  const made = createOutboxSender({
    store,
    client,
    clock,
    random: () => 0.5,
    onChange: change => changes.push(change),
    ...more,
  })
  senders.push(made)
  return made
}

/** Saves a transaction that waits for its answer. */
async function keep(id: string, fields: Parameters<typeof inventedQuestion>[0] = {}) {
  const question = inventedQuestion(fields, id, clock.now())
  const { requestId, createdAt } = question
  const transaction: Transaction = {
    id,
    at: createdAt,
    desk: 'quay-1',
    demo: true,
    report: inventedReport(),
    registry: { status: 'pending', requestId, since: createdAt },
  }
  expect((await store.writer.saveTransaction(transaction, { questions: [question] })).ok).toBe(true)
  return question
}
const state = (id: string) => store.reader.transaction(id)?.registry
/** Moves the clock second by second until something holds; it stands while an exchange is under way. */
async function secondsUntil(holds: () => boolean, most = 900): Promise<number> {
  for (let seconds = 0; seconds < most; seconds++) {
    if (holds()) return seconds
    clock.advance(1000)
    do await new Promise(resolve => setTimeout(resolve, 1))
    while (underWay > 0)
  }
  throw new Error('it never held')
}
const acceptedIds = () =>
  registry
    .requests()
    .filter(request => request.accepted)
    .map(request => request.requestId)

test('outage, then back: each question delivered once, under the id and with the bytes of the first try', async () => {
  await registry.pause()
  const questions = await Promise.all(['t1', 't2', 't3'].map(id => keep(id)))
  const sending = sender()
  for (const question of questions) {
    const first = await sending.firstTry(question, 3000)
    expect(first).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline' } })
    await store.writer.recordAnswer(question.requestId, first)
  }
  sending.start()
  await secondsUntil(() => (store.reader.pendingQuestions(1)[0]?.attempts ?? 0) >= 3)
  expect(sending.online()).toBe('offline')
  expect(state('t1')).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline' } })

  await registry.resume()
  await secondsUntil(() => store.reader.pendingCount() === 0)
  expect(sending.online()).toBe('online')
  for (const { transactionId, requestId } of questions) {
    expect(state(transactionId)).toMatchObject({ status: 'answered', requestId, card: { verdict: 'VALID' } })
  }
  const ids = questions.flatMap(({ card, citizen }) => [card.requestId, citizen?.requestId ?? ''])
  expect(acceptedIds().sort()).toEqual(ids.sort())
  expect(registry.requests()).toHaveLength(ids.length)
  expect(changes.at(-1)).toMatchObject({ online: 'online', pending: 0 })
})

test('back after hours: noticed by the sign of life, not only when the longest wait is over', async () => {
  await registry.pause()
  await keep('t1')
  sender().start()
  await secondsUntil(() => (store.reader.pendingQuestions(1)[0]?.attempts ?? 0) >= 7)
  await registry.resume()
  expect(await secondsUntil(() => store.reader.pendingCount() === 0)).toBeLessThan(40)
})

test('the line breaks after the work was done: done once, answered later', async () => {
  registry.setScenario('dropped-answer')
  const question = await keep('t1')
  const sending = sender()
  expect(await sending.sendNow()).toEqual({ sent: 0, pending: 1 })
  registry.setScenario('normal')
  expect(await sending.sendNow()).toEqual({ sent: 1, pending: 0 })
  expect(acceptedIds().sort()).toEqual([question.card.requestId, question.citizen?.requestId ?? ''].sort())
  expect(state('t1')).toMatchObject({ status: 'answered' })
})

describe('scenarios', () => {
  test.each([
    ['nonsense', 'OnlineAnswerInvalid'],
    ['wrong-signature', 'OnlineAnswerInvalid'],
    ['503', 'OnlineFailed'],
    ['429', 'OnlineFailed'],
    ['half-open', 'OnlineTimeout'],
  ] satisfies [RegistryScenario, string][])(
    '%s: stays pending, and is answered when it is over',
    async (scenario, tag) => {
      registry.setScenario(scenario)
      await keep('t1')
      const sending = sender()
      expect(await sending.sendNow()).toEqual({ sent: 0, pending: 1 })
      expect(state('t1')).toMatchObject({ status: 'pending', error: { tag } })
      expect(sending.online()).toBe('offline')
      registry.setScenario('normal')
      sending.start()
      await secondsUntil(() => store.reader.pendingCount() === 0)
      expect(state('t1')).toMatchObject({ status: 'answered', card: { verdict: 'VALID' } })
    },
  )

  test('Retry-After is honoured', async () => {
    registry.setScenario('503')
    await keep('t1')
    const sending = sender({ random: () => 0 })
    await sending.sendNow()
    const before = registry.requests().length
    sending.start()
    registry.setScenario('normal')
    expect(await secondsUntil(() => registry.requests().length > before)).toBeGreaterThanOrEqual(2)
    await secondsUntil(() => store.reader.pendingCount() === 0)
  })

  test('a refused question ends as failed and does not hold up the others', async () => {
    const refused = await keep('t1')
    const spoilt = { ...refused, requestId: 'spoilt', transactionId: 't2', card: { ...refused.card, body: '{}' } }
    await store.writer.saveTransaction(
      { ...(store.reader.transaction('t1') as Transaction), id: 't2' },
      { questions: [spoilt] },
    )
    await keep('t3')
    expect(await sender().sendNow()).toEqual({ sent: 3, pending: 0 })
    expect(state('t2')).toMatchObject({ status: 'failed', error: { tag: 'OnlineRefused', cause: 'CONSENT_REQUIRED' } })
    expect(state('t3')).toMatchObject({ status: 'answered' })
  })

  test('a question nobody can answer does not hold up the others', async () => {
    await keep('t1')
    await keep('t2')
    const stubborn: RegistryClient = {
      ...client,
      verifyCard: (request, signal) =>
        request.requestId === store.reader.pendingQuestions(1)[0]?.question.requestId &&
        store.reader.pendingCount() === 2
          ? Promise.resolve(fail({ error: chipDeskError('OnlineAnswerInvalid'), final: false }))
          : client.verifyCard(request, signal),
    }
    sender({ client: stubborn }).start()
    await secondsUntil(() => state('t2')?.status === 'answered')
  })

  test('after a day it is too late: failed, and nothing was sent', async () => {
    await keep('t1')
    clock.advance(24 * 3_600_000)
    expect(await sender().sendNow()).toEqual({ sent: 1, pending: 0 })
    expect(state('t1')).toMatchObject({ status: 'failed', error: { tag: 'OnlineExpired' } })
    expect(registry.requests()).toEqual([])
  })
})

test('never two questions at once, however often one asks', async () => {
  for (let n = 0; n < 5; n++) await keep(`t${n}`)
  let inFlight = 0
  let most = 0
  const counting: RegistryClient = {
    ...client,
    async verifyCard(request, signal) {
      most = Math.max(most, ++inFlight)
      const answer = await client.verifyCard(request, signal)
      inFlight--
      return answer
    },
  }
  const sending = sender({ client: counting })
  sending.start()
  clock.advance(60_000)
  const done = await Promise.all([sending.sendNow(), sending.sendNow(), sending.sendNow()])
  expect(done.at(-1)?.pending).toBe(0)
  expect(most).toBe(1)
  expect(acceptedIds()).toHaveLength(10)
})

test('stopped in the middle of a try: at once, nothing counted, nothing lost', async () => {
  registry.setScenario('half-open')
  await keep('t1')
  const sending = sender()
  const now = sending.sendNow()
  await vi.waitFor(() => expect(registry.requests().length).toBeGreaterThan(0))
  const start = performance.now()
  await sending.stop()
  await now
  expect(performance.now() - start).toBeLessThan(1000)
  expect(store.reader.pendingQuestions(1)).toMatchObject([{ attempts: 0 }])
})

test('an answer that cannot be saved is said, and asked for again', async () => {
  await keep('t1')
  let isFull = true
  const port: OutboxPort = {
    reader: store.reader,
    writer: {
      ...store.writer,
      recordAnswer: (requestId, answer) =>
        isFull ? Promise.resolve(fail(chipDeskError('StoreFull'))) : store.writer.recordAnswer(requestId, answer),
    },
  }
  const sending = sender({ store: port })
  expect(await sending.sendNow()).toEqual({ sent: 0, pending: 1 })
  expect(changes.at(-1)).toMatchObject({ storeError: { tag: 'StoreFull' }, transactionId: 't1', pending: 1 })
  isFull = false
  expect(await sending.sendNow()).toEqual({ sent: 1, pending: 0 })
  expect(acceptedIds()).toHaveLength(2)
})

test('what the first try found out counts', async () => {
  const sending = sender()
  expect(sending.online()).toBe('unknown')
  await registry.pause()
  await sending.firstTry(await keep('t1'), 3000)
  expect(sending.online()).toBe('offline')
  await registry.resume()
  await sending.firstTry(await keep('t2'), 3000)
  expect(sending.online()).toBe('online')
  expect(changes.map(({ online }) => online)).toEqual(['offline', 'online'])
})

test('sending now waits for no citizen who is asked in the app', async () => {
  await keep('t1')
  await store.writer.saveQuestion({
    kind: 'eid',
    requestId: 'in-the-app',
    transactionId: 't1',
    createdAt: clock.now().toISOString(),
    expiresAt: new Date(clock.now().getTime() + 600_000).toISOString(),
    body: '{}',
  })
  const eid: Deliverer = { service: 'eid', deliver: () => new Promise(() => {}) }
  const sending = createOutboxSender({ store, client, clock, deliverers: { eid }, onChange: () => {} })
  expect(await sending.sendNow()).toEqual({ sent: 1, pending: 1 })
})
