import type { ResidenceKind } from '../../protocol/desk.ts'

/** What stands on a draft beside the text of the form: of this product, and in the language of the officer. */
export const vietnameseFormWords = {
  /** Across every page; the form is Vietnamese. */
  draft: 'BẢN NHÁP',
  unsigned: 'BẢN NHÁP – chưa có giá trị khi chưa được ký, đóng dấu',
  basis: {
    confirmation: (day: string) => `Dự thảo lập từ trả lời xác nhận của cơ sở dữ liệu về cư trú lúc ${day}.`,
    registry: (day: string) =>
      `Dự thảo lập từ kết quả tra cứu cơ sở dữ liệu dân cư lúc ${day}; chưa có trả lời xác nhận cư trú.`,
    nothing: 'Mẫu trống: chưa có thông tin nào, ghi bằng tay.',
    chip: 'Dự thảo lập từ dữ liệu trên chip, chưa đối chiếu cơ sở dữ liệu dân cư.',
    declared: 'Dự thảo lập từ thông tin tự khai hoặc mã QR, chưa đọc chip và chưa đối chiếu cơ sở dữ liệu dân cư.',
  },
  notes: 'Ghi chú cho cán bộ (ngoài biểu mẫu)',
  cardAddress: 'Nơi thường trú ghi trên thẻ',
  residences: {
    permanent: 'Nơi thường trú',
    temporary: 'Nơi tạm trú',
    current: 'Nơi ở hiện tại',
  } satisfies Record<ResidenceKind, string>,
  differs: (kind: string) => `${kind} theo cơ sở dữ liệu KHÁC với địa chỉ trên thẻ`,
  wording: (kind: string) => `${kind} theo cơ sở dữ liệu viết khác địa chỉ trên thẻ, cùng một nơi`,
  cardOnly: 'Nơi thường trú trong dự thảo là địa chỉ trên thẻ vào ngày cấp, có thể đã thay đổi.',
  notProven: (verdict: string) => `Kết quả kiểm tra thẻ: ${verdict}. Không dùng thẻ này làm căn cứ duy nhất.`,
  byHand: 'Chỗ chấm là thông tin chưa có, cán bộ kiểm tra và ghi tay.',
  registerNumber: 'Số trả lời của cơ sở dữ liệu',
  holidays: 'Ngày hẹn tính theo ngày làm việc, trừ thứ Bảy và Chủ nhật; chưa trừ ngày lễ, Tết: cán bộ sửa lại nếu có.',
}
export type FormWords = typeof vietnameseFormWords
