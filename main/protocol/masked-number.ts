import type { FieldId } from './report.ts'

/** Fields that are numbers of a person or of their document. */
export const numberFields: ReadonlySet<FieldId> = new Set(['personalNumber', 'documentNumber', 'oldIdNumber'])

/**
 * A number as it is shown to those who need to tell two people apart and no more: `999****001`. Of shorter numbers less is left, for a document
 * number is the end of the personal one.
 */
export function maskedNumber(number: string): string {
  const kept = number.length >= 12 ? 3 : 2
  return number.length <= 2 * kept ? '****' : `${number.slice(0, kept)}****${number.slice(-kept)}`
}
