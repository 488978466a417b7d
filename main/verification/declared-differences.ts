import { relateAddresses } from '../cccd/address-wording.ts'
import type { DeclaredInput } from '../cccd/declared-input.ts'
import type { Dg13 } from '../cccd/dg13.ts'
import { mrzExpiryDate } from '../cccd/mrz-date.ts'
import { foldName, isMrzNameOf, sameName } from '../cccd/name-folding.ts'
import { documentNumberOf } from '../cccd/personal-number.ts'
import { type Difference, type FieldId, fieldIds } from '../protocol/report.ts'
import { declaredSource, legible } from './document-fields.ts'
import type { HolderInDg1 } from './holder-data.ts'

/** What was declared against what the chip says. */
export interface DeclaredComparison {
  /** Fields that both sides have. What the chip does not say contradicts nothing, and confirms nothing. */
  readonly compared: readonly FieldId[]
  /** In the order of the fields, one for a field. */
  readonly differences: readonly Difference[]
}

type Relation = 'same' | Difference['kind']
interface ChipSide {
  readonly value: string
  readonly source: 'dg1' | 'dg13'
  readonly relation: Relation
  readonly note?: Difference['note']
}
interface FieldComparison {
  readonly field: FieldId
  readonly mine: string
  readonly sides: readonly ChipSide[]
}

/**
 * Compares every declared field with each group of the chip that has it (TR-03135-1 §5.7 asks for the same of printed data). A field is `different` if
 * any group says something else, and lesser differences count only where no group says the same. Pure; says nothing of whether the chip is proven.
 */
export function declaredDifferences(
  declared: DeclaredInput,
  dg1: HolderInDg1 | undefined,
  dg13: Dg13 | undefined,
): DeclaredComparison {
  const chip = { dg1, dg13 }
  const found = [
    numberField(declared, chip),
    documentNumberField(declared, chip),
    nameField(declared, chip),
    field('birthDate', declared.birthDate, [dg13?.birthDate, dg1?.birthDate], relateDays),
    sexField(declared, chip),
    field('placeOfResidence', declared.placeOfResidence, [dg13?.placeOfResidence, undefined], relateResidences),
    field('issueDate', declared.issueDate, [dg13?.issueDate, undefined], relateIssueDates),
    expiryField(declared, chip),
    oldNumberField(declared, chip),
  ].filter(each => each !== undefined)
  found.sort((a, b) => fieldIds.indexOf(a.field) - fieldIds.indexOf(b.field))
  return {
    compared: found.map(({ field }) => field),
    differences: found.flatMap(each => differenceOf(each, declared)),
  }
}

interface Chip {
  readonly dg1: HolderInDg1 | undefined
  readonly dg13: Dg13 | undefined
}
type Relate = (
  mine: string,
  theirs: string,
  source: ChipSide['source'],
) => Relation | Pick<ChipSide, 'relation' | 'note'>

/** @param theirs what DG13 says, and DG1 */
function field(
  id: FieldId,
  mine: string | undefined,
  [inDg13, inDg1]: readonly [string | undefined, string | undefined],
  relate: Relate,
): FieldComparison | undefined {
  const side = (source: ChipSide['source'], value: string | undefined): ChipSide[] => {
    if (mine === undefined || value === undefined) return []
    const relation = relate(mine, value, source)
    return [{ value, source, ...(typeof relation === 'string' ? { relation } : relation) }]
  }
  const sides = [...side('dg13', inDg13), ...side('dg1', inDg1)]
  return mine === undefined || sides.length === 0 ? undefined : { field: id, mine, sides }
}

function differenceOf({ field, mine, sides }: FieldComparison, declared: DeclaredInput): Difference[] {
  const side =
    sides.find(({ relation }) => relation === 'different') ??
    (sides.some(({ relation }) => relation === 'same') ? undefined : sides[0])
  if (!side || side.relation === 'same') return []
  const { relation: kind, note } = side
  const source = declaredSource(declared)
  return [
    {
      field,
      kind,
      weight: kind === 'different' ? weightOf(field, declared) : 'minor',
      declared: { value: legible(mine), source },
      chip: { value: legible(side.value), source: side.source },
      ...(note && { note }),
    },
  ]
}

/**
 * Another number is another person, whatever the source. Name, birth and sex are as they are on the card; an insurance card has them from another
 * register, with its errors. Issue date, expiry beside a code, former number: of another card of the person. Addresses change.
 */
function weightOf(field: FieldId, { origin, insurance }: DeclaredInput): Difference['weight'] {
  if (field === 'personalNumber' || field === 'documentNumber') return 'contradiction'
  if (field === 'placeOfResidence' || field === 'issueDate' || field === 'oldIdNumber') return 'notable'
  if (field === 'expiryDate') return origin === 'mrz' ? 'contradiction' : 'notable'
  return insurance ? 'notable' : 'contradiction'
}

const equal: Relate = (mine, theirs) => (mine === theirs ? 'same' : 'different')

