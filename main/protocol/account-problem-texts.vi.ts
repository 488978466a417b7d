import type { AccountProblem } from './session.ts'

/** Why an account cannot be saved, and what would be right. */
export const vietnameseAccountProblems = {
  'id-taken': 'Tên đăng nhập này đã có người dùng. Chọn tên khác.',
  'id-form': 'Tên đăng nhập gồm 2–32 chữ thường không dấu, chữ số, dấu chấm hoặc gạch, ví dụ: lan.nguyen.',
  'name-empty': 'Nhập họ tên, dài nhất 100 ký tự.',
  'no-such-account': 'Không có tài khoản nào mang tên này.',
  'officer-number-form': 'Số định danh của cán bộ gồm đúng 12 chữ số.',
  'last-admin': 'Đây là quản trị viên cuối cùng: phải còn ít nhất một người cấp được tài khoản.',
  'first-must-be-admin': 'Tài khoản đầu tiên phải là của quản trị viên.',
  'pin-short': 'Mã PIN cần ít nhất 6 chữ số.',
  'pin-trivial': 'Mã PIN này quá dễ đoán. Tránh dãy số liền nhau, số lặp lại và số đối xứng.',
  'pin-birth': 'Mã PIN không được chứa năm sinh, ngày sinh hay một đoạn số định danh của chính mình.',
  'password-short': 'Mật khẩu có chữ cần ít nhất 8 ký tự.',
  'password-simple': 'Mật khẩu này quá dễ đoán. Dùng vài từ không liên quan đến nhau.',
  'secret-long': 'Mã PIN hoặc mật khẩu dài quá 128 ký tự.',
  'secret-same': 'Mã PIN mới phải khác mã đang dùng.',
} as const satisfies Record<AccountProblem, string>
