import type { Act } from '../../main/protocol/act.ts'
import type { DeskOutcome, DeskStep, DeskView, StepId, Visit } from '../../main/protocol/desk.ts'
import { chipDeskError } from '../../main/protocol/errors.ts'
import type { StationState } from '../../main/protocol/station-state.ts'
import { galleryRules } from './desk-rules.ts'
import { galleryStates } from './gallery-states.ts'
import { insuranceStates } from './insurance-states.ts'

type State = StationState
const known = (states: Record<string, State>, name: string): State => {
  const state = states[name]
  if (!state) throw new Error(`no state ${name}`)
  return state
}
const at = (time: string) => `2026-01-15T${time}+07:00`

const waiting = (rules: DeskView, visit: Visit, from = 'waiting'): State => ({
  ...known(galleryStates, from),
  rules,
  visit,
  open: 0,
})

const step = (id: StepId, state: DeskStep['state'] = 'done', ...reasons: DeskStep['reasons']): DeskStep => ({
  id,
  state,
  need: id === 'hand-over' ? 'wished' : 'required',
  reasons,
})
const outcome = (more: Partial<DeskOutcome>): DeskOutcome => ({
  light: 'green',
  steps: [step('identity'), step('registry')],
  documents: [],
  override: 'not-needed',
  serve: false,
  handOver: false,
  ownData: true,
  hints: [],
  ...more,
})

function result(
  from: State,
  rules: DeskView,
  purpose: string,
  made: DeskOutcome,
  more: { acts?: Act[]; withoutCard?: string } = {},
): State {
  if (from.counter.step !== 'result') throw new Error('no result to add to')
  const { counter } = from
  const { acts, withoutCard } = more
  return {
    ...from,
    rules,
    visit: { purpose },
    open: 2,
    counter: {
      ...counter,
      outcome: made,
      transaction: {
        ...counter.transaction,
        purpose: { code: purpose, legalBasis: 'LAW_25_2008' },
        definition: { id: rules.definition.id, version: rules.definition.version },
        ...(acts && { acts }),
        ...(withoutCard && { withoutCard: { reason: withoutCard } }),
      },
    },
  }
}

const { clinic, bank, commune } = galleryRules
const health = 'HEALTH_INSURANCE_CHECK'
const slips: DeskOutcome['documents'] = [
  { id: 'reception-slip-80', basis: 'registry' },
  { id: 'reception-slip-a5', basis: 'registry' },
]
const route = {
  vi: 'Đúng tuyến: nơi đăng ký ban đầu là cơ sở này',
  en: 'Right route: first registered at this facility',
  source: 'NĐ 188/2025/NĐ-CP',
}
const act = { id: 'a', operator: 'lan.nguyen' }
const residence: NonNullable<DeskOutcome['residence']> = {
  card: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
  rows: [
    { kind: 'permanent', address: 'Số 1, Thôn Thử, Xã Mẫu Mới, Tỉnh Ví Dụ', since: '2010-03-01', result: 'wording' },
    {
      kind: 'temporary',
      address: 'Căn hộ 12A-05, Tháp B, Đường Nguyễn Văn Ví Dụ Kéo Dài, Phường Mẫu Thử, Thành phố Ví Dụ',
      since: '2024-09-01',
      until: '2026-08-31',
      result: 'different',
    },
    { kind: 'current' },
  ],
  head: { fullName: 'Nguyễn Văn Chủ Hộ', birthDate: '1961-02-03' },
  members: [
    { fullName: 'Trần Thị Thành Viên', birthDate: '1964-12-30', relationship: 'Vợ' },
    { fullName: 'Nguyễn Thị Thử Nghiệm', birthDate: '1990-01-15', relationship: 'Con' },
  ],
}

