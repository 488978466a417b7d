/** One text in both languages. */
export interface Words {
  readonly vi: string
  readonly en: string
}

const words = <T extends Record<string, Words>>(table: T): Readonly<Record<keyof T, Words>> => table

/** What the page says of itself; names of checks, reasons, fields and phases are those of main/protocol. */
export const pageWords = words({
  title: { vi: 'Phiếu kiểm tra chip căn cước', en: 'Chip verification report' },
  test: {
    vi: 'THỬ NGHIỆM – chứng thư gốc là bản thử, không có gì ở đây là giấy tờ thật',
    en: 'TEST – under a test root certificate: nothing here is a real document',
  },
  stamp: { vi: 'THỬ NGHIỆM · TEST', en: 'TEST' },
  madeAt: { vi: 'Kiểm tra như tại', en: 'Checked as of' },
  readAt: { vi: 'Đọc thẻ lúc', en: 'Card read at' },
  printedAt: { vi: 'Lập phiếu lúc', en: 'Report made at' },
  zone: { vi: 'giờ Việt Nam', en: 'Viet Nam time' },
  desk: { vi: 'Quầy', en: 'Desk' },
  software: { vi: 'Phần mềm', en: 'Software' },
  writer: { vi: 'Tệp do', en: 'File written by' },
  policy: { vi: 'Quy tắc', en: 'Policy' },
  subject: { vi: 'Đối tượng kiểm tra', en: 'What was checked' },
  ofCard: { vi: 'Thẻ trên đầu đọc', en: 'A card on the reader' },
  ofEvidence: { vi: 'Tệp bằng chứng, không có thẻ', en: 'An evidence file, without the card' },
  ofFiles: { vi: 'Các tệp của chip, không có thẻ', en: 'Files of a chip, without the card' },
  reasons: { vi: 'Vì sao', en: 'Why' },
  cure: { vi: 'Cần làm', en: 'To do' },
  fields: { vi: 'Thông tin trên giấy tờ', en: 'Document data' },
  field: { vi: 'Mục', en: 'Field' },
  value: { vi: 'Giá trị', en: 'Value' },
  source: { vi: 'Nguồn', en: 'Source' },
  level: { vi: 'Mức chứng minh', en: 'Evidence level' },
  altered: { vi: 'Bị sửa', en: 'Altered' },
  photo: { vi: 'Ảnh trong chip', en: 'Photo in the chip' },
  masked: {
    vi: 'Chỉ in phần cần cho việc kiểm tra; số được che bớt.',
    en: 'Only what the check needs is printed; numbers are masked.',
  },
  leftOut: { vi: 'Không in:', en: 'Left out:' },
  notPrinted: { vi: 'không in', en: 'left out' },
  differences: { vi: 'Mã QR và mặt thẻ so với chip', en: 'QR code and printed card against the chip' },
  noFields: { vi: 'Không có thông tin nào được đọc.', en: 'No data was read.' },
  checks: { vi: 'Các phép kiểm tra', en: 'Checks' },
  checksAfter: { vi: 'theo BSI TR-03135-1', en: 'after BSI TR-03135-1' },
  groups: { vi: 'Nhóm dữ liệu', en: 'Data groups' },
  certificates: { vi: 'Chứng thư', en: 'Certificates' },
  noCertificates: {
    vi: 'Không có chứng thư nào được chữ ký xác nhận.',
    en: 'No certificate is confirmed by a signature that holds.',
  },
  certificateSubject: { vi: 'Tên', en: 'Subject' },
  certificateIssuer: { vi: 'Nơi ký', en: 'Issuer' },
  serial: { vi: 'Số sê-ri', en: 'Serial number' },
  validity: { vi: 'Hiệu lực', en: 'Validity' },
  key: { vi: 'Khóa', en: 'Key' },
  signature: { vi: 'Chữ ký', en: 'Signature' },
  fingerprint: { vi: 'Mã băm SHA-256', en: 'SHA-256 fingerprint' },
  scope: { vi: 'Phạm vi', en: 'Scope' },
  access: { vi: 'Kết nối với chip', en: 'Connection to the chip' },
  protocol: { vi: 'Giao thức mở chip', en: 'Access protocol' },
  noAccess: { vi: 'Không có: kiểm tra từ tệp', en: 'None: checked from files' },
  reader: { vi: 'Đầu đọc', en: 'Reader' },
  apdu: { vi: 'Lệnh với chip', en: 'Commands to the chip' },
  apduCount: { vi: 'lệnh', en: 'APDUs' },
  bytesOut: { vi: 'byte gửi', en: 'bytes out' },
  bytesIn: { vi: 'byte nhận', en: 'bytes in' },
  readSize: { vi: 'khối đọc lớn nhất', en: 'largest block' },
  phase: { vi: 'Bước', en: 'Phase' },
  time: { vi: 'Thời gian', en: 'Time' },
  total: { vi: 'Tổng', en: 'Total' },
  trust: { vi: 'Kho chứng thư gốc', en: 'Trust store' },
  anchors: { vi: 'chứng thư gốc', en: 'root certificates' },
  digest: { vi: 'mã băm', en: 'digest' },
  comparison: { vi: 'So với kết luận ghi trong tệp', en: 'Compared with the report in the file' },
  unchanged: {
    vi: 'Mọi phép kiểm tra làm lại được đều cho kết quả như đã ghi.',
    en: 'Every check that could be made again came out as recorded.',
  },
  changed: { vi: 'Có điều khác với lúc ghi:', en: 'Not everything is as recorded:' },
  was: { vi: 'đã ghi', en: 'was' },
  is: { vi: 'nay', en: 'is' },
  none: { vi: 'không có', en: 'absent' },
  notRepeated: { vi: 'không hỏi lại được', en: 'cannot be asked again' },
  limits: { vi: 'Kết quả này không khẳng định điều gì', en: 'What this result does not promise' },
  unsigned: {
    vi: 'Phiếu này không có chữ ký. Muốn kiểm chứng, dùng tệp bằng chứng và lệnh chipdesk verify.',
    en: 'This page carries no signature. To prove it, take the evidence file and run chipdesk verify.',
  },
})

