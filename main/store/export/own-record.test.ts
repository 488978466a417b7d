import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { retentionRules } from '../../purposes/retention.ts'
import { inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { ownRecord } from './own-record.ts'

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
