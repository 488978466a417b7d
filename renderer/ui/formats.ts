import type { DocumentField } from '../../main/protocol/report.ts'
import { dayText } from '../../main/protocol/written-time.ts'
import type { Dictionary } from '../i18n/vi.ts'

/** Long digit strings in groups of three, for the eye only: the page joins them without spaces, so copies stay whole. */
export function digitGroups(digits: string): string[] {
  return /^\d{9,}$/.test(digits) ? (digits.match(/\d{1,3}/g) ?? [digits]) : [digits]
}

/** Kilobytes (of 1000) with one decimal, `13,4` in Vietnamese and `13.4` in English. */
export const formatKilobytes = (bytes: number, locale: string): string =>
  (bytes / 1000).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

export const formatSeconds = (ms: number, locale: string): string =>
  (ms / 1000).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const dates: ReadonlySet<DocumentField['id']> = new Set(['birthDate', 'issueDate', 'expiryDate'])

/** Value of a field as shown to people. */
export function fieldText(field: Pick<DocumentField, 'id' | 'value'>, t: Dictionary): string {
  if (field.id === 'sex')
    return field.value === 'M' || field.value === 'F' || field.value === 'X' ? t.sex[field.value] : field.value
  if (field.id === 'expiryDate' && field.value === 'unlimited') return t.unlimited
  if (dates.has(field.id)) return dayText(field.value)
  if (field.id === 'nationality' || field.id === 'issuingState') return field.value === 'VNM' ? 'Việt Nam' : field.value
  return field.value
}
