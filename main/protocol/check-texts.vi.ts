import type { CheckId, CheckResult, EvidenceLevel, Reason, Verdict } from './checks.ts'

/** What each check is called at the counter: a thing, not a claim, so that it reads right beside any result. */
export const viChecks = {
  'access.pace': 'Mở chip (PACE)',
  'access.bac': 'Mở chip kiểu cũ (BAC)',
  'access.terminal-authentication': 'Quyền của thiết bị đọc',
  'chip.active-authentication': 'Chip gốc (AA)',
  'chip.chip-authentication': 'Chip gốc (CA)',
  'chip.pace-cam': 'Chip gốc (PACE-CAM)',
  'sod.signature': 'Chữ ký của nơi cấp',
  'sod.hashes': 'Toàn vẹn dữ liệu',
  'sod.com-consistency': 'Danh mục tệp trong chip',
  'issuer.chain': 'Nguồn gốc nơi cấp',
  'issuer.validity': 'Thời hạn chứng thư nơi cấp',
  'issuer.revocation': 'Thu hồi chứng thư nơi cấp',
  'issuer.state': 'Nước cấp',
  'document.expiry': 'Thời hạn của thẻ',
  'document.mrz': 'Số kiểm tra và thông tin khai',
  'document.defect': 'Danh sách thẻ lỗi',
  'identity.registry': 'Cơ sở dữ liệu trung ương',
  'identity.insurance': 'Bảo hiểm y tế',
} satisfies Record<CheckId, string>

export const viResults = {
  successful: 'Đạt',
  failed: 'Không đạt',
  undetermined: 'Chưa rõ',
  'not-supported': 'Không có',
  aborted: 'Bỏ dở',
} satisfies Record<CheckResult, string>

