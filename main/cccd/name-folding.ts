/** A–Z words of a name: marks fall off, đ is d, apostrophes vanish, hyphens part words. For comparing, never for showing. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replaceAll('Đ', 'D')
    .replaceAll('Ð', 'D')
    .replace(/[-\s<]+/g, ' ')
    .replace(/[^A-Z ]/g, '')
    .trim()
}

/**
 * A–Z and digits of a text such as an address, one space between: case, marks, Đ, punctuation and the Unicode form do not count. For
 * comparing, never for showing.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[ĐÐ]/g, 'D')
    .replace(/[\p{M}'’ʼ]+/gu, '')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}

/** Whether two spellings are the same name. */
export const sameName = (one: string, other: string): boolean => foldName(one) === foldName(other)

/** Whether `mrzName` is `name` as a machine-readable zone has it: folded, and cut off where the field was full. */
export function isMrzNameOf(mrzName: string, name: string, cut: boolean): boolean {
  const [short, whole] = [foldName(mrzName).replaceAll(' ', ''), foldName(name).replaceAll(' ', '')]
  return short === whole || (cut && short.length > 0 && whole.startsWith(short))
}
