import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import type { ConsentRequest, Operator, Session } from '../../main/protocol/session.ts'
import type { CallResult } from '../../main/protocol/station.ts'
import type { StationState } from '../../main/protocol/station-state.ts'
import { galleryRules } from './desk-rules.ts'

/** Invented people. */
const clerk: Operator = { id: 'lan.nguyen', name: 'Nguyễn Thị Lan Mẫu', role: 'clerk' }
const admin: Operator = { id: 'head', name: 'Phạm Quản Trị Ví Dụ', role: 'admin' }
const supervisor: Operator = { id: 'head', name: 'Trần Văn Phụ Trách Ví Dụ', role: 'supervisor' }

const request = (call: string, params: ConsentRequest['params']): ConsentRequest => ({
  id: 'c0ffee00-0000-4000-8000-000000000001',
  call,
  params,
  roles: ['supervisor', 'admin'],
  leftMs: 287_000,
})

const desk = (session: Session): StationState => ({
  version: '0.1.0',
  desk: { id: 'quay-01', name: 'Quầy số 1' },
  readers: [{ name: 'ACS ACR1252 Dual Reader [PICC] 00 00', card: false, chosen: true }],
  session,
  counter: { step: 'waiting', card: false },
  online: { status: 'online', pending: session.state === 'signed-in' ? 4 : 0 },
  trust: { anchors: 1, test: false },
  rules: galleryRules.clinic,
  visit: { purpose: 'HEALTH_INSURANCE_CHECK' },
  ...(session.state === 'signed-in' && { open: 3 }),
})

/** With `signin=delayed`, `signin=wrong`, `signin=trivial` or `signin=same` every call of the session is refused so. */
export const signInStates: Record<string, StationState> = {
  'signed-out': desk({ state: 'signed-out' }),
  'first-operator': desk({ state: 'first-operator' }),
  locked: desk({ state: 'locked', operator: clerk }),
  'signed-in': desk({ state: 'signed-in', operator: clerk }),
  'signed-in-admin': desk({ state: 'signed-in', operator: admin }),
  'second-person': desk({
    state: 'signed-in',
    operator: supervisor,
    consent: request('store.export', {
      format: 'xlsx',
      from: '2026-10-01',
      to: '2026-10-31',
      purpose: 'HEALTH_INSURANCE_CHECK',
    }),
  }),
  'second-person-file': desk({
    state: 'signed-in',
    operator: supervisor,
    consent: request('trust.import', {
      upload: '0f1e2d3c4b5a6978'.repeat(2),
      kind: 'identity-card',
      'confirmed.0': '0f1e2d3c4b5a6978'.repeat(4),
      'adds.files': 'csca-the-can-cuoc.cer, thu-hoi.crl',
      'adds.anchors': '1',
      'adds.others': '1',
      'adds.digest': '7968a5b4c3d2e1f0'.repeat(4),
    }),
  }),
}

export const signInRefusals: Record<string, ChipDeskError> = {
  wrong: chipDeskError('ApiPinWrong'),
  delayed: chipDeskError('ApiPinDelayed', { waitMs: 29_000 }),
  trivial: chipDeskError('ApiOperatorInvalid', { cause: 'pin-trivial' }),
  same: chipDeskError('ApiNotPermitted', { cause: 'same-person' }),
}

const at = '2026-01-15T02:12:44.000Z'
const kept = { disabled: false, createdAt: at, changedAt: at }
export const listedAccounts: CallResult<'operator.list'> = {
  operators: [
    { ...admin, ...kept, officerNumber: '•••••••••304' },
    { ...clerk, ...kept, officerNumber: '•••••••••118' },
    { id: 'kiem.soat', name: 'Đỗ Thị Kiểm Soát Mẫu', role: 'auditor', ...kept },
    { id: 'cu', name: 'Lê Văn Đã Nghỉ', role: 'clerk', ...kept, disabled: true },
  ],
}
