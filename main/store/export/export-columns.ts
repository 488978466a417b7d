import type { Act } from '../../protocol/act.ts'
import { vietnameseFieldNames } from '../../protocol/field-names.vi.ts'
import { maskedNumber } from '../../protocol/masked-number.ts'
import type { FieldId } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { ExportOrder } from './export-order.ts'

/** What leaves the desk of a document: who it was and where the card stands, nothing that only the chip needs. */
const fields = [
  'personalNumber',
  'fullName',
  'birthDate',
  'sex',
  'nationality',
  'placeOfResidence',
  'issueDate',
  'expiryDate',
  'documentNumber',
  'oldIdNumber',
] as const satisfies readonly FieldId[]
const numbers: readonly FieldId[] = ['personalNumber', 'documentNumber', 'oldIdNumber']

/** Columns in their order: name in JSON, and heading for people. */
export const exportColumns: readonly (readonly [id: string, heading: string])[] = [
  ['id', 'Mã lượt'],
  ['at', 'Thời điểm'],
  ['desk', 'Quầy'],
  ['operator', 'Cán bộ'],
  ['purpose', 'Mục đích'],
  ['legalBasis', 'Căn cứ pháp lý'],
  ['verdict', 'Kết luận về thẻ'],
  ['reasons', 'Lý do'],
  ...fields.map(id => [id, vietnameseFieldNames[id]] as const),
  ['registry', 'Trả lời của trung ương'],
  ['checks', 'Tra cứu khác'],
  ['decision', 'Kết quả giải quyết'],
  ['documents', 'Giấy tờ đã lập'],
  ['demo', 'Dữ liệu minh họa'],
  // In every row, so that a copied part still says where it came from.
  ['export', 'Mã lần xuất'],
]

/** One transaction as texts in the order of the columns. */
export function exportRow(
  { id, at, desk, operator = '', purpose, report, registry, checks = [], acts = [], demo }: Transaction,
  order: Pick<ExportOrder, 'numbers'>,
  exportId: string,
): string[] {
  const value = (field: FieldId) => {
    const text = report.document.find(entry => entry.id === field)?.value ?? ''
    return text !== '' && order.numbers === 'masked' && numbers.includes(field) ? maskedNumber(text) : text
  }
  return [
    id,
    at,
    desk,
    operator,
    purpose?.code ?? '',
    purpose?.legalBasis ?? '',
    report.verdict,
    report.reasons.join(' '),
    ...fields.map(value),
    registry.status === 'answered'
      ? (registry.card?.verdict ?? registry.citizen?.match ?? 'answered')
      : registry.status,
    checks.map(({ kind, state }) => `${kind}: ${state.status}`).join('; '),
    acts.findLast(act => act.kind === 'decision')?.outcome ?? '',
    acts.flatMap(paper).join('; '),
    demo ? 'demo' : '',
    exportId,
  ]
}

/** Form and number; why an act was done can be personal, and is not in it. */
const paper = (act: Act): string[] =>
  act.kind === 'document' ? [act.number === undefined ? act.document : `${act.document} ${act.number}`] : []
