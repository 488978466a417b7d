import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../audit/verify-audit.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { retentionRules } from '../../purposes/retention.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { dailyPurge } from './daily-purge.ts'
import { type Purge, type PurgeSummary, purgeExpired, purgeOnRequest } from './purge.ts'
import { unfinishedPurge } from './purge-order.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-purge-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: key })
  if (!opened.ok) throw new Error(opened.error.cause)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const health = 'HEALTH_INSURANCE_CHECK'
const bank = 'BANK_COUNTER_TXN'
const entry: NewAuditEntry = {
  at: '2026-08-01T02:00:00.000Z',
  desk: 'quay-1',
  operator: 'lan',
  role: 'clerk',
  action: 'card.read',
  outcome: 'authentic',
}

interface Kept {
  readonly at?: string
  readonly purpose?: string
  readonly number?: string
  readonly question?: { readonly expiresAt: string }
}

/** One visit, with a question, an audit entry that keeps the name apart, and evidence. */
async function keep(id: string, { at = '2026-08-01T09:00:00+07:00', purpose = health, number, question }: Kept = {}) {
  const person = { personalNumber: number ?? '999190000001' }
  const transaction = { ...inventedTransaction(id, person), at, purpose: { code: purpose, legalBasis: '26/2023/QH15' } }
  const saved = await store.writer.saveTransaction(transaction, {
    questions: question ? [{ ...inventedQuestion(id), ...question }] : [],
    audit: [
      {
        ...entry,
        at: new Date(at).toISOString(),
        purpose,
        subject: person.personalNumber,
        detail: { name: `Người ${id}` },
      },
    ],
    evidence: '{}',
  })
  expect(saved.ok).toBe(true)
}

const purge = (at: string, more: Partial<Purge> = {}): Purge => {
  const rules = retentionRules()
  if (!rules.ok) throw new Error(rules.error.cause)
  const by = { at, desk: 'quay-1', operator: 'os:an', role: 'none' } as const
  return {
    reader: store.reader,
    writer: store.writer,
    rules: rules.value,
    by,
    compact: true,
    clockConfirmed: true,
    ...more,
  }
}
const purged = async (at: string, more: Partial<Purge> = {}): Promise<PurgeSummary> => {
  const done = await purgeExpired(purge(at, more))
  if (!done.ok) throw new Error(done.error.cause)
  return done.value
}
const ids = () => store.reader.search({ limit: 100 }).map(({ id }) => id)
const details = () => store.reader.auditList({ limit: 100 }).flatMap(({ detail }) => detail?.body ?? [])

// 1 August and ninety full days: 30 October is the last day on which it stays.
const lastDay = '2026-10-30T16:59:00.000Z'
const dayAfter = '2026-10-30T17:00:00.000Z'

test('what is over its time goes, with all that hangs on it, and nothing else', async () => {
  await keep('old')
  await keep('bank', { purpose: bank, number: '999190000002' })
  await keep('new', { at: '2026-10-29T09:00:00+07:00', number: '999190000003' })
  expect(await purged(lastDay)).toMatchObject({ transactions: 0, finished: true })
  expect(await purged(dayAfter)).toMatchObject({ transactions: 1, auditDetails: 1, endedQuestions: 0, finished: true })
  expect(ids()).toEqual(['new', 'bank'])
  expect(store.reader.search({ text: 'nguyen thi', limit: 9 })).toHaveLength(2)
  expect(store.reader.evidence('old')).toBeUndefined()
  expect(store.reader.evidence('bank')).toBe('{}')
  expect(details()).toEqual(['{"name":"Người new"}', '{"name":"Người bank"}'])
  expect(store.reader.setting(unfinishedPurge)).toBeUndefined()
})

test('the deletion and who ordered it stay, and say nothing of the person', async () => {
  await keep('old', { question: { expiresAt: '2026-08-02T02:00:00.000Z' } })
  const { run } = await purged(dayAfter)
  const [deletion, ...others] = store.reader.deletions(10)
  expect(others).toEqual([])
  expect(deletion).toMatchObject({ run, at: dayAfter, operator: 'os:an', what: 'transactions', reason: 'period' })
  expect(deletion).toMatchObject({
    purpose: health,
    before: '2026-08-02',
    transactions: 1,
    legalSource: '91/2025/QH15; 356/2025/NĐ-CP',
  })
  const body = JSON.parse(deletion?.body ?? '')
  expect(body).toMatchObject({
    from: '2026-08-01',
    to: '2026-08-01',
    outbox: 1,
    checks: 0,
    evidence: 1,
    endedQuestions: 1,
    auditDetails: 1,
  })
  expect(store.reader.deletionOf('old')).toEqual(deletion)
  expect(store.reader.deletionOf('never')).toBeUndefined()
  const [last] = store.reader.auditList({ limit: 1 })
  expect(last).toMatchObject({
    action: 'store.purge',
    operator: 'os:an',
    outcome: 'done',
    purpose: health,
    subject: null,
  })
  expect(JSON.parse(last?.facts ?? '')).toMatchObject({
    run,
    deletion: 1,
    transactions: 1,
    endedQuestions: 1,
    digest: body.digest,
  })
  expect(JSON.stringify([deletion, last])).not.toMatch(/999190000001|Nguy|Người/)
})