/** Desks as their definitions make them: before the read, at the result, refused, without a card. */
export const deskStates: Record<string, State> = {
  'desk-fixed': waiting(clinic, { purpose: health }),
  'desk-purpose': waiting(bank, { needs: 'purpose' }),
  'desk-signed-in': {
    ...waiting(bank, { needs: 'purpose' }),
    desk: { id: 'quay-01', name: 'Quầy tiếp nhận' },
    session: { state: 'signed-in', operator: { id: 'lan.nguyen', name: 'Nguyễn Thị Lan Mẫu', role: 'clerk' } },
    open: 12,
  },
  'desk-crowded': {
    ...waiting(bank, { needs: 'purpose' }),
    desk: { id: 'quay-01', name: 'Bộ phận Một cửa Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ' },
    session: { state: 'signed-in', operator: { id: 'lan.nguyen', name: 'Nguyễn Thị Lan Mẫu', role: 'supervisor' } },
    open: 12,
    online: { status: 'offline', pending: 128 },
  },
  'desk-purpose-card': {
    ...waiting(bank, { needs: 'purpose' }, 'card'),
    counter: {
      step: 'waiting',
      card: true,
      error: chipDeskError('AccessNoPurpose'),
    },
  },
  'desk-consent': waiting(bank, { purpose: 'BANK_ACCOUNT_OPENING', needs: 'consent' }, 'declared'),
  'desk-consented': waiting(
    bank,
    {
      purpose: 'BANK_ACCOUNT_OPENING',
      consent: { type: 'CONSENT', method: 'SPOKEN', recordedAt: at('09:10:02'), textVersion: '2026-01-01' },
    },
    'declared',
  ),
  'desk-customer': waiting(bank, {
    purpose: 'BANK_COUNTER_TRANSACTION',
    customer: {
      origin: 'typed',
      customerNumber: 'CIF-000042',
      amount: 12_000_000,
      fields: { personalNumber: '99919', fullName: 'Nguyễn Thị Thử Nghiệm', birthDate: '1990-01-15' },
    },
  }),
  'desk-core': waiting(bank, {
    purpose: 'BANK_COUNTER_TRANSACTION',
    customer: {
      origin: 'core',
      customerNumber: 'CIF-000042',
      amount: 12_000_000,
      fields: {
        personalNumber: '999190000001',
        fullName: 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Ngọc Quỳnh Thụy Thử Nghiệm',
        birthDate: '1990-01-15',
      },
    },
  }),
  'desk-clinic': result(
    known(insuranceStates, 'insurance-covered'),
    clinic,
    health,
    outcome({
      steps: [step('identity'), step('registry'), step('insurance'), step('hand-over', 'to-do', 'hand-over-open')],
      documents: slips,
      serve: true,
      handOver: true,
      hints: [route],
    }),
  ),
  'desk-clinic-done': result(
    known(insuranceStates, 'insurance-covered'),
    clinic,
    health,
    outcome({
      steps: [step('identity'), step('registry'), step('insurance'), step('hand-over')],
      documents: slips,
      serve: true,
      handOver: true,
    }),
    {
      acts: [
        { ...act, at: at('09:13:10'), kind: 'document', document: 'reception-slip-80', basis: 'registry' },
        { ...act, id: 'b', at: at('09:13:22'), kind: 'decision', outcome: 'served' },
      ],
    },
  ),
  'desk-clinic-offline': result(
    known(insuranceStates, 'insurance-offline'),
    clinic,
    health,
    outcome({
      light: 'yellow',
      steps: [
        step('identity'),
        step('registry', 'waiting', 'registry-pending'),
        step('insurance', 'waiting', 'insurance-pending'),
        step('hand-over', 'to-do', 'hand-over-open'),
      ],
      documents: slips.map(({ id }) => ({ id, basis: 'chip' as const })),
      serve: true,
      handOver: true,
    }),
  ),
  'desk-bank': result(
    known(galleryStates, 'authentic'),
    bank,
    'BANK_ACCOUNT_OPENING',
    outcome({
      light: 'yellow',
      steps: [
        step('identity'),
        step('registry'),
        step('customer', 'to-do', 'customer-missing'),
        step('face', 'to-do', 'face-undecided'),
        step('hand-over', 'to-do', 'hand-over-open'),
      ],
      documents: [{ id: 'teller-record', basis: 'registry' }],
    }),
  ),
  'desk-bank-stopped': result(
    known(galleryStates, 'intact'),
    bank,
    'BANK_COUNTER_TRANSACTION',
    outcome({
      light: 'red',
      steps: [
        step('identity', 'stopped', 'chip-not-proven', 'expired-document'),
        step('registry', 'waiting', 'registry-pending'),
        step('customer', 'to-do', 'customer-missing'),
        step('face', 'to-do', 'face-undecided'),
      ],
      override: 'possible',
      documents: [{ id: 'teller-record', basis: 'chip' }],
    }),
  ),
  'desk-bank-never': result(
    known(galleryStates, 'cloned'),
    bank,
    'BANK_COUNTER_TRANSACTION',
    outcome({
      light: 'red',
      steps: [step('identity', 'stopped', 'verdict'), step('registry', 'stopped', 'registry-refused')],
      override: 'never',
    }),
  ),
  'desk-commune': result(
    known(galleryStates, 'authentic'),
    commune,
    'RESIDENCE_CONFIRMATION',
    outcome({
      light: 'yellow',
      steps: [step('identity'), step('registry'), step('residence', 'warned', 'residence-differs')],
      documents: (['ct01', 'ct04', 'ct06', 'ct07'] as const).map(id => ({ id, basis: 'registry' as const })),
      residence,
    }),
  ),
  'desk-commune-offline': result(
    known(galleryStates, 'authentic'),
    commune,
    'RESIDENCE_CONFIRMATION',
    outcome({
      light: 'yellow',
      steps: [
        step('identity'),
        step('registry', 'waiting', 'registry-pending'),
        step('residence', 'waiting', 'residence-pending'),
      ],
      documents: (['ct01', 'ct07'] as const).map(id => ({ id, basis: 'chip' as const })),
    }),
  ),
}

/** Everything that was ever done about one visit. */
export const galleryActs: Act[] = [
  {
    ...act,
    id: 'c',
    at: at('09:13:01'),
    kind: 'customer',
    origin: 'core',
    rows: [
      { field: 'fullName', result: 'same' },
      { field: 'placeOfResidence', result: 'different', customer: 'Số 9, Ngõ Cũ', card: 'Số 1, Thôn Thử' },
    ],
  },
  {
    ...act,
    id: 'd',
    at: at('09:13:20'),
    kind: 'face',
    decision: 'same',
    comparison: { score: 0.81, threshold: 0.6, method: 'faceres' },
  },
  {
    ...act,
    id: 'e',
    at: at('09:14:02'),
    kind: 'override',
    light: 'red',
    reason: 'Khách hàng lâu năm, đã gặp trực tiếp giám đốc chi nhánh',
    second: { id: 'head', role: 'supervisor' },
  },
  { ...act, id: 'f', at: at('09:14:30'), kind: 'document', document: 'teller-record', number: '000017/2026' },
  { ...act, id: 'g', at: at('09:14:41'), kind: 'decision', outcome: 'served' },
]
