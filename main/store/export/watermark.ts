import type { ExportOrder } from './export-order.ts'

/** Who made the file, when, why, and what is in it: a line each, name and value. */
export function watermark(order: ExportOrder, id: string): readonly (readonly [name: string, value: string])[] {
  const { by, reason, purpose, legalBasis, numbers, filter } = order
  const limits = Object.entries(filter).map(([name, value]) => `${name}=${value}`)
  return [
    ['ChipDesk', `dữ liệu xuất / export ${id}`],
    ['Người xuất / Exported by', `${by.operator}, ${by.desk}, ${by.at}`],
    ['Lý do / Reason', reason],
    ['Mục đích / Purpose', [purpose, legalBasis].filter(Boolean).join(', ')],
    ['Phạm vi / Range', limits.join(', ') || 'tất cả / everything'],
    ['Số định danh / Numbers', numbers === 'masked' ? 'đã che / masked' : 'đầy đủ / in full'],
    [
      'Dữ liệu cá nhân / Personal data',
      'không sao chép, không chuyển cho bên thứ ba, xóa khi hết mục đích / do not copy, do not pass on, delete when done',
    ],
  ]
}