test('a purge that found nothing is in the log as well', async () => {
  await purged(dayAfter)
  expect(store.reader.auditList({ limit: 9 })).toMatchObject([{ action: 'store.purge', outcome: 'nothing' }])
  expect(store.reader.deletions(9)).toEqual([])
})

test('in small steps: each its own durable transaction with its record, none done twice', async () => {
  for (let n = 0; n < 7; n++) await keep(`t${n}`, { number: `99919000000${n}` })
  expect(await purged(dayAfter, { step: 3 })).toMatchObject({ transactions: 7, auditDetails: 7 })
  expect(store.reader.deletions(9).map(({ transactions }) => transactions)).toEqual([1, 3, 3])
  expect(new Set(store.reader.deletions(9).map(({ run }) => run)).size).toBe(1)
  expect(await purged(dayAfter)).toMatchObject({ transactions: 0 })
})

test('a transaction whose question still waits stays until the question has ended', async () => {
  await keep('waiting', { question: { expiresAt: '2026-11-05T00:00:00.000Z' } })
  await keep('free', { number: '999190000002' })
  const rules = purge(dayAfter).rules
  const plan = () => store.reader.purgePlan(rules, '2026-10-31', new Date(dayAfter))
  expect(plan()).toMatchObject([{ purpose: health, before: '2026-08-02', transactions: 1, held: 1, total: 2 }])
  await purged(dayAfter)
  expect(ids()).toEqual(['waiting'])
  expect(store.reader.pendingCount()).toBe(1)
  expect(plan()).toMatchObject([{ transactions: 0, held: 1, total: 1 }])
  expect(await purged('2026-11-05T00:00:00.000Z')).toMatchObject({ transactions: 1, endedQuestions: 1 })
  expect(store.reader.pendingCount()).toBe(0)
})

test('a purpose without a rule is kept, and the plan says so', async () => {
  await keep('odd', { purpose: 'SOMETHING_ELSE' })
  await purged('2026-10-31T01:00:00.000Z')
  expect(ids()).toEqual(['odd'])
  const [row] = store.reader.purgePlan(purge(dayAfter).rules, '2026-10-31', new Date(dayAfter))
  expect(row).toEqual({ purpose: 'SOMETHING_ELSE', transactions: 0, held: 0, total: 1 })
})

test('--before deletes less, never more', async () => {
  await keep('july', { at: '2026-07-31T23:59:00+07:00' })
  await keep('august')
  await keep('october', { at: '2026-10-29T09:00:00+07:00' })
  expect(await purged(dayAfter, { before: '2026-08-01' })).toMatchObject({ transactions: 1 })
  expect(await purged(dayAfter, { before: '2030-01-01' })).toMatchObject({ transactions: 1 })
  expect(ids()).toEqual(['october'])
})

