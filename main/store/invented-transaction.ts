import type { Act, NewAct } from '../protocol/act.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import type { FieldId } from '../protocol/report.ts'
import type { Transaction } from '../protocol/transaction.ts'

/** A transaction of an invented person, for tests. */
export function inventedTransaction(id: string, fields: Partial<Record<FieldId, string>> = {}): Transaction {
  const document = Object.entries({ personalNumber: '999190000001', fullName: 'Nguyễn Thị Thử Nghiệm', ...fields })
  return {
    id,
    at: '2026-11-21T08:15:00+07:00',
    desk: 'quay-1',
    demo: true,
    report: {
      verdict: 'authentic',
      light: 'green',
      reasons: ['test-anchor'],
      checks: [{ id: 'sod.signature', result: 'successful' }],
      document: document.map(([fieldId, value]) => ({
        id: fieldId as FieldId,
        value,
        source: 'dg13',
        level: 'authentic',
      })),
      access: { protocol: 'PACE', mapping: 'GM', cipher: 'AES-128', password: 'CAN' },
      dataGroups: { present: ['DG1'], read: ['DG1'], notRead: [] },
      timings: { total: 700 },
      apdu: { count: 80, bytesOut: 1000, bytesIn: 20000, readSize: 223 },
      trust: { anchors: 1, test: true, digest: '00' },
      policy: 'demo',
      at: '2026-11-21T08:15:00+07:00',
    },
    registry: { status: 'pending', requestId: `ask-${id}`, since: '2026-11-21T01:15:00.000Z' },
  }
}

/** The question of that transaction, with the request id that it says is pending. */
export function inventedQuestion(transactionId: string): RegistryQuestion {
  return {
    kind: 'registry',
    requestId: `ask-${transactionId}`,
    transactionId,
    createdAt: '2026-11-21T01:15:00.000Z',
    expiresAt: '2026-11-22T01:15:00.000Z',
    card: { requestId: `ask-${transactionId}`, body: '{ "spaces":  "kept" }' },
    citizen: { requestId: `match-${transactionId}`, body: '{}' },
  }
}

/** Something done about a transaction of an invented person. */
export const inventedAct = (id: string, act: NewAct & Partial<Pick<Act, 'at'>>): Act => ({
  at: '2026-11-21T01:20:00.000Z',
  operator: 'lan',
  ...act,
  id,
})
