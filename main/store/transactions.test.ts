import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { openEncrypted } from './database/encrypted-database.ts'
import { inventedQuestion, inventedTransaction } from './invented-transaction.ts'
import { openStore } from './open-store.ts'
import type { Store } from './store.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let store: Store

const open = () => {
  const opened = openStore({ path: join(folder, 'store.db'), key })
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-store-'))
  store = open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const answered: RegistryState = { status: 'answered', requestId: 'ask-t1', answeredAt: '2026-11-21T01:15:02.000Z' }
const refused: RegistryState = { status: 'failed', requestId: 'ask-t1', error: chipDeskError('OnlineRefused') }
const offline = chipDeskError('OnlineOffline', { cause: 'ECONNREFUSED' })

describe('saving', () => {
  test('a transaction is found again as it was, after a restart too', async () => {
    const transaction = inventedTransaction('t1')
    expect(await store.writer.saveTransaction(transaction)).toEqual({ ok: true, value: undefined })
    await store.close()
    store = open()
    expect(store.reader.transaction('t1')).toEqual(transaction)
    expect(store.reader.transaction('t2')).toBeUndefined()
    expect(store.reader.pendingCount()).toBe(0)
  })

  test('saving it again changes nothing; another one under its id is refused', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    expect(
      (await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })).ok,
    ).toBe(true)
    expect(store.reader.search({ text: '', limit: 10 })).toHaveLength(1)
    expect(store.reader.pendingCount()).toBe(1)
    const other = inventedTransaction('t1', { fullName: 'Người Khác' })
    expect(await store.writer.saveTransaction(other)).toMatchObject({ ok: false, error: { tag: 'StoreFailed' } })
    expect(store.reader.transaction('t1')).toEqual(inventedTransaction('t1'))
  })

  test('a question that cannot be saved leaves no transaction behind', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    const sameRequest = { ...inventedQuestion('t2'), requestId: 'ask-t1' }
    expect(await store.writer.saveTransaction(inventedTransaction('t2'), { questions: [sameRequest] })).toMatchObject({
      ok: false,
      error: { tag: 'StoreFailed' },
    })
    expect(store.reader.transaction('t2')).toBeUndefined()
    expect(store.reader.search({ text: 'nguyen', limit: 10 })).toHaveLength(1)
  })

  test('a transaction answered before it was saved is not asked again', async () => {
    await store.writer.saveTransaction(
      { ...inventedTransaction('t1'), registry: answered },
      { questions: [inventedQuestion('t1')] },
    )
    expect(store.reader.pendingCount()).toBe(0)
    expect(store.reader.transaction('t1')?.registry).toEqual(answered)
  })
})

describe('outbox', () => {
  const minute = 60_000
  const asked = new Date('2026-11-21T01:15:00.000Z')
  const later = (milliseconds: number) => new Date(asked.getTime() + milliseconds)

  test('a question is kept byte for byte and is due once the first try at the counter had its time', async () => {
    const question = inventedQuestion('t1')
    const queued = { question, attempts: 0, nextTryAt: '2026-11-21T01:15:15.000Z' }
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [question] })
    expect(store.reader.dueQuestions(asked, 10)).toEqual([])
    expect(store.reader.dueQuestions(later(minute), 10)).toEqual([queued])
    expect(store.reader.pendingQuestions(10)).toEqual([queued])
  })

  test('a try is counted, said in the transaction, and waits its time', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    expect((await store.writer.recordAttempt('ask-t1', offline, later(5 * minute))).ok).toBe(true)
    expect(store.reader.dueQuestions(later(4 * minute), 10)).toEqual([])
    expect(store.reader.dueQuestions(later(5 * minute), 10)).toMatchObject([{ attempts: 1 }])
    expect(store.reader.transaction('t1')?.registry).toEqual({
      status: 'pending',
      requestId: 'ask-t1',
      since: '2026-11-21T01:15:00.000Z',
      error: offline,
    })
  })

  test('a pending first answer is a try', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    const state: RegistryState = { status: 'pending', requestId: 'ask-t1', since: 'now', error: offline }
    expect((await store.writer.recordAnswer('ask-t1', state)).ok).toBe(true)
    expect(store.reader.dueQuestions(later(minute), 10)).toMatchObject([{ attempts: 1 }])
    expect(store.reader.transaction('t1')?.registry).toMatchObject({ status: 'pending', error: offline })
  })

  test('longest waiting first, as many as asked for', async () => {
    for (const id of ['t1', 't2', 't3'])
      await store.writer.saveTransaction(inventedTransaction(id), { questions: [inventedQuestion(id)] })
    await store.writer.recordAttempt('ask-t1', offline, later(2 * minute))
    const ids = store.reader.dueQuestions(later(3 * minute), 2).map(({ question }) => question.transactionId)
    expect(ids).toEqual(['t2', 't3'])
    expect(store.reader.pendingCount()).toBe(3)
  })

  test('what was asked goes with the answer: it is more than the desk keeps; a failure keeps it, to be asked again', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    await store.writer.recordAnswer('ask-t1', refused)
    expect(store.reader.deadQuestions(1)[0]?.question).toEqual(inventedQuestion('t1'))
    await store.writer.recordAnswer('ask-t1', answered)
    await store.close()
    const opened = openEncrypted(join(folder, 'store.db'), key)
    if (!opened.ok) throw new Error(opened.error.cause)
    expect(opened.value.prepare('select state, body from outbox').all()).toEqual([{ state: 'sent', body: '' }])
    opened.value.close()
    store = open()
  })

  test('a late answer is linked, the transaction itself stays as it was saved', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    expect((await store.writer.recordAnswer('ask-t1', answered)).ok).toBe(true)
    expect(store.reader.transaction('t1')).toEqual({ ...inventedTransaction('t1'), registry: answered })
    expect(store.reader.pendingCount()).toBe(0)
    expect((await store.writer.saveTransaction(inventedTransaction('t1'))).ok).toBe(true)
  })

  test('an answer supersedes a failure, a failure never an answer', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    await store.writer.recordAnswer('ask-t1', refused)
    expect(store.reader.transaction('t1')?.registry).toEqual(refused)
    expect(store.reader.pendingCount()).toBe(0)
    await store.writer.recordAnswer('ask-t1', answered)
    await store.writer.recordAnswer('ask-t1', refused)
    expect(store.reader.transaction('t1')?.registry).toEqual(answered)
    await store.close()
    const database = openEncrypted(join(folder, 'store.db'), key)
    if (!database.ok) throw new Error(database.error.cause)
    expect(database.value.prepare('select state from outbox').pluck().all()).toEqual(['sent'])
    expect(database.value.prepare('select status from checks order by seq').pluck().all()).toEqual([
      'failed',
      'answered',
      'failed',
    ])
    database.value.close()
    store = open()
  })

  test('an answer that comes while the store closes is refused, and the question is still there after', async () => {
    await store.writer.saveTransaction(inventedTransaction('t1'), { questions: [inventedQuestion('t1')] })
    await store.close()
    expect(await store.writer.recordAnswer('ask-t1', answered)).toMatchObject({ ok: false, error: { cause: 'closed' } })
    store = open()
    expect(store.reader.pendingCount()).toBe(1)
  })

  test('an answer to a question never asked is refused', async () => {
    expect(await store.writer.recordAnswer('ask-x', answered)).toMatchObject({
      ok: false,
      error: { tag: 'StoreFailed' },
    })
    expect(await store.writer.recordAttempt('ask-x', offline, asked)).toMatchObject({ ok: false })
  })
})

