/**
 * A name as it is searched: without diacritics, lower case, spaces collapsed. `đ` is a letter of its own that no
 * normalisation takes apart, and `Ð` (U+00D0) stands for `Đ` in texts typed on old keyboards.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}
