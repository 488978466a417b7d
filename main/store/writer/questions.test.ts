import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import type { OnlineQuestion, OnlineState } from '../../protocol/online-check.ts'
import type { RegistryState } from '../../protocol/transaction.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'

const done = { ok: true, value: undefined }
const now = new Date('2026-11-23T02:00:00.000Z')
const later = '2026-11-24T02:00:00.000Z'
const audit: NewAuditEntry[] = [
  {
    at: now.toISOString(),
    desk: 'quay-1',
    operator: 'thu',
    role: 'supervisor',
    action: 'registry.ask',
    outcome: 'done',
  },
]
const refused = chipDeskError('OnlineRefused', { cause: 'PURPOSE_NOT_ALLOWED' })
const failed = (id: string): RegistryState => ({ status: 'failed', requestId: `ask-${id}`, error: refused })
const answered = (id: string): RegistryState => ({ status: 'answered', requestId: `ask-${id}`, answeredAt: later })
const lookup: OnlineQuestion = {
  kind: 'insurance',
  requestId: 'insured-t1',
  transactionId: 't1',
  createdAt: '2026-11-21T01:15:00.000Z',
  expiresAt: '2026-11-22T01:15:00.000Z',
  body: '{ "as":  "it is" }',
}
const unanswered: OnlineState = { status: 'failed', error: chipDeskError('OnlineExpired') }

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-questions-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.tag)
  store = opened.value
  for (const id of ['t1', 't2'])
    await store.writer.saveTransaction(inventedTransaction(id), { questions: [inventedQuestion(id)] })
  await store.writer.saveQuestion(lookup)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})
const deadIds = () => store.reader.deadQuestions(9).map(({ question }) => question.requestId)
const pendingIds = () => store.reader.pendingQuestions(9).map(({ question }) => question.requestId)
/** Entries about what somebody decided: with every decision that was taken, and none that was refused. */
const audited = () => store.reader.auditList({ action: 'registry.ask', limit: 9 }).length

describe('dead questions', () => {
  test('each with its reason, the latest first', async () => {
    expect(store.reader.deadQuestions(9)).toEqual([])
    await store.writer.recordAnswer('ask-t2', failed('t2'))
    await store.writer.recordAttempt('insured-t1', chipDeskError('OnlineTimeout'), now)
    await store.writer.recordAnswer('insured-t1', unanswered)
    expect(store.reader.deadQuestions(9)).toEqual([
      { question: lookup, attempts: 1, reason: chipDeskError('OnlineExpired'), endedAt: expect.stringMatching(/Z$/) },
      { question: inventedQuestion('t2'), attempts: 0, reason: refused, endedAt: expect.stringMatching(/Z$/) },
    ])
    expect(store.reader.deadQuestions(1)).toHaveLength(1)
    expect(store.reader.pendingCount()).toBe(1)
  })

  test('asked again: under the same id, with the same bytes, at once, until the new expiry', async () => {
    await store.writer.recordAnswer('ask-t1', failed('t1'))
    await store.writer.recordAttempt('ask-t1', refused, new Date(later))
    expect(await store.writer.requeueQuestion('ask-t1', later, now, audit)).toEqual(done)
    expect(deadIds()).toEqual([])
    const again = { ...inventedQuestion('t1'), expiresAt: later }
    expect(store.reader.dueQuestions(now, 9)).toContainEqual({
      question: again,
      attempts: 0,
      nextTryAt: now.toISOString(),
    })
    expect(store.reader.transaction('t1')?.registry).toMatchObject({ status: 'pending', requestId: 'ask-t1' })
  })

  test('an answer after that is another entry; the failure stays', async () => {
    await store.writer.recordAnswer('ask-t1', failed('t1'))
    await store.writer.requeueQuestion('ask-t1', later, now, audit)
    await store.writer.recordAnswer('ask-t1', answered('t1'))
    expect(store.reader.answersOf('t1').map(({ state }) => state)).toEqual([failed('t1'), answered('t1')])
    expect(store.reader.transaction('t1')?.registry).toEqual(answered('t1'))
  })

  test('the same for a question of another service: pending again, then answered', async () => {
    const check = () => store.reader.transaction('t1')?.checks?.[0]?.state
    await store.writer.recordAnswer('insured-t1', unanswered)
    expect(check()).toEqual(unanswered)
    await store.writer.requeueQuestion('insured-t1', later, now, audit)
    expect(check()).toEqual({ status: 'pending' })
    await store.writer.recordAnswer('insured-t1', unanswered)
    expect(check()).toEqual(unanswered)
    expect(store.reader.answersOf('t1').map(({ kind }) => kind)).toEqual(['insurance', 'insurance'])
  })

  test('one that expired while it waited is asked again as well; an answered one is not', async () => {
    expect(await store.writer.requeueQuestion('ask-t1', later, now, audit)).toEqual(done)
    await store.writer.recordAnswer('ask-t2', answered('t2'))
    for (const id of ['ask-t2', 'ask-t3'])
      expect(await store.writer.requeueQuestion(id, later, now, audit)).toMatchObject({ ok: false })
    expect(pendingIds()).toEqual(['ask-t1', 'insured-t1'])
    expect(audited()).toBe(1)
  })

  test('given up: no longer listed, its failure still shown, a late answer still linked', async () => {
    await store.writer.recordAnswer('ask-t1', failed('t1'))
    expect(await store.writer.dismissQuestion('ask-t1', 'the citizen has left', audit)).toEqual(done)
    expect(deadIds()).toEqual([])
    expect(pendingIds()).toEqual(['ask-t2', 'insured-t1'])
    expect(store.reader.transaction('t1')?.registry).toEqual(failed('t1'))
    const expired: RegistryState = { status: 'failed', requestId: 'ask-t1', error: chipDeskError('OnlineExpired') }
    await store.writer.recordAnswer('ask-t1', expired)
    expect(store.reader.answersOf('t1').map(({ state }) => state)).toEqual([failed('t1'), expired])
    expect(deadIds()).toEqual([])
    await store.writer.recordAnswer('ask-t1', answered('t1'))
    expect(store.reader.transaction('t1')?.registry).toEqual(answered('t1'))
  })

  test('only a dead question is given up, and once', async () => {
    expect(await store.writer.dismissQuestion('ask-t1', 'none', audit)).toMatchObject({ ok: false })
    await store.writer.recordAnswer('ask-t1', failed('t1'))
    expect(await store.writer.dismissQuestion('ask-t1', 'none', audit)).toEqual(done)
    expect(await store.writer.dismissQuestion('ask-t1', 'none', audit)).toMatchObject({ ok: false })
    expect(audited()).toBe(1)
  })
})

