import type { Act, ActKind } from '../../protocol/act.ts'
import type { Report } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { PrintContext } from '../print-context.ts'
import { chipFields, police, transactionOf } from './invented-residence.ts'

type ActOf<K extends ActKind> = Extract<Act, { kind: K }>

/** Invented people and banks; ids and times that never change. */

export const branch: PrintContext = {
  ...police,
  desk: {
    id: 'giao-dich-03',
    name: 'Quầy giao dịch số 3',
    organisation: 'Ngân hàng Thử Nghiệm',
    unit: 'Chi nhánh Mẫu Đơn',
    address: 'Số 99, đường Kiểm Thử, Xã Mẫu Đơn, Tỉnh Ví Dụ',
  },
  operator: 'Phạm Giao Dịch',
  definition: { id: 'bank', version: '2026-11-22' },
  names: {
    purposes: { BANK_ACCOUNT_OPENING: { vi: 'Mở tài khoản thanh toán', en: 'Opening of a bank account' } },
    legalBases: { '17/2024/TT-NHNN': { vi: 'Thông tư về tài khoản thanh toán', en: 'Circular on payment accounts' } },
    withoutCard: { emergency: { vi: 'Cấp cứu', en: 'Emergency' } },
  },
}

/** Checks of a card that is in order, with the ones that it does not offer. */
const checks: Report['checks'] = [
  { id: 'access.pace', result: 'successful' },
  { id: 'sod.signature', result: 'successful' },
  { id: 'sod.hashes', result: 'successful' },
  { id: 'sod.com-consistency', result: 'successful' },
  { id: 'issuer.chain', result: 'successful' },
  { id: 'issuer.validity', result: 'successful' },
  { id: 'issuer.revocation', result: 'undetermined', reason: 'revocation-list-stale' },
  { id: 'issuer.state', result: 'successful' },
  { id: 'chip.active-authentication', result: 'not-supported', reason: 'no-chip-key' },
  { id: 'chip.chip-authentication', result: 'successful' },
  { id: 'document.expiry', result: 'successful' },
  { id: 'document.mrz', result: 'successful' },
  { id: 'identity.registry', result: 'successful', detail: 'VALID, match FULL' },
]

const cardFields = {
  personalNumber: '999190000017',
  fullName: 'Nguyễn Thị Minh Nguyệt',
  birthDate: '1990-02-05',
  nationality: 'Việt Nam',
  placeOfResidence: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ',
  issueDate: '2021-08-19',
  expiryDate: '2030-02-05',
  documentNumber: '190000017',
}

const customerAct: ActOf<'customer'> = {
  id: 'act-1',
  at: '2026-11-23T09:13:30+07:00',
  operator: 'pham.giao.dich',
  kind: 'customer',
  customerNumber: 'CIF9990001234',
  amount: 250_000_000,
  origin: 'core',
  rows: [
    { field: 'personalNumber', result: 'different', customer: '999190000071', card: '999190000017', registry: true },
    {
      field: 'fullName',
      result: 'spelling',
      customer: 'Nguyen Thi Minh Nguyet',
      card: 'Nguyễn Thị Minh Nguyệt',
      registry: true,
    },
    { field: 'birthDate', result: 'same', registry: true },
    { field: 'nationality', result: 'same' },
    { field: 'issueDate', result: 'different', customer: '2016-03-01', card: '2021-08-19' },
    { field: 'expiryDate', result: 'same' },
    {
      field: 'placeOfResidence',
      result: 'wording',
      customer: '12 Hoa Sữa, tổ 3, xã Mẫu Đơn, huyện Thí Dụ, Ví Dụ',
      card: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ',
    },
  ],
}

/** The customer record agrees, but for the way an address is written. */
export const agreeingAct: ActOf<'customer'> = {
  ...customerAct,
  rows: customerAct.rows.map(row => (row.result === 'wording' ? row : { field: row.field, result: 'same' })),
}

export const faceAct: ActOf<'face'> = {
  id: 'act-2',
  at: '2026-11-23T09:13:55+07:00',
  operator: 'pham.giao.dich',
  kind: 'face',
  decision: 'same',
  comparison: { score: 0.7132, threshold: 0.6, method: 'human 3.3.6 faceres' },
}

export const overrideAct: ActOf<'override'> = {
  id: 'act-3',
  at: '2026-11-23T09:16:10+07:00',
  operator: 'pham.giao.dich',
  kind: 'override',
  reason: 'Khách hàng đã đổi thẻ, hồ sơ cũ ghi số sai một chữ số; đã đối chiếu hồ sơ mở tài khoản gốc.',
  light: 'red',
  second: { id: 'le.kiem.soat', role: 'supervisor' },
}

export const decisionAct: ActOf<'decision'> = {
  id: 'act-4',
  at: '2026-11-23T09:17:00+07:00',
  operator: 'pham.giao.dich',
  kind: 'decision',
  outcome: 'served',
}

export const refusedAct: ActOf<'decision'> = {
  ...decisionAct,
  outcome: 'refused',
  reason: 'Trung ương báo thẻ đã báo mất; đã hướng dẫn khách hàng đến công an cấp xã.',
}

const bare = transactionOf(chipFields(cardFields))

/** A visit at a bank; whatever is given replaces what it had. */
export const bankVisit = (more: Partial<Transaction> = {}): Transaction => ({
  ...bare,
  desk: 'giao-dich-03',
  operator: 'pham.giao.dich',
  purpose: { code: 'BANK_ACCOUNT_OPENING', legalBasis: '17/2024/TT-NHNN' },
  definition: { id: 'bank', version: '2026-11-22' },
  consent: {
    type: 'CONSENT',
    method: 'SIGNED',
    recordedAt: '2026-11-23T09:11:58+07:00',
    textVersion: '2026-11-22',
  },
  report: {
    ...bare.report,
    checks,
    differences: [
      {
        field: 'issueDate',
        kind: 'different',
        weight: 'notable',
        declared: { value: '2016-03-01', source: 'qr' },
        chip: { value: '2021-08-19', source: 'dg13' },
        note: 'older-code',
      },
    ],
  },
  registry: {
    status: 'answered',
    requestId: 'q-registry',
    answeredAt: '2026-11-23T09:12:50+07:00',
    card: {
      transactionId: 'rar-9990001',
      verdict: 'VALID',
      signedText: '{"transactionId":"rar-9990001","verdict":"VALID"}',
      signature: 'c2ln',
      keyId: 'rar-2026-01',
      checkedAt: '2026-11-23T09:12:49+07:00',
    },
    citizen: {
      match: 'FULL',
      perField: { fullName: { match: true } },
      lifeStatus: 'ALIVE',
      numberStatus: 'ACTIVE',
    },
  },
  acts: [customerAct, faceAct, overrideAct, decisionAct],
  ...more,
})
