import type { HelpTask } from '../features/help/help-topics.ts'

interface HelpTaskWords {
  readonly title: string
  readonly steps: readonly string[]
}

/** The help at the counter: what to press and what to do, nothing about law that the desk's own definition does not say. */
export const vietnameseHelp = {
  search: 'Tìm trong hướng dẫn',
  searchHint: 'Gõ có dấu hay không dấu đều được.',
  nothing: 'Không có mục nào nói về điều này. Thử từ khác, ví dụ “thẻ”, “mạng”, “in”.',
  found: (count: number) => `${count} mục`,
  contents: 'Các mục',
  keysTitle: 'Phím tắt',
  marksTitle: 'Dấu, mức và màu của kết quả',
  key: 'Phím',
  does: 'Để làm gì',
  keys: {
    F1: 'Mở hướng dẫn này; bấm lần nữa để về quầy',
    F2: 'Người tiếp theo: xóa màn hình',
    F3: 'Lịch sử',
    F4: 'In giấy của kết quả đang xem',
    F6: 'Khi so khuôn mặt: chụp ảnh; Shift+F6 là không chắc',
    F7: 'Khi so khuôn mặt: đúng người; Shift+F7 là không phải',
    F8: 'Chép thông tin hoặc báo cáo đang xem',
    F9: 'Chẩn đoán: cái gì chạy, cái gì không',
    F10: 'Sổ quầy',
    Esc: 'Dừng đọc, đóng, hoặc quay lại quầy',
    Enter: 'Dùng số vừa nhập',
    'Ctrl+Enter': 'Ghi đã tiếp nhận',
    'Ctrl+S': 'Chuyển sang hệ thống của đơn vị',
    '1 … 9': 'Chọn mục có số đó, khi quầy hỏi việc',
  },
  tasks: {
    read: {
      title: 'Đọc một thẻ',
      steps: [
        'Quầy có hỏi thì chọn việc và ghi ý kiến của người dân trước.',
        'Đặt thẻ nằm phẳng giữa đầu đọc.',
        'Quét mã QR trên thẻ, hoặc gõ 12 số định danh; 6 số cuối cũng đủ. Thứ tự nào cũng được.',
        'Giữ yên thẻ đến khi có kết quả và nghe tiếng báo.',
        'Nhấc thẻ ra: màn hình sẵn sàng cho người tiếp theo.',
      ],
    },
    'card-not-open': {
      title: 'Thẻ không mở được chip',
      steps: [
        'Nhấc thẻ ra khỏi bao, tách khỏi thẻ ngân hàng và điện thoại, đặt lại vào giữa đầu đọc.',
        'Quét lại mã QR trên chính thẻ này, hoặc gõ lại 12 số.',
        'Máy hỏi ngày sinh, ngày hết hạn hoặc ba dòng ở mặt sau: đó là chip đời cũ, làm theo hình trên màn hình.',
        'Thử một thẻ khác. Thẻ khác đọc được thì chip của thẻ này có thể hỏng: bấm “Người dân không có thẻ”.',
        'Thẻ nào cũng không đọc được thì bấm F9.',
      ],
    },
    'card-lifted': {
      title: 'Thẻ bị nhấc ra khi đang đọc',
      steps: [
        'Đặt lại đúng thẻ đó trong mười giây: máy đọc tiếp phần còn thiếu.',
        'Đặt thẻ khác thì máy không ghép hai thẻ vào nhau mà đọc lại từ đầu.',
        'Quá lâu thì bấm “Đọc lại”. Không phải quét lại mã.',
      ],
    },
    'wrong-letters': {
      title: 'Máy quét ra chữ sai hoặc không nhận mã',
      steps: [
        'Tắt bộ gõ tiếng Việt (UniKey, EVKey) rồi quét lại.',
        'Đặt máy quét về bảng chữ UTF-8 theo sách của máy.',
        'Mở Thêm, mục Thiết bị: quét thử một mã và xem máy nhận được gì.',
        'Vẫn sai thì gõ 12 số bằng tay.',
      ],
    },
    result: {
      title: 'Đọc kết quả cho đúng',
      steps: [
        'Nhìn màu, hình và dòng chữ lớn trước. Dòng nhỏ bên dưới nói phải làm gì.',
        'Mỗi thông tin có dấu nói nó chắc đến đâu: xem mục “Dấu, mức và màu”.',
        'Có bảng “khác nhau” thì hỏi người dân và so với thẻ.',
        'So ảnh trong chip với người trước mặt.',
      ],
    },
    expired: {
      title: 'Thẻ đã hết hạn',
      steps: [
        'Máy vẫn đọc và vẫn kiểm được thẻ có thật hay không; kết quả ghi rõ thẻ đã hết hạn.',
        'Làm theo dòng hướng dẫn trên kết quả: loại quầy này quy định có tiếp nhận hay không.',
        'Quầy dừng lại mà vẫn cần tiếp nhận: dùng “Tiếp nhận ngoại lệ…”.',
      ],
    },
    red: {
      title: 'Kết quả màu đỏ',
      steps: [
        'Đọc lý do trên màn hình. Máy chỉ nói điều nó thấy trên thẻ, không nói ai có lỗi.',
        'Nhấc ra, đặt lại và đọc thêm một lần.',
        'Vẫn đỏ thì mời người phụ trách xem. Đừng nhập tay thông tin của thẻ này.',
        'Lượt này đã được lưu, kể cả khi không tiếp nhận.',
      ],
    },
    'no-card': {
      title: 'Trẻ em và người không có thẻ',
      steps: [
        'Ở quầy, bấm “Người dân không có thẻ”.',
        'Chọn lý do. Danh sách lý do là của loại quầy này.',
        'Gõ số định danh nếu có; nếu không thì họ tên và ngày sinh, hoặc quét thẻ BHYT.',
        'Mọi thông tin được ghi là lời khai: máy không chứng minh được.',
      ],
    },
    'no-network': {
      title: 'Mất mạng, trung ương không trả lời',
      steps: [
        'Cứ đọc thẻ: kiểm chip không cần mạng. Màn hình nói quầy này có phải chờ câu trả lời hay không.',
        'Câu hỏi được giữ trong máy và tự gửi khi có mạng lại.',
        'Muốn gửi ngay: F10, mục “Đang chờ gửi”, bấm “Gửi ngay tất cả”.',
        'Câu trả lời đến sau hiện ở F10, mục “Cần xem lại”.',
        'Kéo dài thì bấm F9 xem dòng “Kết nối”, rồi báo quản trị.',
      ],
    },
    exception: {
      title: 'Tiếp nhận ngoại lệ, cần người thứ hai',
      steps: [
        'Trên kết quả bị dừng, bấm “Tiếp nhận ngoại lệ…” và gõ lý do.',
        'Người phụ trách hoặc quản trị gõ tên và mã PIN của mình ngay trên màn hình này.',
        'Không ai dùng mã PIN của người khác: cả hai tên được ghi vào nhật ký.',
      ],
    },
    history: {
      title: 'Tìm lại một lượt cũ',
      steps: [
        'Bấm F3, gõ tên (không cần dấu) hoặc số định danh.',
        'Lọc theo ngày hoặc kết quả nếu nhiều.',
        'Chọn dòng để xem lại; F4 in lại giấy.',
        'Mỗi lần tìm và xem đều được ghi vào nhật ký.',
      ],
    },
    print: {
      title: 'In giấy',
      steps: [
        'Trên kết quả, bấm F4 hoặc nút của giấy cần in, xem trước rồi bấm in.',
        'Giấy có số thì in lại vẫn giữ số cũ.',
        'Không ra giấy: mở Thêm, mục In, bấm in thử.',
      ],
    },
    shift: {
      title: 'Giao ca, đổi người',
      steps: [
        'Bấm F10, mục “Giao ca”: xem và in những gì còn lại.',
        'Bấm tên mình ở góc trên, chọn “Khóa quầy” hoặc “Đăng xuất”.',
        'Người sau đăng nhập bằng tài khoản của mình.',
      ],
    },
    'another-desk': {
      title: 'Chuyển người dân hoặc chuyển sang quầy khác',
      steps: [
        'Kết quả ở quầy này không tự hiện ở quầy kia: ở đó phải đọc lại thẻ.',
        'Lịch sử, việc còn chờ và tài khoản là của từng quầy.',
        'Mình đổi quầy: đăng xuất ở đây, ở quầy kia đăng nhập tài khoản của quầy đó.',
      ],
    },
    pin: {
      title: 'Quên mã PIN, đổi mã PIN',
      steps: [
        'Gõ sai nhiều lần thì phải chờ lâu dần; chờ hết giờ đếm rồi gõ lại.',
        'Quên hẳn: người quản trị mở Thêm, mục Tài khoản, đặt mã mới cho bạn.',
        'Muốn đổi: Thêm, mục Tài khoản, phần “Tài khoản của tôi”.',
      ],
    },
    'own-data': {
      title: 'Người dân hỏi quầy giữ gì về mình',
      steps: [
        'Đọc thẻ của chính người đó trước.',
        'Bấm F10, mục “Dữ liệu của người dân”: xem, in cho người dân.',
        'Người dân yêu cầu xóa: bấm nút xóa, người thứ hai đồng ý. Phần phải giữ thì màn hình nói vì sao.',
      ],
    },
    inspection: {
      title: 'Xem nhật ký truy cập',
      steps: [
        'Chỉ tài khoản kiểm soát và quản trị xem được. Lần xem cũng được ghi.',
        'Lọc theo người, việc, ngày, hoặc số định danh của người dân.',
        'Bấm “Kiểm tra nhật ký” để biết có mục nào bị sửa, xóa, chèn.',
        'Bấm “Xuất nhật ký…” để lấy tệp cho đơn vị kiểm tra; cần người thứ hai.',
      ],
    },
    trust: {
      title: 'Chứng thư gốc',
      steps: [
        'Không có chứng thư gốc thì không thẻ nào được chứng minh là thật.',
        'Chỉ người quản trị nhập được: xem trước, so dấu vân tay với nguồn tin cậy khác, rồi người thứ hai đồng ý.',
        'Màn hình F9 báo trước khi chứng thư hoặc danh sách thu hồi hết hạn.',
      ],
    },
    settings: {
      title: 'Chữ to hơn, nền tối, ngôn ngữ',
      steps: [
        'Mở Thêm, mục Hiển thị: cỡ chữ, sáng tối, tương phản cao, âm thanh.',
        'Đổi tiếng Việt và tiếng Anh bằng nút ở góc trên.',
        'Thiết lập của quầy chỉ người quản trị đổi được.',
      ],
    },
    broken: {
      title: 'Máy hoặc đầu đọc không chạy',
      steps: [
        'Bấm F9: chỗ hỏng ở trên cùng, mỗi dòng có cách xử lý.',
        'Rút đầu đọc ra, chờ năm giây, cắm lại. Máy tự nhận.',
        'Chưa được thì bấm F8 để chép báo cáo và gửi cho người hỗ trợ: báo cáo không có thông tin của người dân.',
      ],
    },
  } satisfies Record<HelpTask, HelpTaskWords> as Readonly<Record<HelpTask, HelpTaskWords>>,
}
