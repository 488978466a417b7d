import { changedWords, type TextPiece } from '../../../main/protocol/changed-words.ts'
import type { Difference, FieldId } from '../../../main/protocol/report.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { fieldText } from '../../ui/formats.ts'

export interface DifferenceRow {
  readonly field: FieldId
  readonly label: string
  readonly weight: Difference['weight']
  readonly kind: string
  readonly note?: string
  readonly declared: readonly TextPiece[]
  readonly chip: readonly TextPiece[]
  /** `DG13`. */
  readonly group: string
}

export interface DifferencePanel {
  readonly title: string
  readonly tone: 'red' | 'yellow' | 'quiet'
  /** Where all that was declared came from, if that is no code. */
  readonly source?: string
  /** What weighs most first, each weight in the order of the fields. */
  readonly rows: readonly DifferenceRow[]
}

const order: readonly Difference['weight'][] = ['contradiction', 'notable', 'minor']

/** The table of what was declared beside what the chip says; undefined where nothing differs or nothing was compared. */
export function differencePanel(
  differences: readonly Difference[] | undefined,
  t: Dictionary,
): DifferencePanel | undefined {
  if (!differences || differences.length === 0) return undefined
  const rows = order.flatMap(weight => differences.filter(each => each.weight === weight).map(each => rowOf(each, t)))
  const worst = rows[0]?.weight ?? 'minor'
  const source = differences[0]?.declared.source ?? 'typed'
  const { title } = t.differences
  const number = differences.some(({ field, weight }) => field === 'personalNumber' && weight === 'contradiction')
  return {
    title: number ? title.number : title[worst],
    tone: worst === 'contradiction' ? 'red' : worst === 'notable' ? 'yellow' : 'quiet',
    ...(source !== 'qr' && { source: t.sources[source] }),
    rows,
  }
}

function rowOf({ field, kind, weight, declared, chip, note }: Difference, t: Dictionary): DifferenceRow {
  const text = (value: string) => fieldText({ id: field, value }, t)
  const [mine, theirs] = changedWords(text(declared.value), text(chip.value))
  return {
    field,
    label: t.fields[field],
    weight,
    kind: t.differences.kinds[kind],
    ...(note && { note: t.differences.notes[note] }),
    declared: mine,
    chip: theirs,
    group: chip.source.toUpperCase(),
  }
}
