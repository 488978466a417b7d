import type {
  CivilRecord,
  CivilStatusAnswer,
  EidAnswer,
  EidField,
  LookupAnswer,
  LookupField,
  ResidenceAnswer,
} from './citizen-data.ts'
import type { OnlineCheckKind } from './online-check.ts'

/** What the central services answered about a citizen, in the words of the counter. */
export const vietnameseCitizenData = {
  kinds: {
    insurance: 'Bảo hiểm y tế',
    lookup: 'Dữ liệu dân cư',
    'civil-status': 'Hộ tịch',
    eid: 'VNeID',
    residence: 'Xác nhận cư trú',
  } satisfies Record<OnlineCheckKind, string>,
  pending: 'Đang chờ trả lời',
  pendingSub: 'Chưa được xác nhận. Sẽ tự hỏi lại.',
  failed: 'Không có trả lời',
  failedSub: 'Chưa được xác nhận.',
  waiting: (code: string) => `Mời công dân mở VNeID, so mã ${code} rồi bấm đồng ý`,
  withheld: (fields: string) => `Không được cấp: ${fields}`,
  nothing: 'Không có trong cơ sở dữ liệu',
  fields: {
    permanentResidence: 'Nơi thường trú',
    temporaryResidence: 'Nơi tạm trú',
    currentResidence: 'Nơi ở hiện tại',
    household: 'Hộ gia đình',
    spouse: 'Vợ hoặc chồng',
    lifeStatus: 'Tình trạng sống',
    bloodGroup: 'Nhóm máu',
    legalRepresentative: 'Người đại diện hợp pháp',
  } satisfies Record<LookupField, string>,
  life: { ALIVE: 'Còn sống', DECEASED: 'Đã mất', MISSING: 'Bị tuyên bố mất tích' },
  lookup: {
    FULL: 'Đã có dữ liệu',
    PARTIAL: 'Họ tên hoặc ngày sinh không khớp: không được cấp dữ liệu',
    NONE: 'Họ tên và ngày sinh không khớp: không được cấp dữ liệu',
    NOT_FOUND: 'Không tìm thấy người này',
  } satisfies Record<LookupAnswer['match'], string>,
  numberCancelled: 'Số định danh đã bị hủy',
  civilRecords: {
    MARITAL_STATUS: 'Tình trạng hôn nhân',
    BIRTH_EXTRACT: 'Trích lục khai sinh',
    MARRIAGE_EXTRACT: 'Trích lục kết hôn',
    DEATH_EXTRACT: 'Trích lục khai tử',
  } satisfies Record<CivilRecord, string>,
  civilStatus: { found: 'Đã có dữ liệu hộ tịch', notFound: 'Không tìm thấy người này trong sổ hộ tịch' },
  marital: {
    SINGLE: 'Chưa kết hôn',
    MARRIED: 'Đang có vợ hoặc chồng',
    DIVORCED: 'Đã ly hôn',
    WIDOWED: 'Vợ hoặc chồng đã mất',
  } satisfies Record<NonNullable<CivilStatusAnswer['records']['MARITAL_STATUS']>['status'], string>,
  eid: {
    GRANTED: 'Công dân đã đồng ý trên VNeID',
    REFUSED: 'Công dân từ chối trên VNeID',
    EXPIRED: 'Công dân không trả lời kịp trên VNeID',
    NO_ACCOUNT: 'Không có tài khoản VNeID dùng được',
    LEVEL_TOO_LOW: 'Tài khoản VNeID chưa đủ mức',
  } satisfies Record<EidAnswer['outcome'], string>,
  eidLevel: (level: 1 | 2) => `Mức ${level}`,
  /** Never to be taken for the chip's. */
  eidSub: 'Thông tin từ VNeID, không phải từ chip.',
  eidFields: {
    personalNumber: 'Số định danh cá nhân',
    fullName: 'Họ và tên',
    birthDate: 'Ngày sinh',
    sex: 'Giới tính',
    placeOfResidence: 'Nơi thường trú',
    documentNumber: 'Số thẻ',
    issueDate: 'Ngày cấp',
    expiryDate: 'Có giá trị đến',
  } satisfies Record<EidField, string>,
  residence: {
    CONFIRMED: 'Xác nhận thông tin cư trú',
    TO_BE_VERIFIED: 'Phải xác minh, hẹn trả kết quả',
    REFUSED: 'Từ chối xác nhận cư trú',
    NOT_FOUND: 'Không tìm thấy người này',
  } satisfies Record<ResidenceAnswer['outcome'], string>,
  answerOn: (day: string) => `Hẹn trả kết quả ngày ${day}`,
  confirmed: (number: string, until: string) => `Số ${number}, có giá trị đến ${until}`,
  reason: (code: string) => `Lý do: ${code}`,
}
export type CitizenDataWords = typeof vietnameseCitizenData
