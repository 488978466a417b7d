import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { ownRecordSchema } from '../../protocol/desk-lists.ts'
import { retentionRules } from '../../purposes/retention.ts'
import { inventedAct, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { ownRecord, ownRecordView } from './own-record.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-own-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.cause)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const entry: NewAuditEntry = {
  at: '2026-11-21T01:15:00.000Z',
  desk: 'quay-1',
  operator: 'lan',
  role: 'clerk',
  action: 'card.read',
  outcome: 'authentic',
}
const record = (number: string, at = '2026-11-22T00:00:00.000Z') => {
  const rules = retentionRules()
  if (!rules.ok) throw new Error(rules.error.cause)
  return ownRecord(store.reader, number, rules.value, at)
}

test('what the desk holds of one person, until when and by what law, and who saw it', async () => {
  const mine = '999190000001'
  const as = (id: string, code: string, fields = {}) => ({
    ...inventedTransaction(id, fields),
    purpose: { code, legalBasis: '26/2023/QH15' },
  })
  await store.writer.saveTransaction(as('bank', 'BANK_COUNTER_TXN'), {
    audit: [{ ...entry, subject: mine, detail: { name: 'Nguyễn' } }],
    evidence: '{}',
  })
  await store.writer.saveTransaction(as('health', 'HEALTH_INSURANCE_CHECK'))
  await store.writer.saveTransaction(as('odd', 'SOMETHING_ELSE'))
  // Somebody whose old number is this one's, and somebody else altogether.
  await store.writer.saveTransaction(
    as('old', 'ADMIN_PROCEDURE', { personalNumber: '999190000002', oldIdNumber: mine }),
  )
  await store.writer.appendAudit([
    { ...entry, operator: 'minh', action: 'history.view', subject: mine, outcome: 'done' },
    { ...entry, subject: '999190000002' },
  ])
  const { transactions, accesses } = record(mine)
  expect(
    transactions.map(({ transaction, evidence, deletedOn, mustStay }) => [
      transaction.id,
      evidence,
      deletedOn,
      mustStay,
    ]),
  ).toEqual([
    ['odd', false, undefined, false],
    ['health', false, '2027-02-20', false],
    ['bank', true, '2031-11-23', true],
  ])
  expect(transactions[2]?.rule?.source).toBe('14/2022/QH15')
  expect(accesses.map(({ seq, operator, action }) => [seq, operator, action])).toEqual([
    [1, 'lan', 'card.read'],
    [2, 'minh', 'history.view'],
  ])
  expect(JSON.stringify(accesses)).not.toContain('Nguyễn')
  expect(record(mine, '2031-11-22T17:00:00.000Z').transactions[2]?.mustStay).toBe(false)
})

test('every access, however many', async () => {
  await store.writer.appendAudit(Array.from({ length: 1203 }, () => ({ ...entry, subject: '999190000001' })))
  expect(record('999190000001').accesses.map(({ seq }) => seq)).toEqual(Array.from({ length: 1203 }, (_, n) => n + 1))
  expect(record('999190000003')).toEqual({ number: '999190000003', transactions: [], accesses: [] })
})

test('as it is shown: the number masked, what is kept named, nothing of it said', async () => {
  const number = '999190000001'
  await store.writer.saveTransaction(
    {
      ...inventedTransaction('t1', { placeOfResidence: 'Số 1, đường Thử' }),
      purpose: { code: 'BANK_COUNTER_TXN', legalBasis: '14/2022/QH15' },
      consent: { type: 'CONSENT', method: 'SIGNED', textVersion: '1', recordedAt: '2026-11-21T01:00:00.000Z' },
    },
    {
      evidence: '{}',
      audit: [{ ...entry, subject: number, purpose: 'BANK_COUNTER_TXN' }],
      questions: [
        {
          kind: 'insurance',
          requestId: 'ask-1',
          transactionId: 't1',
          createdAt: '2026-11-21T01:15:00.000Z',
          expiresAt: '2026-11-22T01:15:00.000Z',
          body: '{}',
        },
      ],
    },
  )
  const override = { reason: 'quen mặt', light: 'red', second: { id: 'hoa', role: 'supervisor' } } as const
  await store.writer.saveAct('t1', inventedAct('a1', { kind: 'override', ...override }))
  await store.writer.saveAct('t1', inventedAct('a2', { kind: 'reviewed' }))
  await store.writer.saveAct('t1', inventedAct('a3', { kind: 'reviewed' }))
  const view = ownRecordView(record(number))
  expect(ownRecordSchema.strict().parse(view)).toEqual(view)
  expect(view).toEqual({
    number: '999****001',
    name: 'Nguyễn Thị Thử Nghiệm',
    transactions: [
      {
        id: 't1',
        at: '2026-11-21T08:15:00+07:00',
        desk: 'quay-1',
        purpose: 'BANK_COUNTER_TXN',
        legalBasis: '14/2022/QH15',
        verdict: 'authentic',
        keeps: [
          ...['personalNumber', 'fullName', 'placeOfResidence', 'registry', 'insurance', 'override', 'reviewed'],
          ...['consent', 'evidence'],
        ],
        evidence: true,
        deletedOn: '2031-11-23',
        mustStay: true,
        source: '14/2022/QH15',
      },
    ],
    accesses: [
      {
        at: '2026-11-21T01:15:00.000Z',
        desk: 'quay-1',
        operator: 'lan',
        action: 'card.read',
        purpose: 'BANK_COUNTER_TXN',
        outcome: 'authentic',
      },
    ],
  })
  expect(JSON.stringify(view)).not.toMatch(/999190000001|đường Thử|quen mặt/)
})

test('as it is shown, of somebody whose name nothing keeps: without it', async () => {
  const { purpose: _, ...nameless } = { ...inventedTransaction('t1'), purpose: undefined }
  const document = nameless.report.document.filter(({ id }) => id !== 'fullName')
  const registry = { status: 'not-asked' } as const
  await store.writer.saveTransaction({ ...nameless, registry, report: { ...nameless.report, document } })
  const view = ownRecordView(record('999190000001'))
  expect(view).not.toHaveProperty('name')
  expect(view.transactions).toMatchObject([{ purpose: 'ADMIN_PROCEDURE', legalBasis: '', keeps: ['personalNumber'] }])
})
