import { parseDg1 } from '../emrtd/lds/dg1.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Anchor } from '../trust/anchor.ts'
import type { Deviation, Trust } from '../trust/trust.ts'
import type { DataProof } from './data-checks.ts'
import { holderInDg13 } from './holder-data.ts'

/** What a published defect does to a document: `compromised` refuses it, `unsettled` keeps the green away, `tolerated` is named. */
type Weight = 'compromised' | 'unsettled' | 'tolerated'

const arc = '2.23.136.1.1.7.'
const groupHashWrong = `${arc}2.2`
const comInconsistent = `${arc}2.4`
const checkDigitWrong = `${arc}3.2`

/**
 * Groups whose defect is tolerated: no check and no field rests on them. Identity (DG1, DG13), face (DG2) and the keys of the chip (DG14, DG15) are what a
 * desk takes a card in for; nothing excuses those.
 */
const dispensable = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16]
const onlyDispensable = ({ field }: Deviation): Weight =>
  field !== undefined && dispensable.includes(field) ? 'tolerated' : 'unsettled'

/** Defects of 9303-12 §10.2 by their last two arcs. A type that is not here, of chips or of national use for one, is `unsettled`. */
const meanings = new Map<
  string,
  { readonly name: string; readonly weight: Weight | ((deviation: Deviation) => Weight) }
>([
  // Nothing can be verified with it: the checks of chain and signature fail, and stay failed.
  [`${arc}1.1`, { name: 'signature of the signer certificate', weight: 'unsettled' }],
  [`${arc}1.2`, { name: 'encoding of the signer certificate', weight: 'tolerated' }],
  [`${arc}1.3`, { name: 'encoding of the CSCA certificate', weight: 'tolerated' }],
  [`${arc}1.4`, { name: 'active authentication key compromised', weight: 'compromised' }],
  [`${arc}2.1`, { name: 'data group malformed', weight: onlyDispensable }],
  [groupHashWrong, { name: 'hash of a data group', weight: onlyDispensable }],
  [`${arc}2.3`, { name: 'signature of EF.SOD', weight: 'unsettled' }],
  [comInconsistent, { name: 'EF.COM', weight: 'tolerated' }],
  // What is in the zone is what the issuer signed, and is not true.
  [`${arc}3.1`, { name: 'data of the machine-readable zone', weight: 'unsettled' }],
  [checkDigitWrong, { name: 'check digit of the machine-readable zone', weight: 'tolerated' }],
])

/**
 * Defects that the issuer published for this document or its signer (9303-12 §10, TR-03135-1 §5.8). Asked only under a known issuer, with a number that the
 * signature covers: a list speaks of documents of its own state, and a changed number would find what is said of another.
 */
export function listedDeviations(
  { files }: CardRead,
  { sod, covered }: DataProof,
  anchor: Anchor | undefined,
  trust: Trust,
): readonly Deviation[] | undefined {
  if (!sod || !anchor) return undefined
  const dg1 = covered.has('DG1') ? files.get('DG1') : undefined
  const mrz = dg1 && parseDg1(dg1)
  const issued = covered.has('DG13') ? holderInDg13(files)?.issueDate : undefined
  const issuedAt = sod.signingTime ?? (issued && issued.length === 10 ? new Date(issued) : undefined)
  return trust.deviations({
    signer: sod.signer,
    anchorKind: anchor.kind,
    ...(mrz?.ok && { documentCode: mrz.value.documentCode, documentNumber: mrz.value.documentNumber }),
    ...(issuedAt && { issuedAt }),
  })
}

/** Whether something is published against this document. */
export function defectCheck(deviations: readonly Deviation[] | undefined): Check {
  const id = 'document.defect'
  if (!deviations) return { id, result: 'not-supported', reason: 'no-defect-list' }
  if (deviations.length === 0) return { id, result: 'successful' }
  const detail = [...new Set(deviations.map(describe))].join('; ')
  const weights = deviations.map(weightOf)
  if (deviations.some((each, i) => weights[i] === 'compromised' && each.certain))
    return { id, result: 'failed', reason: 'chip-key-compromised', detail }
  const tolerated = weights.every(weight => weight === 'tolerated')
  return { id, result: 'undetermined', reason: tolerated ? 'known-defect' : 'defect-unsettled', detail }
}

function weightOf(deviation: Deviation): Weight {
  const weight = meanings.get(deviation.type)?.weight ?? 'unsettled'
  return typeof weight === 'string' ? weight : weight(deviation)
}

const describe = ({ type, field, description }: Deviation) =>
  [meanings.get(type)?.name ?? type, field, description && `"${description}"`]
    .filter(part => part !== undefined)
    .join(' ')

/** MRZField (9303-12 §10.2) of each check digit; the composite one follows from any other. */
const fieldOf: Readonly<Record<string, number>> = { documentNumber: 4, birthDate: 6, expiryDate: 8, optionalData: 9 }

/**
 * Checks that found exactly what the issuer published, as `known-defect` instead of their own word. Only that one finding is excused: a group with a listed
 * wrong hash stays unproven, and its data with it; every other check stands as it was made.
 */
export function excused(checks: readonly Check[], deviations: readonly Deviation[] | undefined): Check[] {
  const excuses = (deviations ?? []).filter(({ mayExcuse }) => mayExcuse)
  const listed = (type: string) => excuses.filter(each => each.type === type)
  const isExcused = ({ id, reason, detail = '' }: Check): boolean => {
    if (id === 'sod.hashes' && reason === 'hash-wrong')
      return listed(groupHashWrong).some(each => onlyDispensable(each) === 'tolerated' && detail === `DG${each.field}`)
    if (id === 'sod.com-consistency' && (reason === 'com-lists-more' || reason === 'com-lists-less'))
      return listed(comInconsistent).length > 0
    if (id === 'document.mrz' && reason === 'check-digit-wrong') {
      const fields = listed(checkDigitWrong).map(({ field }) => field)
      const wrong = detail.split(', ').filter(name => name !== 'composite')
      return wrong.length > 0 && wrong.every(name => fields.includes(fieldOf[name] ?? 0))
    }
    return false
  }
  return checks.map(check => (isExcused(check) ? { ...check, result: 'undetermined', reason: 'known-defect' } : check))
}
