import type { DiagnosedPart, FactName, FindingCode } from './diagnostics.ts'

/** Facts stand in braces; those that no sentence names are listed beside it. */
export const vietnameseDiagnostics = {
  parts: {
    'card-service': 'Dịch vụ đọc thẻ',
    reader: 'Đầu đọc',
    'virtual-reader': 'Đầu đọc ảo',
    scanner: 'Máy quét',
    camera: 'Camera',
    clock: 'Đồng hồ',
    configuration: 'Cấu hình quầy',
    database: 'Kho dữ liệu',
    disk: 'Ổ đĩa',
    backup: 'Sao lưu',
    purge: 'Xóa dữ liệu hết hạn',
    outbox: 'Hàng chờ gửi',
    service: 'Kết nối',
    'organisation-door': 'Cửa nhận của hệ thống đơn vị',
    trust: 'Chứng thư gốc',
    crypto: 'Phép mật mã',
    audit: 'Nhật ký truy cập',
    runtime: 'Phần mềm',
  } satisfies Record<DiagnosedPart, string>,
  services: {
    registry: 'Cơ sở dữ liệu trung ương',
    insurance: 'Bảo hiểm y tế',
    organisation: 'Hệ thống của đơn vị',
    eid: 'VNeID',
  } as Readonly<Record<string, string>>,
  says: {
    failed: { text: '' },
    'service-works': { text: 'Đang chạy.' },
    'service-virtual': { text: 'Đầu đọc ảo của ChipDesk đang được dùng.' },
    'reader-empty': { text: 'Sẵn sàng, chưa có thẻ.' },
    'reader-card': { text: 'Đang có thẻ.' },
    'virtual-works': { text: 'Chạy qua dịch vụ PC/SC riêng.' },
    'virtual-in-process': { text: 'Chạy ngay trong chương trình, không qua PC/SC.' },
    'scanner-attached': { text: 'Đã nhận, mã quét vào thẳng quầy.' },
    'scanner-none': {
      text: 'Không có máy quét loại nối tiếp hoặc HID. Máy quét kiểu bàn phím không hiện ở đây và vẫn dùng được.',
    },
    'scanner-software': { text: 'Phần mềm máy quét chạy được, thấy {devices} thiết bị HID.' },
    'camera-found': { text: 'Thấy {devices} camera.' },
    'camera-none': { text: 'Máy này không có camera.', cure: 'Cần quét mã bằng camera thì cắm camera vào cổng USB.' },
    'camera-refused': {
      text: 'Trình duyệt không cho dùng camera.',
      cure: 'Mở phần quyền của trang trong trình duyệt và cho phép camera.',
    },
    'clock-believed': { text: 'Giờ máy là {nowAt}, khớp với những gì đã ghi.' },
    'clock-unchecked': { text: 'Giờ máy là {nowAt}. Chế độ này không đối chiếu đồng hồ.' },
    'clock-doubted': {
      text: 'Giờ máy là {nowAt}, không khớp: ít nhất đã là {floorAt}.',
      cure: 'Nhờ người quản trị đặt lại ngày giờ của máy và bật tự đồng bộ giờ.',
    },
    'clock-early': {
      text: 'Giờ máy là {nowAt}, sớm hơn cả ngày làm ra phiên bản này.',
      cure: 'Nhờ người quản trị đặt lại ngày giờ của máy và bật tự đồng bộ giờ.',
    },
    configured: { text: 'Quầy “{desk}”.' },
    'database-sound': { text: 'Mở được, các trang đều nguyên vẹn, đã mã hóa.' },
    'database-in-use': { text: 'Quầy đang mở kho này.' },
    'database-damaged': {
      text: 'Có phần bị hỏng.',
      cure: 'Sao lưu ngay, rồi mở lại ChipDesk: phần hỏng được tự phục hồi. Nhờ người quản trị xem ổ đĩa.',
    },
    'disk-enough': { text: 'Còn {freeBytes} trống.' },
    'disk-low': {
      text: 'Chỉ còn {freeBytes} trống.',
      cure: 'Nhờ người quản trị dọn ổ đĩa trước khi đầy: đầy thì không lưu được lượt nào.',
    },
    'disk-full': {
      text: 'Gần hết chỗ: còn {freeBytes}.',
      cure: 'Dọn ổ đĩa ngay: đầy thì không lưu được lượt nào.',
    },
    'backup-made': { text: 'Bản gần nhất lúc {backupAt}.' },
    'backup-old': {
      text: 'Bản gần nhất đã cũ: {backupAt}.',
      cure: 'Nhờ người quản trị xem lịch sao lưu hằng đêm (chipdesk backup).',
    },
    'backup-none': {
      text: 'Chưa có bản sao lưu nào.',
      cure: 'Nhờ người quản trị đặt lịch sao lưu hằng đêm (chipdesk backup).',
    },
    'backup-demo': { text: 'Chế độ thử không cần sao lưu.' },
    'purge-made': { text: 'Lần gần nhất lúc {purgedAt}.' },
    'purge-none': { text: 'Chưa có gì đến hạn phải xóa.' },
    'outbox-empty': { text: 'Không có câu hỏi nào đang chờ.' },
    'outbox-waiting': { text: '{pending} câu hỏi đang chờ, lâu nhất từ {oldestAt}.' },
    'outbox-late': {
      text: '{pending} câu hỏi đang chờ, lâu nhất từ {oldestAt}.',
      cure: 'Mở Sổ quầy, mục Đang chờ gửi, bấm “Gửi ngay tất cả”. Vẫn chờ thì xem dòng Kết nối.',
    },
    'outbox-ended': {
      text: '{ended} câu hỏi đã ngừng mà chưa có câu trả lời; {pending} đang chờ.',
      cure: 'Nhờ người phụ trách mở Sổ quầy, mục Đang chờ gửi, hỏi lại hoặc bỏ.',
    },
    'online-answers': { text: 'Trả lời lần cuối lúc {heardAt}.' },
    'online-silent': {
      text: 'Không trả lời.',
      cure: 'Vẫn tiếp nhận bình thường: câu hỏi được giữ lại và tự gửi sau. Kiểm tra dây mạng; lâu thì báo quản trị.',
    },
    'online-paused': {
      text: 'Đang tạm ngừng hỏi đến {resumesAt} sau {failures} lần hỏng liền.',
      cure: 'Vẫn tiếp nhận bình thường: câu hỏi được giữ lại và tự gửi sau. Kiểm tra dây mạng; lâu thì báo quản trị.',
    },
    'online-unknown': { text: 'Chưa hỏi lần nào từ khi mở máy.' },
    'online-none': {
      text: 'Quầy này chưa nối dịch vụ nào.',
      cure: 'Muốn hỏi trung ương thì nhờ người quản trị khai ở Thiết lập, mục Mạng.',
    },
    'trust-none': {
      text: 'Chưa có chứng thư gốc nào: không thẻ nào được chứng minh là thật.',
      cure: 'Nhờ người quản trị nạp chứng thư gốc ở Kho chứng thư.',
    },
    'trust-good': { text: '{anchors} chứng thư gốc đang dùng.' },
    'trust-test': { text: '{anchors} chứng thư gốc, có chứng thư thử của chế độ thử.' },
    'trust-expiring': {
      text: '{count} chứng thư gốc sắp hết hạn, sớm nhất ngày {endsOn}.',
      cure: 'Nhờ người quản trị nạp chứng thư mới ở Kho chứng thư trước ngày đó.',
    },
    'trust-expired': {
      text: '{count} chứng thư gốc đã hết hạn, sớm nhất ngày {endsOn}.',
      cure: 'Nhờ người quản trị nạp chứng thư mới ở Kho chứng thư. Thẻ cũ vẫn kiểm được bằng chứng thư này.',
    },
    'trust-lists-stale': {
      text: '{count} danh sách thu hồi đã quá hạn, sớm nhất ngày {endsOn}.',
      cure: 'Nhờ người quản trị nạp danh sách thu hồi mới ở Kho chứng thư.',
    },
    'trust-problem': {
      text: '{count} tệp không dùng được, tệp đầu là {source}.',
      cure: 'Nhờ người quản trị xem Kho chứng thư: mỗi tệp có lý do.',
    },
    'crypto-right': { text: '{primitives} phép tính đều cho kết quả đúng.' },
    'crypto-wrong': {
      text: 'Tính sai: {wrong}.',
      cure: 'Không dùng máy này để tiếp nhận. Nhờ người quản trị cài lại ChipDesk.',
    },
    'audit-signed': { text: '{entries} mục, trung ương ký xác nhận lúc {signedAt}.' },
    'audit-late': {
      text: '{unsigned} mục chưa được trung ương ký xác nhận, lần cuối lúc {signedAt}.',
      cure: 'Kiểm tra kết nối với trung ương: có mạng lại thì máy tự gửi.',
    },
    'audit-unsigned': { text: '{entries} mục, chưa có xác nhận nào của trung ương.' },
    'audit-empty': { text: 'Chưa ghi mục nào.' },
    running: { text: 'ChipDesk {version}.' },
  } satisfies Record<FindingCode, { readonly text: string; readonly cure?: string }>,
  facts: {
    atr: 'ATR',
    extended: 'Lệnh dài (extended length)',
    readBytes: 'Mỗi lần đọc được',
    devices: 'Số thiết bị',
    nowAt: 'Giờ máy',
    floorAt: 'Ít nhất đã là',
    signedAt: 'Giờ được ký gần nhất',
    desk: 'Quầy',
    definition: 'Loại quầy',
    sizeBytes: 'Dung lượng',
    freeBytes: 'Còn trống',
    backupAt: 'Sao lưu gần nhất',
    purgedAt: 'Xóa gần nhất',
    pending: 'Đang chờ',
    ended: 'Đã ngừng',
    oldestAt: 'Lâu nhất từ',
    heardAt: 'Trả lời lần cuối',
    failures: 'Số lần hỏng liền',
    resumesAt: 'Thử lại lúc',
    anchors: 'Chứng thư gốc',
    count: 'Số lượng',
    endsOn: 'Ngày hết hạn',
    source: 'Tệp',
    primitives: 'Số phép tính',
    wrong: 'Tính sai',
    entries: 'Số mục',
    unsigned: 'Chưa ký',
    version: 'Phiên bản',
    node: 'Node.js',
    platform: 'Hệ điều hành',
    uptimeMs: 'Đã chạy',
  } satisfies Record<FactName, string>,
  words: { yes: 'có', no: 'không', unknown: 'chưa rõ' },
}
export type DiagnosticTexts = {
  readonly parts: Readonly<Record<DiagnosedPart, string>>
  readonly services: Readonly<Record<string, string>>
  readonly says: Readonly<Record<FindingCode, { readonly text: string; readonly cure?: string }>>
  readonly facts: Readonly<Record<FactName, string>>
  readonly words: Readonly<Record<'yes' | 'no' | 'unknown', string>>
}
