import type { Difference } from './report.ts'

/** How what was declared and the chip differ, in the words of the counter. */
export const vietnameseDifferences = {
  title: {
    number: 'Số đã khai không phải số trong chip',
    contradiction: 'Thông tin đã khai không khớp với chip',
    notable: 'Có thông tin đã khai khác với chip',
    minor: 'Thông tin đã khai chỉ khác cách viết',
  },
  field: 'Mục',
  declared: 'Trên thẻ in / mã QR',
  chip: 'Trong chip',
  none: 'Mọi thông tin đã khai mà chip cũng có đều khớp.',
  /** Beside each mark, for who hears the table. */
  changed: 'khác',
  kinds: {
    spelling: 'Chỉ khác dấu',
    wording: 'Khác cách viết, cùng một nơi',
    precision: 'Một bên ghi ít hơn',
    different: 'Khác nhau',
  } satisfies Record<Difference['kind'], string>,
  notes: {
    'cancelled-number': 'Mã ghi số trong chip là số đã hủy: thẻ này mang số cũ.',
    'older-code': 'Mã ghi ngày cấp sớm hơn chip: có thể là mã của thẻ cũ.',
    'newer-code': 'Mã ghi ngày cấp muộn hơn chip: thẻ đang đọc có thể là thẻ cũ.',
    'units-of-2025': 'Có thể là tên xã, phường trước và sau tháng 7/2025.',
  } satisfies Record<NonNullable<Difference['note']>, string>,
}
