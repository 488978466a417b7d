import type { DocumentField } from '../../main/protocol/report.ts'
import type { Dictionary } from '../i18n/vi.ts'

/** Card date `YYYY-MM-DD` or `YYYY` as `dd/mm/yyyy` or `yyyy`; any other text as it is. */
export function formatCardDate(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : text
}

const two = (value: number) => String(value).padStart(2, '0')

/**
 * RFC 3339 instant as day and time of the desk that wrote it: its own offset is kept, so that a stored `09:10+07:00` stays
 * ten past nine on any screen. UTC (`Z`) becomes local time. Undefined for anything that is no instant.
 */
export function readInstant(text: string): { day: string; time: string; seconds: string; isoDay: string } | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  if (!parts) return undefined
  let [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts
  if (parts[7] === 'Z') {
    const local = new Date(text)
    if (Number.isNaN(local.getTime())) return undefined
    year = String(local.getFullYear())
    month = two(local.getMonth() + 1)
    day = two(local.getDate())
    hour = two(local.getHours())
    minute = two(local.getMinutes())
    second = two(local.getSeconds())
  }
  return {
    day: `${day}/${month}/${year}`,
    time: `${hour}:${minute}`,
    seconds: `${hour}:${minute}:${second}`,
    isoDay: `${year}-${month}-${day}`,
  }
}

/** `09:10:05 15/01/2026`, or the text itself where it is no instant. */
export function formatInstant(text: string): string {
  const instant = readInstant(text)
  return instant ? `${instant.seconds} ${instant.day}` : text
}

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
  if (dates.has(field.id)) return formatCardDate(field.value)
  if (field.id === 'nationality' || field.id === 'issuingState') return field.value === 'VNM' ? 'Việt Nam' : field.value
  return field.value
}
