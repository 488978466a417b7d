/** The screen of the diagnostics; the lines themselves: main/protocol/diagnostics-texts.vi.ts. */
export const vietnameseDiagnosticsScreen = {
  summary: (bad: number, warn: number) => {
    if (bad > 0 && warn > 0) return `Có ${bad} chỗ hỏng và ${warn} chỗ cần để ý`
    if (bad > 0) return `Có ${bad} chỗ hỏng cần xử lý`
    return warn > 0 ? `Quầy chạy được, có ${warn} chỗ cần để ý` : 'Mọi thứ đều chạy tốt'
  },
  looking: 'Đang kiểm tra lại…',
  lookedAt: (time: string) => `Kiểm tra lúc ${time}`,
  again: 'Kiểm tra lại',
  copy: 'Chép báo cáo',
  save: 'Lưu thành tệp',
  copied: 'Đã chép. Dán vào thư hoặc tin nhắn gửi người hỗ trợ.',
  notCopied: 'Máy không cho chép. Bấm “Lưu thành tệp”.',
  saved: 'Đã gửi tệp báo cáo cho trình duyệt lưu.',
  open: 'Cần xem',
  unknown: 'Chưa rõ',
  good: 'Chạy tốt',
  private: 'Báo cáo không có thông tin của người dân, tên người dùng máy hay mật khẩu nào.',
  tried: 'Từng phép tính',
  states: { bad: 'Hỏng', warn: 'Cần để ý', unknown: 'Chưa rõ', ok: 'Tốt' },
}