test('the same answer again changes nothing, another one is another entry', async () => {
  const heardAt = new Date('2026-11-21T03:04:05.678Z')
  const save = (state: RegistryState) => store.writer.recordAnswer('ask-t1', state, audit, heardAt)
  for (const state of [failed('t1'), failed('t1'), answered('t1'), answered('t1')])
    expect(await save(state)).toEqual(done)
  expect(store.reader.answersOf('t1')).toEqual([
    { requestId: 'ask-t1', kind: 'registry', recordedAt: heardAt.toISOString(), state: failed('t1') },
    { requestId: 'ask-t1', kind: 'registry', recordedAt: heardAt.toISOString(), state: answered('t1') },
  ])
  expect(audited()).toBe(2)
})

test('what nobody asked leaves no trace, not in the audit either', async () => {
  const pending: RegistryState = { status: 'pending', requestId: 'ask-x', since: later }
  for (const state of [failed('x'), pending])
    expect(await store.writer.recordAnswer('ask-x', state, audit)).toMatchObject({ ok: false })
  expect(audited()).toBe(0)
})

test('who waits, for how long, how often tried and why', async () => {
  const error = chipDeskError('OnlineTimeout')
  await store.writer.recordAttempt('ask-t1', error, now)
  expect(store.reader.pendingQuestions(1)).toEqual([
    { question: inventedQuestion('t1'), attempts: 1, lastError: error, nextTryAt: now.toISOString() },
  ])
})

test('evidence and what was trusted are kept with the transaction, the latter once', async () => {
  const trust = { digest: 'd1', body: '{"anchors":1}' }
  const saved = await store.writer.saveTransaction(inventedTransaction('t3'), { evidence: '{"files":[]}', trust })
  expect(saved).toEqual(done)
  expect(
    await store.writer.saveTransaction(inventedTransaction('t4'), { trust: { digest: 'd1', body: 'other' } }),
  ).toEqual(done)
  expect(store.reader.evidence('t3')).toBe('{"files":[]}')
  expect(store.reader.evidence('t4')).toBeUndefined()
  expect(store.reader.trustState('d1')).toBe('{"anchors":1}')
  expect(store.reader.trustState('d2')).toBeUndefined()
})

test('answered by the first try and by the sender at once, it is one answer: the first', async () => {
  const second: RegistryState = { ...answered('t1'), answeredAt: now.toISOString() } as RegistryState
  expect(await store.writer.recordAnswer('ask-t1', answered('t1'), audit)).toEqual(done)
  expect(await store.writer.recordAnswer('ask-t1', second, audit)).toEqual(done)
  expect(store.reader.answersOf('t1').map(({ state }) => state)).toEqual([answered('t1')])
  expect(audited()).toBe(1)
})
