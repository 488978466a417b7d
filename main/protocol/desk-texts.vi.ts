import type { decisions, faceDecisions } from './act.ts'
import type { CustomerRow } from './customer.ts'
import type { DeskOutcome, DeskStep, StepId, StepReason, StepState } from './desk.ts'
import type { OpenItem } from './desk-lists.ts'
import type { InsuranceCoverage } from './insurance.ts'
import type { DocumentId } from './printed-document.ts'

/** `says`: what is the case. `act`: what the clerk does now; empty where the desk does it by itself. */
export interface ReasonText {
  readonly says: string
  readonly act: string
}

/** What a desk's definition made of a visit, in the words of the counter; the shape of the words in every language. */
export interface DeskTexts {
  readonly steps: Readonly<Record<StepId, string>>
  readonly states: Readonly<Record<StepState, string>>
  readonly needs: Readonly<Record<DeskStep['need'], string>>
  readonly reasons: Readonly<Record<StepReason, ReasonText>>
  /** How a visit ended. */
  readonly decisions: Readonly<Record<(typeof decisions)[number], string>>
  readonly faces: Readonly<Record<(typeof faceDecisions)[number], string>>
  readonly overrides: Readonly<Record<DeskOutcome['override'], string>>
  /** What a paper rests on. */
  readonly bases: Readonly<Record<DeskOutcome['documents'][number]['basis'], string>>
  readonly open: Readonly<Record<OpenItem['reasons'][number], string>>
  readonly customer: Readonly<Record<CustomerRow['result'], string>>
  readonly coverage: Readonly<Record<InsuranceCoverage, string>>
  /** Every paper by the name that stands on it. */
  readonly documents: Readonly<Record<DocumentId, string>>
}

const asksAgain = 'Chưa coi là đã xác nhận. Máy tự hỏi lại.'
const callSupervisor = 'Không tiếp nhận. Làm theo quy trình nghiệp vụ và báo phụ trách.'
const toTheBase = 'Hướng dẫn người dân đến công an cấp xã để cập nhật dữ liệu dân cư.'