/** `text`: what it means. `cure`: what the clerk does; empty where nothing need be done. */
export const viReasons = {
  'wrong-key': {
    text: 'Số dùng để mở chip không đúng với thẻ này.',
    cure: 'Quét lại mã QR hoặc gõ lại số, rồi đọc lại.',
  },
  'access-refused': { text: 'Chip từ chối mở.', cure: 'Nhấc thẻ ra, đặt lại rồi đọc lần nữa.' },
  'access-not-offered': { text: 'Thẻ không có cách mở này.', cure: '' },
  'access-not-allowed': { text: 'Quầy này không cho mở chip theo cách thẻ yêu cầu.', cure: 'Báo người quản trị.' },
  downgraded: {
    text: 'Thẻ có cách mở an toàn hơn nhưng lần đọc này phải dùng cách yếu hơn.',
    cure: 'Đọc lại một lần. Vẫn vậy thì báo phụ trách.',
  },
  'no-chip-key': {
    text: 'Chip không có khóa riêng, nên không chứng minh được mình không phải bản sao.',
    cure: '',
  },
  'key-not-signed': {
    text: 'Khóa của chip không nằm trong phần đã ký, nên không chứng minh được gì.',
    cure: 'Coi như chưa chứng minh được chip gốc.',
  },
  'chip-signature-wrong': {
    text: 'Chip không ký đúng bằng khóa của nó: có thể là chip sao chép.',
    cure: 'Không tiếp nhận. Làm theo quy trình nghiệp vụ và báo phụ trách.',
  },
  'chip-session-wrong': {
    text: 'Chip không chứng minh được là đang giữ khóa của thẻ: có thể là chip sao chép.',
    cure: 'Không tiếp nhận. Làm theo quy trình nghiệp vụ và báo phụ trách.',
  },
  'chip-refused': { text: 'Chip từ chối trả lời phép thử.', cure: 'Đọc lại một lần.' },
  'algorithm-unsupported': { text: 'Thẻ dùng thuật toán mà phần mềm chưa hỗ trợ.', cure: 'Báo người quản trị.' },
  'weak-key': {
    text: 'Khóa của chip ngắn hơn mức quầy này yêu cầu, nên phép thử không đủ chắc.',
    cure: 'Coi như chưa chứng minh được chip gốc.',
  },
  'not-third-party-verifiable': {
    text: 'Phép thử này chỉ có giá trị ngay tại quầy, không chứng minh lại được về sau.',
    cure: '',
  },
  'sod-missing': { text: 'Chip không có phần chữ ký của nơi cấp.', cure: 'Chỉ coi như thông tin tự khai.' },
  'sod-malformed': {
    text: 'Phần chữ ký trong chip bị hỏng, không đọc hiểu được.',
    cure: 'Đọc lại một lần, rồi báo phụ trách.',
  },
  'signature-wrong': { text: 'Chữ ký của nơi cấp không đúng.', cure: 'Không tiếp nhận. Báo phụ trách.' },
  'signed-hash-wrong': { text: 'Phần được ký không khớp với chữ ký.', cure: 'Không tiếp nhận. Báo phụ trách.' },
  'signer-missing': { text: 'Không thấy chứng thư của người ký trong chip.', cure: 'Báo người quản trị.' },
  'hash-wrong': { text: 'Dữ liệu trong chip đã bị thay đổi sau khi ký.', cure: 'Không tiếp nhận. Báo phụ trách.' },
  'hash-missing': { text: 'Có dữ liệu trong chip nằm ngoài phần đã ký.', cure: 'Không dùng dữ liệu đó.' },
  'not-read': { text: 'Có phần đã ký nhưng lần này không đọc được.', cure: 'Đọc lại nếu cần phần đó.' },
  withheld: {
    text: 'Phần này chủ ý không lưu lại, chỉ lưu mã băm: không xem lại được nội dung.',
    cure: '',
  },
  'com-missing': { text: 'Chip không có danh mục tệp.', cure: '' },
  'com-lists-more': { text: 'Chip khai có tệp mà nơi cấp không ký.', cure: 'Báo người quản trị nếu gặp nhiều lần.' },
  'com-lists-less': {
    text: 'Chip không khai đủ các tệp mà nơi cấp đã ký.',
    cure: 'Báo người quản trị nếu gặp nhiều lần.',
  },
  'no-anchor': {
    text: 'Quầy chưa có chứng thư gốc của nơi cấp, nên chưa biết chắc ai đã ký.',
    cure: 'Nhờ người quản trị nạp chứng thư gốc.',
  },
  'test-anchor': {
    text: 'Chứng thư gốc là bản THỬ NGHIỆM: kết quả chỉ để trình diễn.',
    cure: 'Không dùng cho giao dịch thật.',
  },
  'issuer-signature-wrong': {
    text: 'Chứng thư người ký không do nơi cấp đã biết phát hành.',
    cure: 'Không tiếp nhận. Báo phụ trách.',
  },
  'issuer-profile-wrong': { text: 'Chứng thư người ký sai quy cách.', cure: 'Không tiếp nhận. Báo phụ trách.' },
  expired: { text: 'Chứng thư của người ký thẻ đã hết hạn.', cure: 'Báo người quản trị kiểm tra kho chứng thư.' },
  'not-yet-valid': { text: 'Chứng thư của người ký thẻ chưa đến ngày có hiệu lực.', cure: 'Kiểm tra đồng hồ của máy.' },
  'signer-revoked': {
    text: 'Chứng thư của người ký thẻ đã bị thu hồi.',
    cure: 'Không tiếp nhận. Báo phụ trách.',
  },
  'csca-revoked': {
    text: 'Chứng thư gốc của nơi cấp đã bị thu hồi.',
    cure: 'Không tiếp nhận. Báo phụ trách và người quản trị.',
  },
  'no-revocation-list': {
    text: 'Chưa có danh sách thu hồi, nên chưa biết chứng thư còn dùng được hay không.',
    cure: 'Nhờ người quản trị nạp danh sách thu hồi.',
  },
  'revocation-list-stale': {
    text: 'Danh sách thu hồi của quầy đã quá hạn, có thể thiếu những chứng thư mới bị thu hồi.',
    cure: 'Nhờ người quản trị nạp danh sách thu hồi mới.',
  },
  'signed-out-of-period': {
    text: 'Thẻ được ký vào lúc người ký không được phép ký.',
    cure: 'Không tiếp nhận nếu kết quả màu đỏ. Báo phụ trách.',
  },
  'deprecated-algorithm': {
    text: 'Chữ ký đúng nhưng dùng thuật toán cũ hoặc khóa ngắn, nay không còn đủ mạnh.',
    cure: 'Xem thêm giấy tờ khác nếu quy định của quầy yêu cầu.',
  },
  'clock-wrong': {
    text: 'Đồng hồ của máy này không đáng tin, nên chưa biết giấy tờ còn hạn hay không.',
    cure: 'Đặt lại ngày giờ của máy rồi đọc lại. Báo người quản trị.',
  },
  'state-differs': { text: 'Nước ghi trên thẻ khác nước của chứng thư.', cure: 'Không tiếp nhận. Báo phụ trách.' },
  'document-expired': { text: 'Thẻ đã hết hạn.', cure: 'Đề nghị người dân dùng giấy tờ còn hạn.' },
  'check-digit-wrong': { text: 'Số kiểm tra trong dòng MRZ không khớp.', cure: 'So lại với mặt thẻ.' },
  'declared-data-differs': {
    text: 'Mã QR hoặc số đã nhập khác với thông tin trong chip.',
    cure: 'So mặt thẻ với màn hình. Không khớp thì báo phụ trách.',
  },
  'code-of-another-card': {
    text: 'Ngày cấp, ngày hết hạn hoặc số CMND cũ đã khai khác với chip: có thể là mã của thẻ cấp lần khác.',
    cure: 'Dùng thông tin trong chip. Hỏi người dân có đổi thẻ không.',
  },
  'declared-residence-differs': {
    text: 'Nơi thường trú trong mã khác với chip.',
    cure: 'Hỏi người dân nơi ở hiện nay.',
  },
  'no-declared-data': { text: 'Không có thông tin khai để so với chip.', cure: '' },
  'no-defect-list': { text: 'Quầy chưa có danh sách thẻ lỗi.', cure: '' },
  'known-defect': {
    text: 'Nơi cấp đã công bố lỗi này của loạt thẻ: phần bị lỗi không dùng, phần còn lại vẫn có giá trị.',
    cure: 'So phần đó với mặt thẻ.',
  },
  'defect-unsettled': {
    text: 'Nơi cấp đã công bố thẻ này có lỗi mà phần mềm không tự kết luận được.',
    cure: 'So mặt thẻ với màn hình, xem thêm giấy tờ khác và hỏi phụ trách.',
  },
  'chip-key-compromised': {
    text: 'Nơi cấp đã công bố khóa của chip loại thẻ này bị lộ: chip sao chép cũng qua được phép thử.',
    cure: 'Không tiếp nhận. Báo phụ trách.',
  },
  unreadable: { text: 'Không đọc hiểu được nội dung.', cure: 'So với mặt thẻ.' },
  pending: { text: 'Chưa có trả lời của trung ương.', cure: 'Sẽ tự hỏi lại khi có mạng. Chưa coi là đã xác nhận.' },
  'registry-revoked': {
    text: 'Trung ương cho biết thẻ không còn giá trị.',
    cure: 'Không tiếp nhận. Hướng dẫn người dân đến công an cấp xã.',
  },
  'registry-mismatch': {
    text: 'Trung ương không xác nhận thẻ này hoặc thông tin trong chip.',
    cure: 'Không tiếp nhận. Xem ô Trung ương và báo phụ trách.',
  },
  'registry-not-found': { text: 'Trung ương không tìm thấy số này.', cure: 'Kiểm tra lại thẻ, rồi báo phụ trách.' },
  'registry-unknown': {
    text: 'Chưa có trả lời dùng được của trung ương.',
    cure: 'Xem ô Trung ương. Chưa coi là đã xác nhận.',
  },
  'not-asked': { text: 'Chưa hỏi trung ương cho lần này.', cure: '' },
  'read-ended-early': { text: 'Lần đọc dừng giữa chừng nên chưa kiểm tra được.', cure: 'Đặt thẻ và đọc lại từ đầu.' },
} satisfies Record<Reason, { text: string; cure: string }>

