import { evidenceLevels } from '../../../main/protocol/checks.ts'
import { type DocumentField, type FieldId, fieldIds } from '../../../main/protocol/report.ts'

/** One line of the screen: the best proven value, and other values that sources gave for the same field. */
export interface ShownField {
  readonly id: FieldId
  readonly best: DocumentField
  readonly others: readonly DocumentField[]
}

/** At equal evidence: the chip's Vietnamese text before its MRZ, the chip before anything declared. */
const sourceOrder: readonly DocumentField['source'][] = ['dg13', 'dg1', 'dg2', 'registry', 'mrz', 'qr', 'typed']

const byStrength = (a: DocumentField, b: DocumentField) =>
  evidenceLevels.indexOf(b.level) - evidenceLevels.indexOf(a.level) ||
  sourceOrder.indexOf(a.source) - sourceOrder.indexOf(b.source)

/** Upper case without marks or spaces: `Nguyễn  Thị` equals `NGUYEN THI`. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The MRZ writes without marks and cuts a long name at 30 characters: a value that says the same as far as it goes is no
 * difference worth the clerk's time.
 */
const saysTheSame = (best: DocumentField, other: DocumentField): boolean => {
  const [a, b] = [folded(best.value), folded(other.value)]
  const cut = other.id === 'fullName' && (other.source === 'dg1' || other.source === 'mrz') && b.length >= 20
  return a === b || (cut && a.startsWith(b))
}

/** Fields in the order of the protocol, one line each. */
export function shownFields(fields: readonly DocumentField[]): ShownField[] {
  return fieldIds.flatMap(id => {
    const [best, ...rest] = fields.filter(field => field.id === id).sort(byStrength)
    if (!best) return []
    return [{ id, best, others: rest.filter(other => !saysTheSame(best, other)) }]
  })
}