export const vietnameseDeskTexts: DeskTexts = {
  steps: {
    identity: 'Nhân thân',
    registry: 'Trung ương',
    insurance: 'Bảo hiểm y tế',
    residence: 'Nơi cư trú',
    customer: 'Hồ sơ khách hàng',
    face: 'So khuôn mặt',
    'hand-over': 'Chuyển sang hệ thống',
  },
  states: {
    done: 'Xong',
    'to-do': 'Cần làm',
    waiting: 'Đang chờ',
    warned: 'Cần lưu ý',
    stopped: 'Dừng lại',
    'not-asked': 'Không hỏi',
  },
  needs: { required: 'Bắt buộc', wished: 'Không bắt buộc' },
  reasons: {
    verdict: {
      says: 'Kết quả đọc thẻ chưa đạt.',
      act: 'Xem kết luận của thẻ và làm theo lời dặn ở đó.',
    },
    'read-incomplete': {
      says: 'Thẻ chưa được đọc xong.',
      act: 'Đặt lại thẻ và giữ yên đến khi đọc xong.',
    },
    'no-chip': {
      says: 'Không có thẻ để đọc: thông tin do người đến khai.',
      act: 'Xem giấy tờ khác theo quy định của quầy, và ghi đúng lý do không có thẻ.',
    },
    'chip-not-proven': {
      says: 'Chưa chứng minh được đây là chip gốc, không phải bản sao.',
      act: 'Đọc lại một lần. Vẫn vậy thì so kỹ thẻ và người, và báo phụ trách.',
    },
    'expired-document': {
      says: 'Thẻ đã hết hạn sử dụng.',
      act: 'Hướng dẫn người dân đổi thẻ tại cơ quan công an.',
    },
    'registry-not-asked': {
      says: 'Chưa hỏi cơ sở dữ liệu trung ương.',
      act: 'Đọc lại thẻ khi có mạng, hoặc báo người quản trị nếu quầy không có kết nối.',
    },
    'registry-pending': { says: 'Trung ương chưa trả lời.', act: asksAgain },
    'registry-failed': {
      says: 'Trung ương không trả lời được câu hỏi này.',
      act: 'Hỏi lại ở danh sách chờ. Vẫn vậy thì báo người quản trị.',
    },
    'registry-unknown': {
      says: 'Trung ương chưa xác nhận được thẻ hoặc người này.',
      act: 'So kỹ thẻ và người. Còn ngờ thì báo phụ trách.',
    },
    'registry-refused': {
      says: 'Trung ương báo thẻ này không còn giá trị.',
      act: callSupervisor,
    },
    'registry-differs': {
      says: 'Thông tin trên thẻ không khớp với trung ương.',
      act: `Hỏi lại người đến. ${toTheBase}`,
    },
    'holder-deceased': { says: 'Trung ương ghi người này đã mất.', act: callSupervisor },
    'holder-missing': {
      says: 'Trung ương ghi người này bị tuyên bố mất tích.',
      act: 'Báo phụ trách trước khi tiếp nhận.',
    },
    'number-cancelled': {
      says: 'Số định danh này đã bị hủy.',
      act: 'Hỏi người dân số mới, và hướng dẫn đổi thẻ tại cơ quan công an.',
    },
    'insurance-not-asked': {
      says: 'Chưa tra bảo hiểm y tế.',
      act: 'Tra bằng số định danh, hoặc bằng mã thẻ BHYT.',
    },
    'insurance-pending': { says: 'Cổng BHYT chưa trả lời.', act: asksAgain },
    'insurance-failed': {
      says: 'Chưa tra được bảo hiểm y tế.',
      act: 'Hỏi lại, hoặc xem thẻ BHYT giấy hay trên VNeID.',
    },
    'insurance-action': {
      says: 'Cổng BHYT có điều cần xử lý trước khi tiếp nhận.',
      act: 'Làm theo lời dặn của mã trả về.',
    },
    'insurance-checked-elsewhere': {
      says: 'Hôm nay thẻ BHYT này đã được tra ở cơ sở khác.',
      act: 'Hỏi người bệnh hôm nay đã khám ở đâu.',
    },
    'residence-not-asked': {
      says: 'Chưa hỏi nơi cư trú.',
      act: 'Hỏi dữ liệu cư trú của người này.',
    },
    'residence-pending': {
      says: 'Nơi cư trú chưa được xác nhận.',
      act: 'Chỉ in bản nháp theo chip, hoặc hẹn ngày trả kết quả.',
    },
    'residence-failed': {
      says: 'Chưa hỏi được nơi cư trú.',
      act: 'Hỏi lại. Vẫn vậy thì hẹn ngày trả kết quả.',
    },
    'residence-unknown': {
      says: 'Cơ sở dữ liệu không xác nhận được nơi cư trú của người này.',
      act: 'Xác minh theo quy định, hoặc từ chối bằng văn bản nêu rõ lý do.',
    },
    'residence-differs': {
      says: 'Địa chỉ trên thẻ khác với cơ sở dữ liệu cư trú.',
      act: 'Hỏi người dân đã chuyển nơi ở chưa. Lấy theo cơ sở dữ liệu, không lấy theo thẻ.',
    },
    'customer-missing': {
      says: 'Chưa có đủ hồ sơ khách hàng để so với thẻ.',
      act: 'Gõ hồ sơ, hoặc lấy từ hệ thống của đơn vị.',
    },
    'customer-differs': {
      says: 'Hồ sơ khách hàng khác với thẻ.',
      act: 'Xem từng mục khác nhau. Đúng là một người thì cập nhật hồ sơ; không thì dừng giao dịch.',
    },
    'customer-spelling': {
      says: 'Hồ sơ khách hàng chỉ khác thẻ ở cách viết.',
      act: 'Xem lại từng mục. Đúng là một người thì sửa hồ sơ theo thẻ.',
    },
    'customer-not-comparable': {
      says: 'Có mục của hồ sơ khách hàng không so được với thẻ.',
      act: 'Gõ lại mục sai dạng. Mục mà thẻ không có thì so với giấy tờ khác.',
    },
    'face-undecided': {
      says: 'Chưa so người trước quầy với ảnh trong chip.',
      act: 'Nhìn người và ảnh rồi chọn kết luận.',
    },
    'face-not-same': { says: 'Người trước quầy không giống ảnh trong chip.', act: callSupervisor },
    'face-unsure': {
      says: 'Chưa chắc người trước quầy là người trong ảnh.',
      act: 'Nhờ người thứ hai cùng so, hoặc đề nghị giấy tờ khác có ảnh.',
    },
    'face-missing': {
      says: 'Không có ảnh trong chip để so.',
      act: 'So với ảnh in trên thẻ, hoặc đề nghị giấy tờ khác có ảnh.',
    },
    'hand-over-open': {
      says: 'Chưa chuyển sang hệ thống của đơn vị.',
      act: 'Bấm chuyển khi đã xong các bước trước.',
    },
    'hand-over-pending': { says: 'Hệ thống của đơn vị chưa nhận.', act: 'Máy tự gửi lại.' },
    'hand-over-failed': {
      says: 'Hệ thống của đơn vị không nhận.',
      act: 'Gửi lại. Vẫn vậy thì nhập tay và báo người quản trị.',
    },
  },
  decisions: { served: 'Đã giải quyết', refused: 'Từ chối', referred: 'Chuyển nơi khác' },
  faces: { same: 'Cùng một người', 'not-same': 'Không phải cùng người', unsure: 'Chưa chắc' },
  overrides: {
    'not-needed': 'Không cần người thứ hai',
    possible: 'Chỉ tiếp nhận ngoại lệ, khi người thứ hai đồng ý',
    never: 'Không ai được cho qua kết quả này',
    done: 'Đã tiếp nhận ngoại lệ, hai người cùng quyết định',
  },
  bases: {
    registry: 'Theo trả lời của cơ sở dữ liệu',
    chip: 'Chỉ theo chip của thẻ, chưa có trả lời của trung ương',
    declared: 'Theo lời khai, chưa được chứng minh',
  },
  open: {
    'late-answer': 'Trả lời đến sau khi người dân đã về',
    pending: 'Còn chờ trả lời',
    failed: 'Không có trả lời',
    stopped: 'Đã dừng, chưa ghi kết quả',
    override: 'Tiếp nhận ngoại lệ',
    'hand-over-failed': 'Chưa chuyển được sang hệ thống của đơn vị',
  },
  customer: {
    same: 'Khớp',
    spelling: 'Khác dấu, chữ hoa hoặc khoảng cách',
    wording: 'Khác cách viết, cùng một nơi',
    precision: 'Một bên ghi thiếu',
    different: 'Khác',
    'not-on-card': 'Thẻ không có',
    unreadable: 'Hồ sơ ghi sai dạng',
  },
  coverage: {
    covered: 'Được hưởng BHYT',
    'new-card': 'Được hưởng BHYT theo thẻ mới',
    'not-covered': 'Không được hưởng BHYT',
    'ask-paper': 'Cần xem thẻ BHYT',
    unknown: 'Chưa biết có BHYT hay không',
  },
  documents: {
    'reception-slip-58': 'Phiếu tiếp nhận 58 mm',
    'reception-slip-80': 'Phiếu tiếp nhận 80 mm',
    'reception-slip-a5': 'Phiếu tiếp nhận A5',
    'teller-record': 'Phiếu xác minh danh tính khách hàng',
    'identity-record': 'Phiếu xác minh danh tính',
    ct01: 'CT01 – Tờ khai thay đổi cư trú',
    ct04: 'CT04 – Tiếp nhận, hẹn trả',
    ct06: 'CT06 – Từ chối giải quyết',
    ct07: 'CT07 – Xác nhận cư trú (bản nháp)',
  },
}
