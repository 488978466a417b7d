import type { InsuranceCode, InsuranceDoubt } from './insurance.ts'

/** `says`: covered or not, in one sentence. `act`: what to do now. */
export interface InsuranceText {
  readonly says: string
  readonly act: string
}

/** The shape of the words in every language. */
export interface InsuranceTexts {
  readonly codes: Readonly<Record<InsuranceCode, InsuranceText>>
  readonly doubts: Readonly<Record<InsuranceDoubt, InsuranceText>>
  /** For a code that no document has. */
  readonly unknown: InsuranceText
  /** Where no officer is set to ask for. */
  readonly noOfficer: InsuranceText
}

const askedAgain = 'Máy tự hỏi lại. Cần ngay thì tra trên trang của cổng, hoặc xem thẻ trên VNeID.'
const withoutInsurance = 'Tiếp nhận không BHYT, và hướng dẫn người bệnh liên hệ cơ quan BHXH.'
const compareDigits = 'So với số trên thẻ rồi gõ lại.'

export const vietnameseInsuranceTexts: InsuranceTexts = {
  codes: {
    '000': { says: 'Được hưởng BHYT: thẻ còn giá trị', act: 'Tiếp nhận theo thẻ này.' },
    '001': {
      says: 'Thẻ do Bộ Quốc phòng quản lý, cổng không tra được',
      act: 'Xem thẻ BHYT giấy hoặc trên VNeID cùng giấy tờ tùy thân, rồi mới tiếp nhận.',
    },
    '002': {
      says: 'Thẻ do Bộ Công an quản lý, cổng không tra được',
      act: 'Xem thẻ BHYT giấy hoặc trên VNeID cùng giấy tờ tùy thân, rồi mới tiếp nhận.',
    },
    '003': {
      says: 'Được hưởng BHYT theo thẻ mới: thẻ cũ đã hết giá trị',
      act: 'Ghi theo thẻ mới dưới đây, không theo thẻ cũ.',
    },
    '004': {
      says: 'Được hưởng BHYT: thẻ còn giá trị và đã có thẻ mới',
      act: 'Ghi theo thẻ dưới đây.',
    },
    '010': {
      says: 'Không được hưởng BHYT hôm nay: thẻ đã hết giá trị',
      act: 'Hỏi người bệnh đã gia hạn hay có thẻ khác chưa. Chưa có thì tiếp nhận không BHYT.',
    },
    '050': {
      says: 'Không tìm thấy thẻ BHYT theo số này',
      act: 'Tra lại bằng mã thẻ 15 ký tự hoặc mã số BHXH 10 số, in trên thẻ hay trên VNeID, VssID.',
    },
    '051': { says: 'Mã thẻ không đúng', act: 'So với thẻ rồi gõ lại đủ 15 ký tự, hoặc mã số BHXH 10 số.' },
    '052': { says: 'Mã thẻ sai ở mã tỉnh (ký tự 4 và 5)', act: compareDigits },
    '053': { says: 'Mã thẻ sai ở mã quyền lợi (ký tự 3)', act: compareDigits },
    '054': {
      says: 'Chưa tra được: cổng chưa có cán bộ tra cứu này',
      act: 'Nhờ người quản trị đăng ký số căn cước của cán bộ trên cổng BHYT rồi hỏi lại.',
    },
    '055': {
      says: 'Chưa tra được: họ tên cán bộ tra cứu không khớp số căn cước',
      act: 'Nhờ người quản trị sửa họ tên cán bộ cho khớp với cổng BHYT rồi hỏi lại.',
    },
    '060': {
      says: 'Họ tên khác với thẻ BHYT',
      act: 'So họ tên và ảnh với thẻ BHYT. Khác người thì không nhận thẻ này; cùng người thì hướng dẫn sửa tại cơ quan BHXH.',
    },
    '061': {
      says: 'Họ tên gần giống thẻ BHYT, chỉ đúng ký tự đầu',
      act: 'So từng chữ với thẻ BHYT. Đúng là một người thì cán bộ có thể tiếp nhận.',
    },
    '070': {
      says: 'Ngày sinh khác với thẻ BHYT',
      act: 'So ngày sinh với thẻ BHYT. Thẻ chỉ ghi năm mà đúng năm thì cán bộ có thể tiếp nhận.',
    },
    '080': {
      says: 'Giới tính khác với thẻ BHYT (mã 080 của cổng cũ)',
      act: 'Đọc lời của cổng dưới đây và so với thẻ BHYT.',
    },
    '090': {
      says: 'Nơi đăng ký ban đầu khác với thẻ BHYT (mã 090 của cổng cũ)',
      act: 'Đọc lời của cổng dưới đây và so với thẻ BHYT.',
    },
    '100': { says: 'Cổng BHYT chưa lấy được dữ liệu thẻ', act: askedAgain },
    '101': { says: 'Máy chủ của cổng BHYT đang lỗi', act: askedAgain },
    '110': { says: 'Không nhận thẻ này: thẻ đã bị thu hồi', act: withoutInsurance },
    '120': { says: 'Không nhận thẻ này: thẻ đã báo giảm', act: withoutInsurance },
    '121': {
      says: 'Thẻ này đã báo giảm: người bệnh chuyển sang tỉnh khác',
      act: 'Hỏi thẻ mới do tỉnh chuyển đến cấp, rồi tra lại bằng mã thẻ đó.',
    },
    '122': {
      says: 'Thẻ này đã báo giảm: người bệnh chuyển nơi trong tỉnh',
      act: 'Hỏi thẻ mới của nơi chuyển đến, rồi tra lại bằng mã thẻ đó.',
    },
    '123': {
      says: 'Thẻ này đã báo giảm: đơn vị đã báo tăng lại',
      act: 'Hỏi thẻ mới của đơn vị, rồi tra lại bằng mã thẻ đó.',
    },
    '124': { says: 'Không nhận thẻ này: người bệnh đã ngừng tham gia BHYT', act: withoutInsurance },
    '130': {
      says: 'Trẻ em chưa xuất trình thẻ BHYT',
      act: 'Làm thủ tục trẻ dưới 6 tuổi: mã thẻ hoặc giấy khai sinh; trẻ mới sinh thì xác nhận của cha mẹ hoặc của cơ sở.',
    },
    '205': {
      says: 'Cổng BHYT không nhận câu hỏi của máy (mã 205)',
      act: 'Tra trên trang của cổng, và báo người quản trị mã này.',
    },
    '401': {
      says: 'Cổng BHYT không nhận tài khoản của cơ sở',
      act: 'Nhờ người quản trị kiểm tra tên đăng nhập và mật khẩu của cổng. Sau đó máy tự hỏi lại.',
    },
    '408': { says: 'Cổng BHYT xử lý quá lâu', act: askedAgain },
    '500': { says: 'Máy chủ của cổng BHYT không làm việc', act: askedAgain },
    '501': { says: 'Phiên làm việc với cổng BHYT đã hết hạn', act: askedAgain },
  },
  doubts: {
    name: {
      says: 'Cổng trả lời về một người có họ tên khác',
      act: 'So họ tên với thẻ BHYT trước khi tiếp nhận.',
    },
    birth: {
      says: 'Cổng trả lời về một người có ngày sinh khác',
      act: 'So ngày sinh với thẻ BHYT trước khi tiếp nhận.',
    },
    'not-yet': {
      says: 'Chưa được hưởng BHYT hôm nay: thẻ chưa đến ngày có giá trị',
      act: 'Hỏi người bệnh còn thẻ nào khác không. Không có thì tiếp nhận không BHYT.',
    },
    over: {
      says: 'Không được hưởng BHYT hôm nay: hạn thẻ đã qua',
      act: 'Hỏi người bệnh đã gia hạn hay có thẻ khác chưa. Chưa có thì tiếp nhận không BHYT.',
    },
    'no-new-card': {
      says: 'Thẻ cũ đã hết giá trị, cổng chưa cho biết thẻ mới',
      act: 'Hỏi mã thẻ mới, hoặc xem trên VNeID hay VssID, rồi tra lại bằng mã đó.',
    },
  },
  unknown: {
    says: 'Cổng BHYT trả một mã chưa biết',
    act: 'Đọc lời của cổng dưới đây, kiểm tra thẻ BHYT bằng mắt và báo người quản trị mã này.',
  },
  noOfficer: {
    says: 'Chưa hỏi cổng BHYT: tài khoản này chưa khai cán bộ tra cứu',
    act: 'Nhờ người quản trị khai họ tên và số căn cước đã đăng ký với cổng, rồi hỏi lại.',
  },
}
