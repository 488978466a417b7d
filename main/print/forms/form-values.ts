import { dayText } from '../../protocol/written-time.ts'

/** A day as forms write it, `ngày 05 tháng 02 năm 2026`: one digit gets its nought, months above two do not (NĐ 30/2020/NĐ-CP, phụ lục I). */
export function dayInWords(day: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  return year && month && date ? `ngày ${date} tháng ${monthText(month)} năm ${year}` : undefined
}

const monthText = (month: string) => (Number(month) < 3 ? month : String(Number(month)))

/** Sex, days and the country's code as a form has them; any other text as it is. */
export const sexText = (said: string): string => ({ M: 'Nam', F: 'Nữ', X: 'Khác' })[said] ?? said
export const birthText = (said: string): string => dayText(said)
export const nationalityText = (said: string): string => (said === 'VNM' ? 'Việt Nam' : said)
/** Capitals, as the form asks for the name. */
export const nameInCapitals = (said: string): string => said.normalize('NFC').toLocaleUpperCase('vi')

/** The place of a paper: the commune, ward or special zone whose police it is; `undefined` where the name does not say. */
export function placeOfPolice(issuing: string | undefined): string | undefined {
  const [, place] = /^công an (?:xã|phường|thị trấn|đặc khu) (.+)$/iu.exec(issuing?.normalize('NFC').trim() ?? '') ?? []
  return place
}
