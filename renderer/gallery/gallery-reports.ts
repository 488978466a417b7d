import type { Reason } from '../../main/protocol/checks.ts'
import { lightOfVerdict, type Verdict } from '../../main/protocol/checks.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import type { Check, Difference, DocumentField, Report } from '../../main/protocol/report.ts'
import type { RegistryState, Transaction } from '../../main/protocol/transaction.ts'

/** Invented people only. */
export const chipFields = (
  level: DocumentField['level'],
  name = 'Nguyễn Thị Thử Nghiệm',
  number = '999190000001',
): DocumentField[] => [
  { id: 'personalNumber', value: number, source: 'dg13', level },
  { id: 'fullName', value: name, source: 'dg13', level },
  { id: 'fullName', value: 'NGUYEN THI THU NGHIEM', source: 'dg1', level },
  { id: 'birthDate', value: '1990-01-15', source: 'dg13', level },
  { id: 'sex', value: 'F', source: 'dg13', level },
  { id: 'nationality', value: 'Việt Nam', source: 'dg13', level },
  { id: 'placeOfOrigin', value: 'Xã Thử, Huyện Mẫu, Tỉnh Ví Dụ', source: 'dg13', level },
  { id: 'placeOfResidence', value: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', source: 'dg13', level },
  { id: 'placeOfResidence', value: 'Số 9, Ngõ Cũ, Xã Mẫu, Tỉnh Ví Dụ', source: 'qr', level: 'declared' },
  { id: 'issueDate', value: '2021-05-10', source: 'dg13', level },
  { id: 'expiryDate', value: '2030-01-15', source: 'dg1', level },
  { id: 'documentNumber', value: '190000001', source: 'dg1', level },
  { id: 'oldIdNumber', value: '999000001', source: 'dg13', level },
  { id: 'personalMarks', value: 'Nốt ruồi C: 1 cm trên sau đuôi mắt trái', source: 'dg13', level },
]

const goodChecks: Check[] = [
  { id: 'access.pace', result: 'successful', detail: 'PACE-ECDH-GM-AES-CBC-CMAC-128 brainpoolP256r1 CAN' },
  { id: 'access.bac', result: 'not-supported', reason: 'access-not-offered' },
  { id: 'chip.active-authentication', result: 'successful', detail: 'ECDSA-SHA256' },
  { id: 'chip.chip-authentication', result: 'successful', reason: 'not-third-party-verifiable' },
  { id: 'sod.signature', result: 'successful' },
  { id: 'sod.hashes', result: 'successful' },
  { id: 'sod.com-consistency', result: 'successful' },
  { id: 'issuer.chain', result: 'successful', reason: 'test-anchor' },
  { id: 'issuer.validity', result: 'successful' },
  { id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' },
  { id: 'issuer.state', result: 'successful' },
  { id: 'document.expiry', result: 'successful' },
  { id: 'document.mrz', result: 'successful' },
  { id: 'document.defect', result: 'undetermined', reason: 'no-defect-list' },
  { id: 'identity.registry', result: 'successful' },
]

const withChecks = (...changed: Check[]) => goodChecks.map(check => changed.find(({ id }) => id === check.id) ?? check)

function report(
  verdict: Verdict,
  reasons: Reason[],
  checks: Check[],
  document: DocumentField[],
  error?: ChipDeskError,
): Report {
  return {
    verdict,
    light: lightOfVerdict[verdict],
    reasons,
    checks,
    document,
    access: { protocol: 'PACE', mapping: 'GM', cipher: 'AES-128', password: 'CAN', parameters: 'brainpoolP256r1' },
    dataGroups: {
      present: ['DG1', 'DG2', 'DG3', 'DG13', 'DG14', 'DG15'],
      read: ['DG1', 'DG2', 'DG13', 'DG14', 'DG15'],
      notRead: [{ dg: 'DG3', reason: 'protected' }],
    },
    timings: { total: 1180, dg2: 610 },
    apdu: { count: 38, bytesOut: 1840, bytesIn: 24310, readSize: 4096 },
    trust: {
      anchors: 1,
      test: verdict === 'authentic',
      digest: '7f0c2b9d5a1e44c8b6a3d2e1f00915c47f0c2b9d5a1e44c8b6a3d2e1f00915c4',
    },
    policy: 'demo',
    at: '2026-01-15T09:12:44+07:00',
    reader: { name: 'ACS ACR1252 Dual Reader [PICC] 00 00', atr: '3B8580014A434F5076' },
    ...(error && { error }),
  }
}

export const pending: RegistryState = {
  status: 'pending',
  requestId: 'r-2',
  since: '2026-01-15T09:12:45+07:00',
  error: chipDeskError('OnlineOffline'),
}
export const full: RegistryState = {
  status: 'answered',
  requestId: 'r-1',
  answeredAt: '2026-01-15T09:12:46+07:00',
  card: {
    transactionId: 't-1',
    verdict: 'VALID',
    signedText: '',
    signature: '',
    keyId: 'k',
    checkedAt: '2026-01-15T09:12:46+07:00',
  },
  citizen: { match: 'FULL', perField: {}, lifeStatus: 'ALIVE', numberStatus: 'ACTIVE' },
}
export const refusedBy: RegistryState = {
  status: 'answered',
  requestId: 'r-3',
  answeredAt: '2026-01-15T09:12:46+07:00',
  card: {
    transactionId: 't-3',
    verdict: 'LOST_REPORTED',
    signedText: '',
    signature: '',
    keyId: 'k',
    checkedAt: '2026-01-15T09:12:46+07:00',
  },
  citizen: { match: 'PARTIAL', perField: { placeOfResidence: { match: false }, fullName: { match: true } } },
}

export const transaction = (id: string, made: Report, registry: RegistryState, at = made.at): Transaction => ({
  id,
  at,
  desk: 'quay-01',
  demo: true,
  report: { ...made, at },
  registry,
})

const confirmed = chipFields('authentic').map(field =>
  field.id === 'fullName' || field.id === 'personalNumber' || field.id === 'birthDate'
    ? { ...field, level: field.source === 'dg13' ? ('confirmed' as const) : field.level }
    : field,
)
const longName = 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Ngọc Quỳnh Thụy Ẩm Ướt Ặc Ỡm Ờ Thử Nghiệm'
const longFields = chipFields('intact', longName).map(field =>
  field.id === 'placeOfResidence' && field.source === 'dg13'
    ? {
        ...field,
        value:
          'Căn hộ 12A-05, Tháp B, Khu chung cư Thử Nghiệm Ngõ 123/45/6 Đường Nguyễn Văn Ví Dụ Kéo Dài, Tổ dân phố số 17, Phường Mẫu Thử Rất Dài, Thành phố Ví Dụ, Tỉnh Không Có Thật',
      }
    : field,
)

/** Number of another card, name without marks, an older address: each weight once. */
export const differences: Difference[] = [
  {
    field: 'personalNumber',
    kind: 'different',
    weight: 'contradiction',
    declared: { value: '999190007001', source: 'qr' },
    chip: { value: '999190000001', source: 'dg13' },
    note: 'cancelled-number',
  },
  {
    field: 'fullName',
    kind: 'spelling',
    weight: 'minor',
    declared: { value: 'NGUYEN THI THU NGHIEM', source: 'qr' },
    chip: { value: 'Nguyễn Thị Thử Nghiệm', source: 'dg13' },
  },
  {
    field: 'placeOfResidence',
    kind: 'different',
    weight: 'notable',
    declared: { value: 'Số 9, Ngõ Cũ, Xã Cũ, Huyện Mẫu, Tỉnh Ví Dụ', source: 'qr' },
    chip: { value: 'Số 9, Ngõ Cũ, Xã Mẫu, Tỉnh Ví Dụ', source: 'dg13' },
    note: 'units-of-2025',
  },
  {
    field: 'issueDate',
    kind: 'different',
    weight: 'notable',
    declared: { value: '2016-05-10', source: 'qr' },
    chip: { value: '2021-05-10', source: 'dg13' },
    note: 'older-code',
  },
]
export const differing = (
  reason: Reason,
  result: Check['result'],
  verdict: Verdict,
  weights: Difference['weight'][],
): Report => ({
  ...report(verdict, [reason], withChecks({ id: 'document.mrz', result, reason }), confirmed),
  differences: differences.filter(({ weight }) => weights.includes(weight)),
})

export const reports = {
  authentic: report('authentic', ['test-anchor'], goodChecks, confirmed),
  intact: report(
    'intact',
    ['no-anchor', 'no-revocation-list', 'pending'],
    withChecks(
      { id: 'issuer.chain', result: 'undetermined', reason: 'no-anchor' },
      { id: 'issuer.validity', result: 'undetermined', reason: 'no-anchor' },
      { id: 'identity.registry', result: 'undetermined', reason: 'pending' },
      { id: 'chip.active-authentication', result: 'not-supported', reason: 'no-chip-key' },
    ),
    longFields,
  ),
  altered: report(
    'altered',
    ['hash-wrong'],
    withChecks(
      { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG13' },
      { id: 'identity.registry', result: 'not-supported', reason: 'not-asked' },
    ),
    chipFields('unverified'),
  ),
  cloned: report(
    'cloned',
    ['chip-signature-wrong'],
    withChecks(
      { id: 'chip.active-authentication', result: 'failed', reason: 'chip-signature-wrong' },
      { id: 'chip.chip-authentication', result: 'not-supported', reason: 'no-chip-key' },
      { id: 'identity.registry', result: 'failed', reason: 'registry-mismatch' },
    ),
    chipFields('intact'),
  ),
  refused: report(
    'refused',
    ['registry-revoked'],
    withChecks({ id: 'identity.registry', result: 'failed', reason: 'registry-revoked' }),
    chipFields('authentic'),
  ),
  incomplete: report(
    'incomplete',
    ['read-ended-early'],
    goodChecks.map(check =>
      check.id.startsWith('access') ? check : { id: check.id, result: 'aborted', reason: 'read-ended-early' },
    ),
    chipFields('unverified').slice(0, 5),
    chipDeskError('CardRemoved', { phase: 'dg2' }),
  ),
} satisfies Record<string, Report>