describe('details of the audit log', () => {
  const search = (at: string, more: Partial<NewAuditEntry> = {}) =>
    store.writer.appendAudit([
      { ...entry, at, action: 'history.search', outcome: 'done', detail: { text: at }, ...more },
    ])

  test('go when the time of their purpose is over; the entry and its commitment stay', async () => {
    await search('2024-10-29T16:59:59.999Z')
    await search('2024-10-29T17:00:00.000Z')
    await search('2026-07-01T00:00:00.000Z', { purpose: health })
    await search('2026-07-01T00:00:01.000Z', { purpose: bank })
    await search('2026-07-01T00:00:02.000Z', { purpose: 'SOMETHING_ELSE' })
    expect(await purged(dayAfter)).toMatchObject({ transactions: 0, auditDetails: 2 })
    expect(details()).toHaveLength(3)
    const log = store.reader.auditLog()
    expect(log && verifyAudit({ ...log, entries: log.entries() })).toMatchObject({ whole: true, findings: [] })
    const gone = store.reader.auditEntry(1)
    expect(gone).toMatchObject({ seq: 1, commitment: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(gone?.detail).toBeUndefined()
    expect(store.reader.deletions(9)).toMatchObject([{ what: 'audit-details', transactions: 0 }])
  })

  test('of a person go with the last transaction of that person, whatever they were about', async () => {
    await keep('old')
    await keep('bank', { purpose: bank })
    await search('2026-10-29T00:00:00.000Z', { subject: '999190000001' })
    await purged(dayAfter)
    // The person is still a customer of the bank.
    expect(details()).toHaveLength(2)
    expect(await purged('2026-10-31T00:00:00.000Z', { rules: bankForget() })).toMatchObject({
      transactions: 1,
      auditDetails: 2,
    })
    expect(details()).toEqual([])
  })

  const bankForget = () => {
    const rules = retentionRules({ BANK_COUNTER_TXN: { days: 10, source: '1/2026/QH16' } })
    if (!rules.ok) throw new Error(rules.error.cause)
    return rules.value
  }
})

describe('a citizen asks for deletion', () => {
  test('what no law makes the desk keep goes at once; the rest stays', async () => {
    await keep('mine', { at: '2026-10-29T09:00:00+07:00' })
    await keep('duty', { at: '2026-10-29T09:00:00+07:00', purpose: bank })
    await keep('other', { at: '2026-10-29T09:00:00+07:00', number: '999190000002' })
    const done = await purgeOnRequest(purge(dayAfter), '999190000001')
    expect(done).toMatchObject({ ok: true, value: { transactions: 1, finished: true } })
    expect(ids()).toEqual(['other', 'duty'])
    expect(store.reader.deletions(9)).toMatchObject([{ reason: 'request', purpose: health, before: '9999-12-31' }])
    const [logged] = store.reader.auditList({ subject: '999190000001', action: 'store.purge', limit: 1 })
    expect(logged).toMatchObject({ outcome: 'done', operator: 'os:an' })
  })

  test('the request itself is logged where there was nothing to delete', async () => {
    await purgeOnRequest(purge(dayAfter), '999190000009')
    expect(store.reader.auditList({ subject: '999190000009', limit: 9 })).toMatchObject([{ outcome: 'nothing' }])
  })
})

describe('a clock that runs ahead does not empty the store', () => {
  test('ten years: counted from the last day on which anybody was served', async () => {
    await keep('old')
    await keep('bank', { purpose: bank, at: '2026-09-20T09:00:00+07:00', number: '999190000002' })
    expect(await purged('2036-10-31T00:00:00.000Z', { clockConfirmed: false })).toMatchObject({
      transactions: 0,
      today: '2026-10-21',
    })
    expect(ids()).toEqual(['bank', 'old'])
  })

  test('or on which the register signed a time', async () => {
    await keep('old')
    const receivedAt = '2026-10-20T00:00:00.000Z'
    await store.writer.saveAuditReceipt({ seq: 1, head: '00', receivedAt, body: '{}' })
    expect(await purged('2036-10-31T00:00:00.000Z', { clockConfirmed: false })).toMatchObject({
      transactions: 1,
      today: '2026-11-20',
    })
  })
})

describe('by itself', () => {
  test('once a day, when nobody is at the counter', async () => {
    await keep('old')
    await keep('recent', { at: '2026-10-29T09:00:00+07:00', number: '999190000002' })
    let now = new Date(dayAfter)
    let isIdle = false
    const { reader, writer, rules } = purge(dayAfter)
    const run = dailyPurge({ reader, writer, rules, desk: 'quay-1', now: () => now, isIdle: () => isIdle })
    expect(await run()).toEqual({ ok: true, value: undefined })
    isIdle = true
    const [first, second] = await Promise.all([run(), run()])
    expect(first).toMatchObject({ ok: true, value: { transactions: 1, finished: true } })
    expect([second, await run()]).toEqual([first, first].map(() => ({ ok: true, value: undefined })))
    now = new Date('2026-10-31T17:00:00.000Z')
    expect(await run()).toMatchObject({ ok: true, value: { transactions: 0 } })
    expect(store.reader.auditList({ limit: 1 })).toMatchObject([{ operator: 'station', outcome: 'nothing' }])
  })
})

describe('cut off in the middle', () => {
  test('the next run cleans the files, though it finds nothing to delete', async () => {
    await keep('old')
    const order = purge(dayAfter)
    const halted = { ...store.writer, finishPurge: () => Promise.reject(new Error('power failure')) }
    await expect(purgeExpired({ ...order, writer: halted })).rejects.toThrow('power failure')
    expect(store.reader.setting(unfinishedPurge)).toBe(dayAfter)
    expect(await purged(dayAfter)).toMatchObject({ transactions: 0, finished: true })
    expect(store.reader.setting(unfinishedPurge)).toBeUndefined()
  })

  test('without building the file anew it is not finished, and says so', async () => {
    await keep('old')
    expect(await purged(dayAfter, { compact: false })).toMatchObject({ transactions: 1, finished: false })
    expect(store.reader.setting(unfinishedPurge)).toBe(dayAfter)
  })

  test('somebody who still reads the pages as they were holds it up; it is done when they have gone', async () => {
    await keep('old')
    const reading = openEncrypted(join(folder, 'store.db'), key)
    if (!reading.ok) throw new Error(reading.error.cause)
    reading.value.exec('begin; select count(*) from transactions')
    reading.value.prepare('select count(*) from transactions').get()
    expect(await purged(dayAfter)).toMatchObject({ transactions: 1, finished: false })
    reading.value.close()
    expect(await purged(dayAfter)).toMatchObject({ transactions: 0, finished: true })
  })

  test('nothing can be deleted outside of a purge', async () => {
    await keep('old')
    await purged(dayAfter)
    await keep('next', { number: '999190000002' })
    await store.close()
    const opened = openEncrypted(join(folder, 'store.db'), key)
    if (!opened.ok) throw new Error(opened.error.cause)
    for (const table of ['transactions', 'evidence', 'audit_details', 'deletions'])
      expect(() => opened.value.exec(`delete from ${table}`)).toThrow('insert only')
    opened.value.close()
  })
})
