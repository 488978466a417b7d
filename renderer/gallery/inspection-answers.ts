import type { AuditedEntry } from '../../main/protocol/audit-log.ts'
import { beginOfDayInVietnam, dayInVietnam } from '../../main/protocol/day-in-vietnam.ts'
import type { Today } from '../../main/protocol/desk-today.ts'
import type { Diagnosis } from '../../main/protocol/diagnostics.ts'
import { chipDeskError } from '../../main/protocol/errors.ts'
import type { CallResult, WaitingQuestion } from '../../main/protocol/station.ts'

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const primitives = ['SHA-256', 'AES-128-CBC', 'AES-256-CBC', 'EC brainpoolP256r1', 'RSA PSS', 'ECDSA', 'Ed25519']
const healthy: Diagnosis['findings'] = [
  { part: 'card-service', state: 'ok', says: 'service-works', facts: {} },
  {
    part: 'reader',
    name: 'ACS ACR1252 Dual Reader [PICC] 00 00',
    state: 'ok',
    says: 'reader-card',
    facts: { atr: '3B8580018073C821100E', extended: true, readBytes: 1000 },
  },
  { part: 'scanner', state: 'ok', says: 'scanner-none', facts: {} },
  { part: 'clock', state: 'ok', says: 'clock-believed', facts: { nowAt: ago(0), signedAt: ago(4) } },
  { part: 'configuration', state: 'ok', says: 'configured', facts: { desk: 'Quầy số 1', definition: 'clinic 1' } },
  { part: 'database', state: 'ok', says: 'database-sound', facts: { sizeBytes: 184_320_000 } },
  { part: 'disk', state: 'ok', says: 'disk-enough', facts: { freeBytes: 80_200_000_000 } },
  { part: 'backup', state: 'ok', says: 'backup-made', facts: { backupAt: ago(9 * 60) } },
  { part: 'purge', state: 'ok', says: 'purge-made', facts: { purgedAt: ago(10 * 60) } },
  { part: 'trust', state: 'ok', says: 'trust-good', facts: { anchors: 7 } },
  {
    part: 'crypto',
    state: 'ok',
    says: 'crypto-right',
    facts: { primitives: primitives.length },
    tried: primitives.map(name => ({ name, ok: true })),
  },
  { part: 'audit', state: 'ok', says: 'audit-signed', facts: { entries: 48_211, unsigned: 12, signedAt: ago(4) } },
  {
    part: 'runtime',
    state: 'ok',
    says: 'running',
    facts: { version: '0.1.0', node: '24.21.0', platform: 'linux x64', uptimeMs: 15_000_000 },
  },
]
const doubts: Diagnosis['findings'] = [
  {
    part: 'reader',
    name: 'HID OMNIKEY 5022 CL 01 00',
    state: 'bad',
    says: 'failed',
    facts: {},
    error: chipDeskError('ReaderLost'),
  },
  {
    part: 'trust',
    state: 'warn',
    says: 'trust-expiring',
    facts: { count: 2, endsOn: dayInVietnam(new Date(Date.now() + 40 * 86_400_000)) },
  },
  {
    part: 'outbox',
    state: 'warn',
    says: 'outbox-late',
    facts: { pending: 14, oldestAt: ago(190) },
    error: chipDeskError('OnlineTimeout'),
  },
  {
    part: 'service',
    name: 'insurance',
    state: 'warn',
    says: 'online-paused',
    facts: { failures: 6, resumesAt: ago(-3), heardAt: ago(190) },
    error: chipDeskError('OnlineTimeout'),
  },
  { part: 'service', name: 'organisation', state: 'unknown', says: 'online-unknown', facts: {} },
]

const diagnosis = (empty: boolean): Diagnosis => ({
  at: ago(0),
  version: '0.1.0',
  findings: empty ? healthy : [...doubts, ...healthy],
})

const kinds = [
  'card.read',
  'registry.answer',
  'history.view',
  'transaction.print',
  'call.refused',
  'session.sign-in',
] as const
const entries = Array.from({ length: 40 }, (_, i): AuditedEntry => {
  const action = kinds[i % kinds.length] ?? 'card.read'
  const self = action === 'registry.answer'
  return {
    seq: 48_211 - i,
    at: ago(3 + i * 7),
    desk: 'quay-01',
    operator: self ? 'station' : i % 5 === 0 ? 'minh.tran' : 'lan.nguyen',
    ...(!self && { name: i % 5 === 0 ? 'Trần Minh' : 'Nguyễn Thị Lan' }),
    role: self ? 'none' : i % 5 === 0 ? 'supervisor' : 'clerk',
    action,
    outcome:
      { 'card.read': 'authentic', 'registry.answer': 'VALID', 'call.refused': 'not-permitted' }[action as string] ??
      'done',
    purpose: 'HEALTH_INSURANCE_CHECK',
    legalBasis: '188/2025/NĐ-CP',
    ...(i % 6 < 4 && { subject: `19ac1a60591${i % 10}` }),
    facts: { transaction: `0199-a${i}`, ...(action === 'card.read' && { groups: 'DG1 DG2 DG13' }) },
  }
})

