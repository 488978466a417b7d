import type { ErrorTag } from './errors.ts'

/** `title`: what happened. `cure`: what to do now. One row for every tag of main/protocol/errors.ts. */
export const vietnameseErrors = {
  ServiceMissing: {
    title: 'Máy chưa có dịch vụ đọc thẻ',
    cure: 'Nhờ người quản trị cài dịch vụ PC/SC (pcscd) rồi mở lại ChipDesk.',
  },
  ServiceDown: {
    title: 'Dịch vụ đọc thẻ đang dừng',
    cure: 'Bật lại dịch vụ PC/SC (pcscd). Màn hình này tự nối lại khi dịch vụ chạy.',
  },
  ServiceAccessDenied: {
    title: 'Máy không cho dùng đầu đọc',
    cure: 'Nhờ người quản trị cấp quyền dùng dịch vụ PC/SC cho tài khoản này.',
  },
  ReaderNone: { title: 'Chưa thấy đầu đọc thẻ', cure: 'Cắm đầu đọc vào cổng USB. Máy tự nhận, không cần mở lại.' },
  ReaderLost: { title: 'Mất kết nối với đầu đọc', cure: 'Kiểm tra dây USB của đầu đọc, rồi đặt lại thẻ.' },
  ReaderBusy: {
    title: 'Đầu đọc đang bị chương trình khác dùng',
    cure: 'Đóng chương trình đọc thẻ khác rồi bấm Đọc lại.',
  },
  ReaderReading: {
    title: 'Đang đọc thẻ, nên mã hoặc số vừa rồi chưa được nhận',
    cure: 'Chờ có kết quả rồi quét hoặc gõ lại.',
  },
  ReaderUnsupported: {
    title: 'Đầu đọc này không đọc được thẻ chip',
    cure: 'Dùng đầu đọc không tiếp xúc (NFC) hoặc chọn đầu đọc khác.',
  },
  ReaderSeveralCards: {
    title: 'Có nhiều thẻ trên đầu đọc',
    cure: 'Nhấc hết ra, chỉ đặt một thẻ. Để riêng thẻ ngân hàng và điện thoại.',
  },
  CardNone: { title: 'Chưa có thẻ trên đầu đọc', cure: 'Đặt thẻ nằm phẳng giữa mặt đầu đọc.' },
  CardRemoved: { title: 'Thẻ bị nhấc ra quá sớm', cure: 'Đặt lại thẻ và giữ yên đến khi có kết quả.' },
  CardMute: {
    title: 'Thẻ không trả lời',
    cure: 'Xoay thẻ, đặt vào giữa đầu đọc. Vẫn vậy thì chip có thể đã hỏng: dùng giấy tờ khác.',
  },
  CardNotAnIdCard: { title: 'Đây không phải thẻ căn cước gắn chip', cure: 'Nhấc thẻ này ra và đặt thẻ căn cước.' },
  CardWrongKey: {
    title: 'Số không đúng với thẻ này',
    cure: 'Thẻ vẫn tốt. Nếu vừa gõ ngày thì so lại với thẻ; nếu không, quét lại mã QR trên chính thẻ này hoặc gõ lại 12 số.',
  },
  CardBlocked: {
    title: 'Chip của thẻ đã bị khóa',
    cure: 'Không đọc được chip này nữa. Hướng dẫn người dân đến công an cấp xã để đổi thẻ.',
  },
  CardReadCancelled: { title: 'Đã dừng đọc theo yêu cầu', cure: 'Bấm Đọc lại nếu muốn đọc tiếp thẻ này.' },
  ProtocolStatusWord: { title: 'Chip trả lời một mã lỗi', cure: 'Nhấc thẻ ra, đặt lại cho ngay ngắn và đọc lại.' },
  ProtocolSecureMessaging: {
    title: 'Đường truyền an toàn với chip bị ngắt',
    cure: 'Nhấc thẻ ra, đặt lại và đọc từ đầu. Lặp lại nhiều lần thì báo phụ trách.',
  },
  ProtocolTlv: { title: 'Dữ liệu chip gửi về bị hỏng', cure: 'Nhấc thẻ ra, đặt lại và đọc lần nữa.' },
  ProtocolLength: { title: 'Chip gửi về thiếu hoặc thừa dữ liệu', cure: 'Nhấc thẻ ra, đặt lại và đọc lần nữa.' },
  ProtocolValue: { title: 'Chip gửi về giá trị không hợp lệ', cure: 'Nhấc thẻ ra, đặt lại và đọc lần nữa.' },
  AccessNoSecret: {
    title: 'Còn thiếu số để mở chip',
    cure: 'Quét mã QR hoặc gõ 12 số. Đã làm rồi thì đây là chip đời cũ: gõ ba dòng chữ in ở mặt sau thẻ.',
  },
  AccessNoPurpose: {
    title: 'Chưa chọn việc của người dân',
    cure: 'Hỏi người dân đến làm việc gì rồi chọn trên màn hình. Trước đó thẻ chưa được đọc.',
  },
  AccessNoConsent: {
    title: 'Chưa ghi nhận sự đồng ý',
    cure: 'Cho người dân biết đọc gì, để làm gì, giữ bao lâu. Người dân đồng ý thì bấm ghi nhận; không đồng ý thì không đọc thẻ.',
  },
  AccessRefused: { title: 'Chip từ chối mở', cure: 'Nhấc thẻ ra, đặt lại và đọc lần nữa.' },
  AccessUnsupported: {
    title: 'Thẻ dùng cách mở chip chưa được hỗ trợ',
    cure: 'Dùng giấy tờ khác và báo người quản trị loại thẻ này.',
  },
  AccessHostile: {
    title: 'Chip cư xử khác thường khi mở',
    cure: 'Không tiếp nhận thẻ này. Làm theo quy trình nghiệp vụ và báo phụ trách.',
  },
  ChipRefused: { title: 'Chip từ chối phép thử chip gốc', cure: 'Nhấc thẻ ra, đặt lại và đọc lần nữa.' },
  ChipHostile: {
    title: 'Chip trả lời sai phép thử',
    cure: 'Không tiếp nhận thẻ này. Làm theo quy trình nghiệp vụ và báo phụ trách.',
  },
  TrustAnchorInvalid: { title: 'Chứng thư gốc của quầy bị lỗi', cure: 'Nhờ người quản trị nạp lại kho chứng thư.' },
  DataUnknownCode: {
    title: 'Mã vừa quét không phải mã trên thẻ căn cước',
    cure: 'Quét đúng mã QR trên thẻ, hoặc gõ 12 số định danh.',
  },
  DataNumberInvalid: { title: 'Số chưa đúng', cure: 'Gõ đủ 12 số định danh, hoặc đúng 6 số cuối.' },
  DataTooLong: { title: 'Nội dung vừa nhập quá dài', cure: 'Xóa đi và quét lại mã QR trên thẻ.' },
  DataMalformed: { title: 'Dữ liệu không đọc hiểu được', cure: 'Quét hoặc đọc lại. Vẫn vậy thì dùng giấy tờ khác.' },
  ScannerSoftwareMissing: {
    title: 'Máy chưa có phần mềm cho máy quét này',
    cure: 'Nhờ người quản trị cài lại ChipDesk đầy đủ, hoặc chuyển máy quét sang chế độ bàn phím.',
  },
  ScannerNone: {
    title: 'Chưa thấy máy quét đã chọn',
    cure: 'Cắm máy quét vào cổng USB. Máy tự nhận, không cần mở lại.',
  },
  ScannerBusy: {
    title: 'Máy quét đang bị chương trình khác dùng',
    cure: 'Đóng chương trình đang dùng máy quét. ChipDesk tự nối lại.',
  },
  ScannerAccessDenied: {
    title: 'Máy không cho dùng máy quét',
    cure: 'Nhờ người quản trị cho tài khoản này dùng cổng nối tiếp (trên Linux: nhóm dialout, với máy quét HID thêm luật udev) rồi đăng nhập lại.',
  },
  ScannerFailed: {
    title: 'Máy quét không hoạt động',
    cure: 'Rút máy quét ra, cắm lại. Vẫn vậy thì chọn cổng khác trong Thiết bị.',
  },
  ScannerCodeIncomplete: { title: 'Mã quét bị đứt giữa chừng', cure: 'Giữ máy quét yên rồi quét lại.' },
  ScannerCodeTooLong: {
    title: 'Máy quét gửi quá nhiều dữ liệu',
    cure: 'Quét đúng mã QR trên thẻ. Lặp lại thì kiểm tra tốc độ cổng và cài đặt máy quét.',
  },
  StoreLocked: {
    title: 'Chưa lưu được: kho dữ liệu đang bị khóa',
    cure: 'Đóng cửa sổ ChipDesk khác trên máy này, rồi báo người quản trị.',
  },
  StoreKeyWrong: { title: 'Không mở được kho dữ liệu: sai khóa', cure: 'Báo người quản trị. Đừng xóa tệp dữ liệu.' },
  StoreNewer: { title: 'Kho dữ liệu thuộc phiên bản mới hơn', cure: 'Cập nhật ChipDesk trên máy này.' },
  StoreFull: {
    title: 'Chưa lưu được: ổ đĩa đã đầy',
    cure: 'Giải phóng chỗ trống. Ghi lại số thẻ ra sổ nếu đã tiếp nhận.',
  },
  StoreReadOnly: {
    title: 'Không ghi được vào ổ đĩa',
    cure: 'Nhờ người quản trị kiểm tra quyền ghi và tình trạng ổ đĩa. Lượt này chưa được lưu.',
  },
  StoreDamaged: {
    title: 'Tệp lưu trữ bị hỏng',
    cure: 'Đừng xóa tệp nào. Nhờ người quản trị phục hồi từ bản sao lưu theo docs/operations.md.',
  },
  StoreForeign: {
    title: 'Tệp lưu trữ không phải của ChipDesk',
    cure: 'Kiểm tra lại thư mục dữ liệu. Chuyển tệp lạ đi chỗ khác rồi mở lại.',
  },
  StoreKeyMissing: {
    title: 'Không còn khóa của kho dữ liệu',
    cure: 'Đừng tạo khóa mới. Nhờ người quản trị mở bằng mã khôi phục theo docs/operations.md.',
  },
  StoreKeySealed: {
    title: 'Khóa của kho dữ liệu đang được niêm phong',
    cure: 'Mở bằng cửa sổ ChipDesk của máy này, hoặc cho biết mật khẩu của kho.',
  },
  StoreBackupInvalid: {
    title: 'Bản sao lưu này không dùng được',
    cure: 'Chọn bản sao lưu khác. Kho hiện tại vẫn giữ nguyên.',
  },
  StoreAuditBroken: {
    title: 'Nhật ký truy cập không còn nguyên vẹn',
    cure: 'Đừng sửa gì. Báo ngay cho người kiểm tra kèm kết quả của lệnh audit verify.',
  },
  StoreFailed: {
    title: 'Chưa lưu được giao dịch này',
    cure: 'Ghi lại số thẻ ra sổ nếu đã tiếp nhận, và báo người quản trị.',
  },
  OnlineOffline: {
    title: 'Không nối được với trung ương',
    cure: 'Vẫn đọc và lưu được. Câu hỏi sẽ tự gửi khi có mạng.',
  },
  OnlineTimeout: { title: 'Trung ương trả lời quá lâu', cure: 'Câu hỏi được giữ lại và sẽ tự gửi lần nữa.' },
  OnlineAnswerInvalid: {
    title: 'Trung ương trả lời không đúng quy cách',
    cure: 'Không dùng câu trả lời này. Báo người quản trị.',
  },
  OnlineRefused: {
    title: 'Trung ương từ chối yêu cầu của quầy',
    cure: 'Báo người quản trị kiểm tra quyền và chứng thư của quầy.',
  },
  OnlineFailed: { title: 'Chưa hỏi được trung ương', cure: 'Bấm Gửi lại ở góc trên. Vẫn vậy thì báo người quản trị.' },
  OnlineNotAllowed: {
    title: 'Mục đích này không được hỏi thông tin đó',
    cure: 'Chọn đúng mục đích của lượt này, hoặc bỏ bớt thông tin cần hỏi.',
  },
  OnlineAccount: {
    title: 'Dịch vụ trung ương không nhận tài khoản của quầy',
    cure: 'Nhờ người quản trị kiểm tra tài khoản và mật khẩu đã khai.',
  },
  OnlineExpired: {
    title: 'Câu hỏi đã quá hạn trước khi có trả lời',
    cure: 'Nếu vẫn cần, đọc thẻ và hỏi lại.',
  },
  ConfigInvalid: { title: 'Cấu hình của quầy có lỗi', cure: 'Báo người quản trị kiểm tra tệp cấu hình.' },
  ConfigDesk: {
    title: 'Bộ quy tắc của quầy có lỗi',
    cure: 'Báo người quản trị kiểm tra bằng lệnh chipdesk desk check. Quầy chưa mở.',
  },
  ConfigChanged: {
    title: 'Cấu hình vừa được sửa ở nơi khác',
    cure: 'Chưa lưu gì. Xem lại các giá trị hiện tại rồi sửa lần nữa.',
  },
  ConfigRuntime: {
    title: 'Máy này thiếu phép mật mã cần để kiểm tra thẻ',
    cure: 'Báo người quản trị cài lại ChipDesk đúng bản cho máy này. Chưa đọc được thẻ nào.',
  },
  ApiUnauthorised: {
    title: 'Cửa sổ này chưa được phép dùng quầy',
    cure: 'Mở lại bằng địa chỉ mà ChipDesk in ra khi khởi động.',
  },
  ApiSignInNeeded: {
    title: 'Cần đăng nhập',
    cure: 'Cán bộ trực quầy đăng nhập bằng tên và mã PIN của mình.',
  },
  ApiNotPermitted: {
    title: 'Tài khoản này không được làm việc đó',
    cure: 'Nhờ người có vai trò phù hợp.',
  },
  ApiSecondPersonNeeded: {
    title: 'Việc này cần người thứ hai đồng ý',
    cure: 'Một cán bộ khác có quyền nhập tên và mã PIN trong vòng 5 phút.',
  },
  ApiPinWrong: {
    title: 'Tên hoặc mã PIN không đúng',
    cure: 'Nhập lại. Sau vài lần sai phải chờ lâu hơn.',
  },
  ApiPinDelayed: {
    title: 'Đã nhập sai nhiều lần',
    cure: 'Chờ hết thời gian hiện trên màn hình rồi nhập lại.',
  },
  ApiOperatorInvalid: {
    title: 'Không lưu được tài khoản này',
    cure: 'Xem lý do bên dưới và sửa lại.',
  },
  ApiDeskRule: {
    title: 'Quy tắc của quầy không cho làm việc này',
    cure: 'Xem lý do ở các bước trên màn hình. Cần làm khác thì báo người phụ trách.',
  },
  ApiUnknownCall: {
    title: 'Màn hình và trạm đọc khác phiên bản',
    cure: 'Tải lại cửa sổ này. Vẫn vậy thì cập nhật ChipDesk.',
  },
  ApiMessageInvalid: {
    title: 'Màn hình và trạm đọc không hiểu nhau',
    cure: 'Tải lại cửa sổ này. Vẫn vậy thì cập nhật ChipDesk.',
  },
  ApiInternal: { title: 'Trạm đọc gặp lỗi', cure: 'Thử lại. Nếu lặp lại, mở lại ChipDesk và báo người quản trị.' },
} satisfies Record<ErrorTag, { title: string; cure: string }>
