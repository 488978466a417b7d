import { dayInVietnam } from '../../main/protocol/day-in-vietnam.ts'
import type { OpenItem, OwnRecordView, Shift, Statistics } from '../../main/protocol/desk-lists.ts'
import type { ServiceId } from '../../main/protocol/settings.ts'
import type { CallResult } from '../../main/protocol/station.ts'
import { behindAnswers } from './behind-answers.ts'
import { deskStates, galleryActs } from './desk-states.ts'
import { listedPorts } from './device-states.ts'
import { pastTransactions } from './gallery-states.ts'
import { inspectionAnswers } from './inspection-answers.ts'
import { setUpAnswers } from './set-up-states.ts'
import { gallerySettings, galleryTest } from './settings-answers.ts'
import { listedAccounts } from './sign-in-states.ts'
import { trustAnswers } from './trust-answers.ts'

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const today = dayInVietnam(new Date())

const items: OpenItem[] = [
  {
    transactionId: '0199-a3',
    at: ago(3 * 24 * 60),
    purpose: 'HEALTH_INSURANCE_CHECK',
    operator: 'lan.nguyen',
    number: '999****001',
    name: 'Nguyễn Thị Thử Nghiệm',
    reasons: ['late-answer'],
    outcome: 'red',
    says: ['LOST_REPORTED', '010'],
  },
  {
    transactionId: '0199-a2',
    at: ago(95),
    purpose: 'HEALTH_INSURANCE_CHECK',
    operator: 'lan.nguyen',
    number: '999****002',
    name: 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Ngọc Quỳnh Thụy Ẩm Ướt Ặc Ỡm Ờ',
    reasons: ['pending', 'hand-over-failed'],
    outcome: 'yellow',
    says: [],
  },
  {
    transactionId: '0199-a4',
    at: ago(4),
    purpose: 'HEALTH_INSURANCE_CHECK',
    reasons: ['stopped'],
    outcome: 'grey',
    says: [],
  },
]

const statistics: Statistics = {
  desk: 'quay-01',
  from: today,
  to: today,
  visits: 143,
  withoutCard: 6,
  byPurpose: { HEALTH_INSURANCE_CHECK: 130, PATIENT_ADMISSION: 13 },
  byVerdict: { authentic: 128, intact: 7, altered: 1, incomplete: 1 },
  byRegistry: { VALID: 121, pending: 9, 'not-asked': 6, LOST_REPORTED: 1 },
  byInsurance: { '000': 101, '003': 9, '010': 6, '060': 3, pending: 4 },
  byDecision: { served: 131, refused: 4, referred: 2, undecided: 6 },
  byDocument: { 'reception-slip-80': 128, 'reception-slip-a5': 3 },
  overrides: 2,
  byHour: Array.from({ length: 24 }, (_, hour) => [21, 34, 29, 18, 4, 0, 12, 16, 9][hour - 7] ?? 0),
  read: { median: 2_140, p95: 4_870 },
}

const ownRecord: OwnRecordView = {
  number: '999****001',
  name: 'Nguyễn Thị Thử Nghiệm',
  transactions: [
    {
      id: '0199-a1',
      at: '2026-01-15T09:12:44+07:00',
      desk: 'quay-01',
      purpose: 'HEALTH_INSURANCE_CHECK',
      legalBasis: '188/2025/NĐ-CP',
      verdict: 'authentic',
      keeps: ['fullName', 'personalNumber', 'birthDate'],
      evidence: false,
      deletedOn: '2026-02-14',
      mustStay: false,
    },
    {
      id: '0199-a2',
      at: '2025-11-02T15:40:02+07:00',
      desk: 'quay-02',
      purpose: 'BANK_ACCOUNT_OPENING',
      legalBasis: 'TT 17/2024/TT-NHNN',
      verdict: 'authentic',
      keeps: [
        'fullName',
        'personalNumber',
        'birthDate',
        'placeOfResidence',
        'registry',
        'customer',
        'consent',
        'evidence',
      ],
      evidence: true,
      deletedOn: '2030-11-02',
      mustStay: true,
      source: 'Luật PCRT 14/2022/QH15',
    },
  ],
  accesses: [
    {
      at: '2026-01-15T09:12:44+07:00',
      desk: 'quay-01',
      operator: 'lan.nguyen',
      action: 'card.read',
      purpose: 'HEALTH_INSURANCE_CHECK',
      outcome: 'ok',
    },
    { at: '2026-01-15T11:02:10+07:00', desk: 'quay-01', operator: 'kiem.soat', action: 'history.view', outcome: 'ok' },
  ],
}

const shift: Shift = { desk: 'quay-01', from: ago(300), to: ago(0), statistics, open: items.slice(1) }

const stored = deskStates['desk-bank']?.counter
const outcome = stored?.step === 'result' ? stored.outcome : undefined
const view = (id: string): CallResult<'history.view'> => {
  const found = pastTransactions.find(each => each.id === id) ?? pastTransactions[0]
  if (!found) throw new Error('nothing stored')
  return {
    transaction: { ...found, operator: 'lan.nguyen', acts: galleryActs },
    outcome,
    answers: [{ requestId: 'r-1', kind: 'registry', status: 'answered', recordedAt: '2026-01-15T09:12:46+07:00' }],
  }
}
const paper = '<!doctype html><meta charset="utf-8"><body style="font-family:sans-serif"><h1>Giấy in thử</h1>'

/** Answers to the calls of a desk's book, `lists=empty` with nothing in them. */
export const listAnswers: Record<string, (params: Record<string, string>, empty: boolean) => unknown> = {
  ...behindAnswers,
  ...trustAnswers,
  ...setUpAnswers,
  'history.search': (_, empty) => ({ transactions: empty ? [] : pastTransactions, days: { '2026-01-15': 214 } }),
  'scanner.list': (_, empty) => (empty ? { devices: [] } : listedPorts),
  'operator.list': () => listedAccounts,
  'history.view': ({ id }) => view(id ?? ''),
  'desk.open': (_, empty) => ({ items: empty ? [] : items }),
  'desk.statistics': (_, empty) => (empty ? { ...statistics, visits: 0 } : statistics),
  'desk.shift': (_, empty) => (empty ? { ...shift, open: [] } : shift),
  'citizen.own-record': (_, empty) => (empty ? { ...ownRecord, transactions: [], accesses: [] } : ownRecord),
  'citizen.erase': () => ({ deleted: 1, kept: 1 }),
  'settings.list': (_, empty) => (empty ? { ...gallerySettings, changeable: false } : gallerySettings),
  'settings.change': () => ({ changed: [] }),
  'settings.test-network': ({ service }) => galleryTest(service as ServiceId),
  'outbox.send': () => ({ sent: 1, pending: 2 }),
  'transaction.print': ({ document }) => ({ id: document, title: 'Giấy in thử', paper: { widthMm: 80 }, html: paper }),
  'desk.print': ({ list }) => ({ id: list, title: 'Giấy in thử', paper: { widthMm: 210, heightMm: 297 }, html: paper }),
  'insurance.ask': () => ({ requestId: 'r-9' }),
  'transaction.hand-over': () => ({ requestId: 'r-8' }),
  ...inspectionAnswers,
}