const waiting = (i: number, kind: WaitingQuestion['kind']): WaitingQuestion => ({
  requestId: `q-${i}`,
  kind,
  transactionId: '0199-a2',
  since: ago(4 + i * 23),
  expiresAt: ago(-600),
  attempts: i,
  nextTryAt: ago(i === 0 ? 1 : -i),
  name: i % 3 === 1 ? 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Ngọc Quỳnh Thụy Ẩm Ướt Ặc Ỡm Ờ' : 'Nguyễn Thị Thử Nghiệm',
  number: '999****001',
  ...(i > 0 && { error: chipDeskError(i % 2 ? 'OnlineTimeout' : 'OnlineOffline') }),
})
const outbox: CallResult<'outbox.list'> = {
  waiting: [waiting(0, 'registry'), waiting(1, 'insurance'), waiting(2, 'registry'), waiting(3, 'hand-over')],
  ended: [
    {
      ...waiting(8, 'insurance'),
      requestId: 'q-ended',
      error: chipDeskError('OnlineRefused'),
      endedAt: ago(30),
    },
  ],
}

/** A day whose clock stands at half past eleven, so that the charts are full at any hour. */
function today(empty: boolean): Today {
  const day = dayInVietnam(new Date())
  const begins = beginOfDayInVietnam(day)
  const at = begins + 11.5 * 3_600_000
  const points = Array.from({ length: 47 }, (_, step) => begins + step * 15 * 60_000)
  const load = [21, 34, 29, 18, 12]
  const empties = Array.from({ length: 24 }, () => ({}))
  return {
    desk: 'quay-01',
    day,
    at: new Date(at).toISOString(),
    visits: empty ? 0 : load.reduce((sum, count) => sum + count, 0),
    byHour: empty
      ? empties
      : empties.map((_, hour) => {
          const count = load[hour - 7]
          if (count === undefined) return {}
          return { authentic: count - 5, intact: 3, ...(hour % 2 ? { altered: 1, incomplete: 1 } : { incomplete: 2 }) }
        }),
    readers: empty
      ? []
      : [
          {
            name: 'ACS ACR1252 Dual Reader [PICC] 00 00',
            reads: 92,
            median: 2_140,
            p95: 4_870,
            slowest: { phase: 'dg2', median: 1_210 },
          },
          {
            name: 'HID OMNIKEY 5022 CL 01 00',
            reads: 22,
            median: 3_320,
            p95: 7_900,
            slowest: { phase: 'pace', median: 980 },
          },
        ],
    pending: points.map((time, step) => ({
      at: new Date(time).toISOString(),
      count: empty || step < 30 ? 0 : ([0, 1, 3, 7, 12, 14, 9, 4, 2, 1, 1, 0, 2, 5, 3, 2, 1][step - 30] ?? 0),
    })),
  }
}

/** Answers of diagnostics, log, queue and the day, `lists=empty` with nothing in them. */
export const inspectionAnswers: Record<string, (params: Record<string, string>, empty: boolean) => unknown> = {
  'diagnostics.run': (_, empty) => diagnosis(empty),
  'audit.list': ({ before }, empty) =>
    empty ? { entries: [] } : { entries, ...(before === undefined && { next: 48_171 }) },
  'audit.verify': (_, empty) =>
    empty
      ? {
          whole: false,
          entries: 48_211,
          last: { seq: 48_211, head: '0'.repeat(64) },
          confirmedTo: 47_000,
          uncheckedReceipts: 1,
          clockSteps: 2,
          findings: [
            { kind: 'altered', seq: 47_120, detail: 'hash' },
            { kind: 'missing', seq: 47_300, to: 47_304, detail: 'numbers' },
          ],
        }
      : {
          whole: true,
          entries: 48_211,
          last: { seq: 48_211, head: '0'.repeat(64) },
          confirmedTo: 48_199,
          uncheckedReceipts: 0,
          clockSteps: 0,
          findings: [],
        },
  'audit.export': () => ({
    id: 'x',
    fileName: 'chipdesk-audit-quay-01-2026-11-22.jsonl',
    entries: 48_211,
    receipts: 40,
  }),
  'audit.part': () => ({ text: '{}\n', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
  'outbox.list': (_, empty) => (empty ? { waiting: [], ended: [] } : outbox),
  'desk.today': (_, empty) => today(empty),
}