function numberField(declared: DeclaredInput, { dg1, dg13 }: Chip): FieldComparison | undefined {
  const { personalNumber, cancelledNumber, oldIdNumber } = declared
  return field('personalNumber', personalNumber, [dg13?.personalNumber, dg1?.personalNumber], (mine, theirs) => {
    if (mine === theirs) return 'same'
    const cancelled = theirs === cancelledNumber || theirs === oldIdNumber
    return cancelled ? { relation: 'different', note: 'cancelled-number' } : 'different'
  })
}

/** The number of a passport has nothing to do with that of the card, which a QR code or the personal number implies. */
function documentNumberField(declared: DeclaredInput, chip: Chip): FieldComparison | undefined {
  const { origin, documentNumber, personalNumber } = declared
  const mrz = chip.dg1?.mrz
  if (!mrz || (origin !== 'mrz' && mrz.format !== 'TD1')) return undefined
  const derived = personalNumber !== undefined && documentNumberOf(personalNumber) === documentNumber
  const numberDiffers = numberField(declared, chip)?.sides.some(({ relation }) => relation === 'different')
  // It would say once more what the personal number says.
  if (derived && numberDiffers) return undefined
  return field('documentNumber', documentNumber, [undefined, mrz.documentNumber], equal)
}

/**
 * The lines printed on the card are those of DG1; a name in full stands in DG13, and DG1 has what an MRZ makes of it (9303-3 §4.6): that can contradict
 * the name, but not tell how it is spelled.
 */
function nameField({ origin, fullName }: DeclaredInput, { dg1, dg13 }: Chip): FieldComparison | undefined {
  if (origin === 'mrz') {
    if (dg1) return field('fullName', fullName, [undefined, dg1.fullName], relateMrzNames)
    return field('fullName', fullName, [dg13?.fullName, undefined], (mine, theirs) =>
      isMrzNameOf(mine, theirs, mine.length + 1 >= 29) ? 'same' : 'different',
    )
  }
  return field('fullName', fullName, [dg13?.fullName, dg1?.fullName], (mine, theirs, source) => {
    if (source === 'dg13') return relateNames(mine, theirs)
    if (!isMrzNameOf(theirs, mine, dg1?.nameCut === true)) return 'different'
    return dg13?.fullName ? 'spelling' : 'same'
  })
}

const relateMrzNames: Relate = (mine, theirs) => (sameName(mine, theirs) ? 'same' : 'different')

function relateNames(mine: string, theirs: string): Relation {
  const tidy = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
  if (tidy(mine) === tidy(theirs)) return 'same'
  return foldName(mine) !== '' && sameName(mine, theirs) ? 'spelling' : 'different'
}

/** Where either knows the year alone, years are compared. */
function relateDays(mine: string, theirs: string): Relation {
  if (mine === theirs) return 'same'
  if (mine.length !== 4 && theirs.length !== 4) return 'different'
  return mine.slice(0, 4) === theirs.slice(0, 4) ? 'precision' : 'different'
}

/** `X` in a machine-readable zone is a filler: nothing is stated. */
function sexField({ sex }: DeclaredInput, { dg1, dg13 }: Chip): FieldComparison | undefined {
  const inDg1 = dg1?.mrz.sex === 'X' ? undefined : dg1?.mrz.sex
  return field('sex', sex, [dg13?.sex, inDg1], (mine, theirs) =>
    mine === theirs ? 'same' : mine === 'X' ? 'precision' : 'different',
  )
}

const relateResidences: Relate = (mine, theirs) => {
  const { kind, oldAndNew } = relateAddresses(mine, theirs)
  return { relation: kind, ...(oldAndNew && { note: 'units-of-2025' }) }
}

/** The number stays with the person, the date of issue with the card. */
const relateIssueDates: Relate = (mine, theirs) => {
  const relation = relateDays(mine, theirs)
  if (relation !== 'different') return relation
  return { relation, note: mine < theirs ? 'older-code' : 'newer-code' }
}

/** `991231` is how a zone writes that there is no end. */
function expiryField(declared: DeclaredInput, { dg1, dg13 }: Chip): FieldComparison | undefined {
  const { mrzInformation } = declared
  const mine = declared.expiryDate ?? (mrzInformation && mrzExpiryDate(mrzInformation.expiryDate))
  const relate: Relate = (one, other) =>
    one === other || (one === '2099-12-31' && other === 'unlimited') ? 'same' : 'different'
  const chip = dg1 ? ([undefined, dg1.expiryDate] as const) : ([dg13?.expiryDate, undefined] as const)
  return field('expiryDate', mine, chip, relate)
}

/** Nine digits; a number of twelve in its place is no number of a former card. */
function oldNumberField({ oldIdNumber }: DeclaredInput, { dg13 }: Chip): FieldComparison | undefined {
  return field(
    'oldIdNumber',
    oldIdNumber?.length === 9 ? oldIdNumber : undefined,
    [dg13?.oldIdNumber, undefined],
    equal,
  )
}