/** `title`: read from two metres away. `line`: what was found. `act`: what the clerk does now. */
export const viVerdicts = {
  authentic: {
    title: 'Thẻ thật',
    line: 'Nơi cấp đã ký, dữ liệu nguyên vẹn, chip là bản gốc.',
    act: 'So ảnh với người trước quầy rồi tiếp nhận.',
  },
  intact: {
    title: 'Chưa đủ bằng chứng',
    line: 'Không phát hiện sai, nhưng còn điều chưa chứng minh được.',
    act: 'Chưa coi là thẻ thật. Xem thêm giấy tờ khác hoặc hỏi phụ trách.',
  },
  altered: {
    title: 'Dữ liệu bị sửa',
    line: 'Dữ liệu trong chip không còn như nơi cấp đã ký.',
    act: 'Không tiếp nhận. Báo phụ trách.',
  },
  cloned: {
    title: 'Chip sao chép',
    line: 'Dữ liệu đúng nhưng chip không chứng minh được là bản gốc.',
    act: 'Không tiếp nhận. Báo phụ trách.',
  },
  refused: {
    title: 'Không chấp nhận',
    line: 'Quy định của quầy không cho dùng thẻ này.',
    act: 'Không tiếp nhận. Giải thích lý do cho người dân.',
  },
  incomplete: {
    title: 'Chưa đọc xong',
    line: 'Lần đọc dừng giữa chừng. Chưa kết luận được gì.',
    act: 'Đặt lại thẻ và đọc lần nữa.',
  },
} satisfies Record<Verdict, { title: string; line: string; act: string }>

export const viLevels = {
  unverified: { word: 'Chưa kiểm', tip: 'Đọc được nhưng chưa qua kiểm tra. Chưa dùng được.' },
  declared: {
    word: 'Khai báo',
    tip: 'Theo mã QR, mặt thẻ hoặc số gõ tay. Ai cũng có thể in ra; chưa phải bằng chứng.',
  },
  intact: { word: 'Nguyên vẹn', tip: 'Đúng như lúc ký vào chip, nhưng chưa chứng minh được nơi ký hoặc chip gốc.' },
  authentic: { word: 'Xác thực', tip: 'Nơi cấp đã ký và chip gốc đã tự chứng minh.' },
  confirmed: { word: 'Trung ương', tip: 'Cơ sở dữ liệu trung ương đã xác nhận đúng giá trị này.' },
} satisfies Record<EvidenceLevel, { word: string; tip: string }>
