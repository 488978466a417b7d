import { describe, expect, it } from 'vitest'
import type { TextPiece } from '../../../main/protocol/changed-words.ts'
import type { Difference } from '../../../main/protocol/report.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { differencePanel } from './difference-rows.ts'

function difference(
  field: Difference['field'],
  weight: Difference['weight'],
  [declared, chip]: readonly [string, string],
  more: Partial<Difference> = {},
): Difference {
  return {
    field,
    weight,
    kind: weight === 'minor' ? 'spelling' : 'different',
    declared: { value: declared, source: 'qr' },
    chip: { value: chip, source: 'dg13' },
    ...more,
  }
}
const number = difference('personalNumber', 'contradiction', ['999190000007', '999190000001'])
const name = difference('fullName', 'contradiction', ['Trần Thị Thử', 'Nguyễn Thị Thử'])
const issued = difference('issueDate', 'notable', ['2016-05-10', '2021-05-10'], { note: 'older-code' })
const spelled = difference('fullName', 'minor', ['NGUYEN THI THU', 'Nguyễn Thị Thử'])
const marked = (pieces: readonly TextPiece[]) =>
  pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')

describe('what was declared beside the chip', () => {
  it('is no panel where nothing differs, and where nothing was compared', () => {
    expect([differencePanel([], vi), differencePanel(undefined, vi)]).toEqual([undefined, undefined])
  })

  it.each<[string, Difference[], string, string]>([
    ['number', [spelled, number], 'red', vi.differences.title.number],
    ['name', [issued, name], 'red', vi.differences.title.contradiction],
    ['issue date', [spelled, issued], 'yellow', vi.differences.title.notable],
    ['marks', [spelled], 'quiet', vi.differences.title.minor],
    ['number without marks', [{ ...number, weight: 'minor' }], 'quiet', vi.differences.title.minor],
  ])('is as loud as the worst of it: %s', (_, differences, tone, title) => {
    expect(differencePanel(differences, vi)).toMatchObject({ tone, title })
  })

  it('has what weighs most first', () => {
    expect(differencePanel([spelled, issued, number], vi)?.rows.map(({ field }) => field)).toEqual([
      'personalNumber',
      'issueDate',
      'fullName',
    ])
  })

  it('marks the digits and words that differ, in what the counter reads', () => {
    const rows = differencePanel([number, issued, name, difference('sex', 'contradiction', ['M', 'F'])], en)?.rows
    expect(rows?.map(({ declared, chip }) => [marked(declared), marked(chip)])).toEqual([
      ['99919000000[7]', '99919000000[1]'],
      ['[Trần] Thị Thử', '[Nguyễn] Thị Thử'],
      ['[Male]', '[Female]'],
      ['10/05/[2016]', '10/05/[2021]'],
    ])
  })

  it('says where each side is from, how they differ, and what that may mean', () => {
    const panel = differencePanel([issued], en)
    expect(panel?.source).toBeUndefined()
    const typed = { ...issued, declared: { value: '999190000007', source: 'typed' as const } }
    expect(differencePanel([typed], en)?.source).toBe('typed number')
    expect(panel?.rows[0]).toMatchObject({
      label: 'Issue date',
      kind: 'Different',
      note: en.differences.notes['older-code'],
      group: 'DG13',
    })
    expect(differencePanel([spelled], vi)?.rows[0]?.note).toBeUndefined()
  })
})
