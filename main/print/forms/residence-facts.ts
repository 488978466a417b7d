import type { LookupAnswer, RelatedPerson, ResidenceAnswer } from '../../protocol/citizen-data.ts'
import type { DocumentField, FieldId } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'

/** Where a field of a form comes from, best first. */
export const residenceSources = ['confirmation', 'lookup', 'chip', 'declared'] as const
export type ResidenceSource = (typeof residenceSources)[number]

/** Single fields of sections I and II of form CT07, in their order. */
export const residenceFieldIds = [
  'fullName',
  'birthDate',
  'sex',
  'personalNumber',
  'ethnicity',
  'religion',
  'nationality',
  'placeOfOrigin',
  'permanentResidence',
  'temporaryResidence',
  'currentResidence',
  'headName',
  'relationshipToHead',
  'headNumber',
] as const
export type ResidenceFieldId = (typeof residenceFieldIds)[number]

/** `null`: the register says that there is none. */
interface Said {
  readonly value: string | null
  readonly source: ResidenceSource
}

type Confirmation = NonNullable<ResidenceAnswer['confirmation']>

/** What is known for the forms of residence; what is absent is left for a pen. */
export interface ResidenceFacts {
  readonly fields: Partial<Record<ResidenceFieldId, Said>>
  /** Other members of the household; absent where nobody said who they are. */
  readonly members?: readonly RelatedPerson[]
  readonly periods: Confirmation['content']['periods']
  readonly confirmation?: Confirmation
  /** Of the answer that it rests on most: when it was given. */
  readonly answeredAt?: string
  /** The last answer to the application, whatever it was. */
  readonly answer?: ResidenceAnswer
  readonly basis: 'registry' | 'chip' | 'declared'
}

/**
 * Gathers the fields of the forms of residence. The register's confirmation is taken whole; without one, its look-up gives residence and household, and
 * the card the identity. The ethnic group and the religion come from a confirmation alone: nothing else may put them on paper.
 * @param limit what the draft may rest on: a draft made of the chip alone stays one, whatever came later
 */
export function residenceFacts(transaction: Transaction, limit: ResidenceFacts['basis'] = 'registry'): ResidenceFacts {
  const residence = limit === 'registry' ? lastAnswer(transaction, 'residence') : undefined
  const lookup = limit === 'registry' ? lastAnswer(transaction, 'lookup') : undefined
  const answer = residence && { answer: residence.answer }
  const confirmation = residence?.answer.outcome === 'CONFIRMED' ? residence.answer.confirmation : undefined
  if (residence && confirmation)
    return {
      fields: confirmedFields(confirmation.content),
      members: confirmation.content.otherMembers,
      periods: confirmation.content.periods,
      confirmation,
      answeredAt: residence.answer.checkedAt,
      basis: 'registry',
      ...answer,
    }
  const identity = identityFields(transaction.report.document, limit)
  const given = lookup && givesData(lookup.answer) ? lookup : undefined
  const found = given && lookedUp(given.answer, identity.personalNumber?.value ?? undefined)
  const fields = { ...identity, ...found?.fields }
  return {
    fields,
    periods: [],
    basis: basisOf(fields),
    ...(found?.members && { members: found.members }),
    ...(given && { answeredAt: given.answer.checkedAt }),
    ...answer,
  }
}

/** The last answer of its kind; what was asked again replaces what was answered before. */
function lastAnswer<K extends 'residence' | 'lookup'>(transaction: Transaction, kind: K) {
  for (const { state } of [...(transaction.checks ?? [])].reverse())
    if (state.status === 'answered' && state.answer.kind === kind)
      return { answer: state.answer as Extract<typeof state.answer, { kind: K }> }
  return undefined
}

const givesData = ({ data }: LookupAnswer) => Object.keys(data).length > 0

function confirmedFields(content: Confirmation['content']): ResidenceFacts['fields'] {
  const { applicant, householdHead, relationshipToHead } = content
  const { permanentResidence, temporaryResidence, currentResidence } = content
  return said('confirmation', {
    ...applicant,
    permanentResidence,
    temporaryResidence,
    currentResidence,
    headName: householdHead.fullName,
    relationshipToHead,
    headNumber: householdHead.personalNumber,
  })
}

/** Texts that are empty say nothing; `null` says that there is none. */
function said(source: ResidenceSource, values: Partial<Record<ResidenceFieldId, string | null | undefined>>) {
  const fields: Partial<Record<ResidenceFieldId, Said>> = {}
  for (const field of residenceFieldIds) {
    const value = values[field]
    if (value !== undefined && value?.trim() !== '') fields[field] = { value, source }
  }
  return fields
}

/** Fields that the card says under the same name, and its address, which is that of permanent residence on the day of its issue. */
const ofCard: Partial<Record<FieldId, ResidenceFieldId>> = {
  fullName: 'fullName',
  birthDate: 'birthDate',
  sex: 'sex',
  personalNumber: 'personalNumber',
  nationality: 'nationality',
  placeOfOrigin: 'placeOfOrigin',
  placeOfResidence: 'permanentResidence',
}

function identityFields(document: readonly DocumentField[], limit: ResidenceFacts['basis']): ResidenceFacts['fields'] {
  const fields: Partial<Record<ResidenceFieldId, Said>> = {}
  for (const { id, value, source } of document) {
    const field = ofCard[id]
    const from = declaredSources.has(source) ? 'declared' : 'chip'
    if (!field || value.trim() === '' || (limit === 'declared' && from === 'chip')) continue
    if (fields[field]?.source !== 'chip') fields[field] = { value, source: from }
  }
  return fields
}

/** Whatever was not read from a chip: a code, printed lines, a keyboard, or an app that shows what its holder agreed to. */
const declaredSources: ReadonlySet<DocumentField['source']> = new Set(['typed', 'qr', 'mrz', 'vneid', 'registry'])

function lookedUp({ data }: LookupAnswer, personalNumber: string | undefined) {
  const { household } = data
  const own = household?.members.find(member => isSelf(member, personalNumber))
  const heads = household && isSelf(household.head, personalNumber)
  const fields = said('lookup', {
    permanentResidence: addressOf(data.permanentResidence),
    temporaryResidence: addressOf(data.temporaryResidence),
    currentResidence: addressOf(data.currentResidence),
    headName: household?.head.fullName,
    headNumber: household?.head.personalNumber,
    relationshipToHead: heads ? 'Chủ hộ' : own?.relationship,
  })
  return household ? { fields, members: household.members.filter(member => member !== own) } : { fields }
}

const isSelf = (person: RelatedPerson, personalNumber: string | undefined) =>
  personalNumber !== undefined && person.personalNumber === personalNumber

const addressOf = (residence: { address: string } | null | undefined) => (residence ? residence.address : residence)

function basisOf(fields: ResidenceFacts['fields']): ResidenceFacts['basis'] {
  const sources = new Set(Object.values(fields).map(({ source }) => source))
  if (sources.has('confirmation') || sources.has('lookup')) return 'registry'
  return sources.has('chip') ? 'chip' : 'declared'
}
