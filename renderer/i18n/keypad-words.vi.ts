/** Keys on the screen. */
export const vietnameseKeypad = {
  title: 'Bàn phím trên màn hình',
  keys: { delete: 'Xóa lùi', enter: 'Xong', hide: 'Ẩn bàn phím', shift: 'Chữ hoa', space: 'dấu cách' },
  pages: { digits: 'Phím số', hex: 'Phím số và A–F', letters: 'Phím chữ', signs: 'Số và ký hiệu' },
  tones: { acute: 'dấu sắc', grave: 'dấu huyền', hook: 'dấu hỏi', tilde: 'dấu ngã', dot: 'dấu nặng' },
} as const