/** What even a green light leaves open; docs/trust.md says the same at more length. */
export const limitWords: readonly Words[] = [
  {
    vi: 'Người cầm thẻ là chủ thẻ: người ở quầy phải so mặt với ảnh.',
    en: 'That the person is the holder: somebody at the desk must compare the face.',
  },
  {
    vi: 'Chip đang ở ngay trên đầu đọc: tín hiệu có thể bị chuyển tiếp từ nơi khác.',
    en: 'That the chip is on this very pad: its radio can be relayed from elsewhere.',
  },
  {
    vi: 'Công dân đến tự nguyện, không bị ép buộc hay lừa dối.',
    en: 'That the citizen came freely, neither forced nor deceived.',
  },
  {
    vi: 'Thẻ chưa bị báo mất, thu hồi hay đổi: điều đó chỉ cơ sở dữ liệu trung ương biết.',
    en: 'That the card was not lost, revoked or replaced: only the central register knows.',
  },
  {
    vi: 'Những gì in trên mặt thẻ: chỉ chip và số đã quét hoặc gõ được kiểm tra.',
    en: 'What is printed on the card: only the chip, and what was scanned or typed, was checked.',
  },
  {
    vi: 'Thời điểm: giờ lấy từ đồng hồ của quầy và không được ai ký.',
    en: 'The time: it is that of the desk’s clock, and nobody signed it.',
  },
  {
    vi: 'Phép thử chip gốc bằng CA hoặc PACE-CAM chỉ thuyết phục được chính quầy đã đọc thẻ.',
    en: 'A chip proof by CA or PACE-CAM convinces only the desk that read the card.',
  },
]

/** Branches of the check tree in the order of TR-03135-1 §5.6.3 to §5.8. */
export const branchWords = words({
  access: { vi: 'Mở chip', en: 'Access' },
  chip: { vi: 'Chip gốc', en: 'Chip authenticity' },
  object: { vi: 'Phần đã ký', en: 'Security object' },
  issuer: { vi: 'Nơi cấp', en: 'Issuer' },
  integrity: { vi: 'Toàn vẹn', en: 'Integrity' },
  document: { vi: 'Giấy tờ', en: 'Document' },
  identity: { vi: 'Trung ương', en: 'Central services' },
})

export const lightWords = words({
  green: { vi: 'Đèn xanh', en: 'Green light' },
  yellow: { vi: 'Đèn vàng', en: 'Yellow light' },
  red: { vi: 'Đèn đỏ', en: 'Red light' },
  grey: { vi: 'Đèn xám', en: 'Grey light' },
})

export const roleWords = words({
  'document-signer': { vi: 'Người ký dữ liệu chip', en: 'Document signer' },
  'card-security-signer': { vi: 'Người ký EF.CardSecurity', en: 'Signer of EF.CardSecurity' },
  link: { vi: 'Chứng thư nối', en: 'Link certificate' },
  anchor: { vi: 'Chứng thư gốc của quầy', en: 'Anchor of this desk' },
})

export const scopeWords = words({
  'identity-card': { vi: 'căn cước', en: 'identity card' },
  passport: { vi: 'hộ chiếu', en: 'passport' },
  test: { vi: 'THỬ NGHIỆM', en: 'TEST' },
})

/** Why a data group is not there, as far as it is no fault. */
export const notReadWords: Readonly<Record<string, Words>> = {
  protected: { vi: 'chip không cho đọc', en: 'protected' },
  'not-requested': { vi: 'không cần đọc', en: 'not requested' },
  'not-read': { vi: 'chưa đọc', en: 'not read' },
  withheld: { vi: 'không lưu nội dung', en: 'content withheld' },
}

export const policyWords: Readonly<Record<string, Words>> = {
  strict: { vi: 'chặt (strict)', en: 'strict' },
  counter: { vi: 'tại quầy (counter)', en: 'counter' },
  demo: { vi: 'trình diễn (demo)', en: 'demo' },
}

export const sexWords: Readonly<Record<string, Words>> = {
  M: { vi: 'Nam', en: 'Male' },
  F: { vi: 'Nữ', en: 'Female' },
  X: { vi: 'Không ghi', en: 'Not stated' },
}
export const unlimitedWords: Words = { vi: 'Không thời hạn', en: 'No expiry' }
