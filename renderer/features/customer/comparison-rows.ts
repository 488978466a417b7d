import { changedWords, type TextPiece } from '../../../main/protocol/changed-words.ts'
import type { CustomerFieldId, CustomerRow } from '../../../main/protocol/customer.ts'
import type { DocumentField } from '../../../main/protocol/report.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { fieldText } from '../../ui/formats.ts'

export type RowTone = 'red' | 'yellow' | 'quiet'

/** One line of the table: what the desk has beside what the card says. */
export interface ComparisonRow {
  readonly field: CustomerFieldId
  readonly result: CustomerRow['result']
  readonly tone: RowTone
  readonly customer: readonly TextPiece[]
  readonly card: readonly TextPiece[]
  /** Whether the register says the same as the card; undefined where it was not asked or has not answered. */
  readonly registry: boolean | undefined
}

/** By what has to be settled first. */
const order: readonly CustomerRow['result'][] = [
  'different',
  'unreadable',
  'precision',
  'wording',
  'spelling',
  'not-on-card',
  'same',
]

const tones: Record<CustomerRow['result'], RowTone> = {
  different: 'red',
  unreadable: 'yellow',
  precision: 'yellow',
  wording: 'yellow',
  spelling: 'yellow',
  'not-on-card': 'quiet',
  same: 'quiet',
}

/**
 * The rows that are not the same, most serious first, and the fields that are. A field that the register has otherwise is never folded away.
 * @param document what the card said, for values that are not kept in the rows
 */
export function comparisonRows(
  rows: readonly CustomerRow[],
  t: Dictionary,
  document: readonly DocumentField[] = [],
): { open: ComparisonRow[]; same: CustomerFieldId[] } {
  const read = ({ field, result }: CustomerRow) =>
    result === 'not-on-card' ? undefined : document.find(({ id }) => id === field)?.value
  const folded = (row: CustomerRow) => row.result === 'same' && row.registry !== false
  const open = rows
    .filter(row => !folded(row))
    .toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result))
    .map(row => {
      const text = (value: string | undefined) => (value ? fieldText({ id: row.field, value }, t) : '')
      const [customer, card] = changedWords(text(row.customer), text(row.card ?? read(row)))
      const tone = row.registry === false && tones[row.result] === 'quiet' ? 'yellow' : tones[row.result]
      return { field: row.field, result: row.result, tone, customer, card, registry: row.registry }
    })
  return { open, same: rows.filter(folded).map(({ field }) => field) }
}

/** The tone of the whole table: that of its worst row. */
export const worstTone = (rows: readonly ComparisonRow[]): RowTone =>
  rows.some(({ tone }) => tone === 'red') ? 'red' : rows.some(({ tone }) => tone === 'yellow') ? 'yellow' : 'quiet'
