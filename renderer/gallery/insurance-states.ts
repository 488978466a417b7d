import { chipDeskError } from '../../main/protocol/errors.ts'
import { actionOfCode, causeOfCode, type InsuranceAnswer, type InsuranceCard } from '../../main/protocol/insurance.ts'
import type { OnlineCheck, OnlineState } from '../../main/protocol/online-check.ts'
import type { StationState } from '../../main/protocol/station-state.ts'
import { galleryStates } from './gallery-states.ts'

/** Invented cards of nobody. */
const card: InsuranceCard = {
  number: 'DN4990000000001',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registration: { code: '99002', name: 'Trung tâm Y tế Sao Mai' },
  benefit: { level: 4, percent: 80 },
}
const note =
  'Thẻ còn giá trị sử dụng! Họ tên : Nguyễn Thị Thử Nghiệm, Ngày sinh : 15/01/1990, Giới tính : Nữ! (ĐC: Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ; Nơi KCBBĐ: 99002; Hạn thẻ: 01/01/2026 - 31/12/2026; Thời điểm đủ 5 năm liên tục: 01/06/2025).'

const answered = (code: string, more: Partial<InsuranceAnswer> = {}): OnlineState => ({
  status: 'answered',
  answeredAt: '2026-01-15T09:12:47+07:00',
  answer: { kind: 'insurance', code, note, action: actionOfCode(code), officer: 'Lê Thị Thu Ngân', ...more },
})
const inOrder = answered('000', {
  card,
  bookNumber: '0000000001',
  fiveYearsOn: '2025-06-01',
  office: 'Bảo hiểm xã hội tỉnh Ví Dụ',
})

const states: Record<string, OnlineState> = {
  covered: inOrder,
  'new-card': answered('003', {
    note: 'Thẻ cũ hết giá trị sử dụng nhưng đã được cấp thẻ mới! (Mã thẻ mới: GD4990000000001; Nơi KCBBĐ: 99002; Hạn thẻ: 01/07/2025 - 31/12/2031; Thời điểm đủ 5 năm liên tục: 01/06/2025; Trung tâm Y tế Sao Mai).',
    renewed: { code: '000', note },
    card: { ...card, number: 'GD4990000000001', validFrom: '2025-07-01', validTo: '2031-12-31' },
    oldCard: 'DN4990000000001',
    fiveYearsOn: '2025-06-01',
    area: 'K1',
    checkedElsewhere: ['07:05'],
  }),
  over: answered('010', {
    note: 'Thẻ hết giá trị sử dụng từ sau ngày 31/12/2025!',
    card: { ...card, validFrom: '2025-01-01', validTo: '2025-12-31' },
  }),
  name: answered('061', { note: 'Họ tên không khớp với dữ liệu thẻ, chỉ đúng ký tự đầu!' }),
  child: answered('130', {
    note: 'Trẻ em không xuất trình thẻ, đề nghị thực hiện thủ tục đối với trẻ em dưới 6 tuổi!',
  }),
  army: answered('001', { note: '' }),
  unknown: answered('777', { note: 'Một lời nhắn mà chưa ai biết.' }),
  pending: { status: 'pending' },
  offline: { status: 'pending', error: chipDeskError('OnlineOffline', { cause: 'ECONNRESET' }) },
  busy: { status: 'pending', error: chipDeskError('OnlineFailed', { cause: causeOfCode('100') }) },
  officer: { status: 'failed', error: chipDeskError('OnlineAccount', { cause: causeOfCode('054') }) },
}

function withInsurance(state: OnlineState, shown = galleryStates.authentic): StationState {
  if (shown?.counter.step !== 'result') throw new Error('no result to add to')
  const { counter } = shown
  const check: OnlineCheck = { id: 'i-1', kind: 'insurance', since: '2026-01-15T09:12:45+07:00', state }
  return { ...shown, counter: { ...counter, transaction: { ...counter.transaction, checks: [check] } } }
}

/** A card in order, with each thing that the insurance may have said: `insurance-covered` … */
export const insuranceStates: Record<string, StationState> = Object.fromEntries([
  ...Object.entries(states).map(([name, state]) => [`insurance-${name}`, withInsurance(state)] as const),
  ['insurance-of-a-copy', withInsurance(inOrder, galleryStates.cloned)],
])
