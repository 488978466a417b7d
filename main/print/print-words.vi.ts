export const vietnamesePrintWords = {
  demo: 'MẪU / DEMO – KHÔNG CÓ GIÁ TRỊ',
  demoStamp: 'MẪU / DEMO',
  page: 'Trang',
  desk: 'Quầy',
  operator: 'Cán bộ',
  printedAt: 'In lúc',
  reference: 'Mã xác minh',
  sexes: { M: 'Nam', F: 'Nữ', X: 'Khác' },
  unlimited: 'Không thời hạn',
}
/** Words of every print-out. */
export type PrintWordsTable = typeof vietnamesePrintWords
