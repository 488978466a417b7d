import type { DeclaredInput } from '../cccd/declared-input.ts'
import type { Dg13 } from '../cccd/dg13.ts'
import { type EvidenceLevel, evidenceLevels } from '../protocol/checks.ts'
import { type DocumentField, type FieldId, fieldIds } from '../protocol/report.ts'
import { type Files, type HolderInDg1, holderInDg1, holderInDg13 } from './holder-data.ts'

/** How far each of the chip's sources of text is proven. */
export type ChipLevels = Readonly<Record<'dg1' | 'dg13', EvidenceLevel>>

type Values = Partial<Record<FieldId, string | undefined>>
type Source = readonly [source: DocumentField['source'], level: EvidenceLevel, values: Values]

/**
 * The fields to show, each once, from its best source: the chip before what was declared, of the chip the better proven group, then
 * DG13, which has the diacritics, before DG1. Parents, spouse, ethnicity and religion are left on the chip: no desk decides by them.
 * @param level of the chip's data; one for both groups while nothing is verified yet
 * @param at for the century of two-digit years
 */
export function documentFields(
  files: Files,
  level: EvidenceLevel | ChipLevels,
  declared?: DeclaredInput,
  at = new Date(),
): DocumentField[] {
  const levels = typeof level === 'string' ? { dg1: level, dg13: level } : level
  const [dg1, dg13] = [holderInDg1(files, at), holderInDg13(files)]
  const chip: Source[] = []
  if (dg13) chip.push(['dg13', levels.dg13, fromDg13(dg13)])
  if (dg1) chip.push(['dg1', levels.dg1, fromDg1(dg1)])
  chip.sort(([, one], [, other]) => evidenceLevels.indexOf(other) - evidenceLevels.indexOf(one))
  const sources = [...chip, ...(declared ? declaredSources(declared) : [])]
  return fieldIds.flatMap(id => {
    const best = sources.find(([, , values]) => values[id])
    const value = best?.[2][id]
    return best && value ? [{ id, value: legible(value), source: best[0], level: best[1] }] : []
  })
}

/** Controls of terminals and of writing direction, by which a signed text could still show something else than it says. */
const invisible = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
/** Text for screens, prints and terminals: NFC, and every invisible control as the replacement character. */
export const legible = (text: string): string => text.normalize('NFC').replace(invisible, '\ufffd')

const fromDg13 = (dg13: Dg13): Values => ({
  personalNumber: dg13.personalNumber,
  fullName: dg13.fullName,
  birthDate: dg13.birthDate,
  sex: dg13.sex,
  nationality: dg13.nationality,
  placeOfOrigin: dg13.placeOfOrigin,
  placeOfResidence: dg13.placeOfResidence,
  issueDate: dg13.issueDate,
  expiryDate: dg13.expiryDate,
  oldIdNumber: dg13.oldIdNumber,
  personalMarks: dg13.personalMarks,
})

const fromDg1 = ({ mrz, personalNumber, fullName, birthDate, expiryDate }: HolderInDg1): Values => ({
  personalNumber,
  fullName,
  birthDate,
  sex: mrz.sex,
  nationality: mrz.nationality,
  expiryDate,
  documentNumber: mrz.documentNumber,
  issuingState: mrz.issuingState,
})

const fromDeclared = (declared: DeclaredInput): Values => ({
  personalNumber: declared.personalNumber,
  fullName: declared.fullName,
  birthDate: declared.birthDate,
  sex: declared.sex,
  nationality: declared.nationality,
  placeOfResidence: declared.placeOfResidence,
  issueDate: declared.issueDate,
  expiryDate: declared.expiryDate,
  documentNumber: declared.documentNumber,
  issuingState: declared.issuingState,
  oldIdNumber: declared.oldIdNumber,
})

function declaredSources(declared: DeclaredInput): Source[] {
  const values = fromDeclared(declared)
  const answered = Object.fromEntries((declared.answered ?? []).map(id => [id, values[id]]))
  return [
    ['typed', 'declared', answered],
    [declaredSource(declared), 'declared', values],
  ]
}

/** Where what was declared came from. */
export function declaredSource({ origin }: DeclaredInput): 'qr' | 'mrz' | 'typed' {
  return origin === 'qr' || origin === 'mrz' ? origin : 'typed'
}
