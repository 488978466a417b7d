import type { PrintResult } from '../../main/protocol/print-request.ts'

/** The preview of a print-out. */
export const vietnamesePrint = {
  print: 'In',
  savePdf: 'Lưu PDF',
  close: 'Đóng',
  page: 'Bản in',
  working: 'Đang in…',
  sizeRoll: (width: string, height: string) => `Giấy cuộn ${width} mm, dài ${height} mm`,
  sizeSheet: (width: string, height: string) => `Khổ giấy ${width} × ${height} mm`,
  results: {
    printed: 'Đã gửi đến máy in.',
    saved: 'Đã lưu tệp PDF.',
    cancelled: 'Đã hủy, chưa in.',
    refused: 'Máy này không cho in như vậy. Báo người quản trị.',
    failed: 'Không in được. Kiểm tra máy in và giấy rồi in lại.',
  } satisfies Record<PrintResult, string>,
}