describe('a visit of which the desk keeps little', () => {
  const kept = (id: string, fields: readonly string[]) => {
    const whole = inventedTransaction(id)
    const document = whole.report.document.filter(field => fields.includes(field.id))
    return { ...whole, report: { ...whole.report, document } }
  }
  const found = (text?: string) => store.reader.search({ text, limit: 10 }).map(({ id }) => id)

  test('is saved, listed, and found by what is kept alone', async () => {
    const visits = [kept('number', ['personalNumber']), kept('name', ['fullName']), kept('neither', [])]
    for (const visit of visits) expect((await store.writer.saveTransaction(visit)).ok).toBe(true)
    await store.close()
    store = open()
    for (const visit of visits) expect(store.reader.transaction(visit.id)).toEqual(visit)
    expect(found()).toEqual(['neither', 'name', 'number'])
    expect(store.reader.search({ day: '2026-11-21', limit: 10 })).toHaveLength(3)
    expect(found('999190000001')).toEqual(['number'])
    expect(found('000001')).toEqual(['number'])
    expect(found('nguyen')).toEqual(['name'])
  })
})

describe('search', () => {
  const people = [
    { id: 'a', personalNumber: '999190000001', fullName: 'Nguyễn Thị Thử Nghiệm', oldIdNumber: '999000111' },
    { id: 'b', personalNumber: '999090000002', fullName: 'Đặng Văn Ước' },
    { id: 'c', personalNumber: '000190123456', fullName: 'ĐẶNG THỊ NGUYÊN' },
    { id: 'd', personalNumber: '999190000001', fullName: 'NGUYEN THI THU NGHIEM' },
    { id: 'e', fullName: "O'Neil-Thị" },
  ]
  beforeEach(async () => {
    for (const { id, ...fields } of people) await store.writer.saveTransaction(inventedTransaction(id, fields))
  })

  test.each([
    ['', 'edcba'],
    ['   ', 'edcba'],
    ['999190000001', 'eda'],
    ['999 190 000 001', 'eda'],
    ['123456', 'c'],
    ['999090', 'b'],
    ['000190', 'c'],
    ['999000111', 'a'],
    ['dang', 'cb'],
    ['Đặng', 'cb'],
    ['ĐANG', 'cb'],
    ['uoc', 'b'],
    ['nguyen thi', 'dca'],
    ['Nguyễn Th', 'dca'],
    ['thi nguyen', 'dca'],
    ['nguy thi', ''],
    ['neil', 'e'],
    ['"', ''],
    ['thi OR dang', ''],
    ["'; drop table transactions; --", ''],
    ['999190000009', ''],
  ])('%j finds %j', (text, ids) => {
    const found = store.reader.search({ text, limit: 10 })
    expect(found.map(({ id }) => id).join('')).toBe(ids)
  })

  test('no more than the limit, the newest', () => {
    expect(store.reader.search({ text: 'thi', limit: 2 }).map(({ id }) => id)).toEqual(['e', 'd'])
    expect(store.reader.search({ text: '999', limit: 1 }).map(({ id }) => id)).toEqual(['e'])
  })
})
