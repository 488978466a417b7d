import type { DeskView, DeskVisit } from '../protocol/desk.ts'
import { legalBasisOf, purposeOf } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import type { RetentionRules } from '../purposes/retention.ts'
import type { DeskDefinition, DeskVisitDefinition } from './definition.ts'
import { inForce } from './definition-days.ts'
import { wantedOfCustomer } from './wanted-customer.ts'

/** What a view depends on beside the definition. */
export interface ViewWish {
  /** Day of the visit, `YYYY-MM-DD` in Vietnam: rules outside their days are left out, and visits whose legal basis is not in force. */
  readonly on: string
  readonly retention: RetentionRules
  /** Whether the computer compares faces here, as an aid. */
  readonly faceComparison: boolean
}

/** What the screens are told of a desk. */
export function deskView(definition: DeskDefinition, table: PurposeTable, wish: ViewWish): DeskView {
  const { id, version, title, face, masked } = definition
  const { on, faceComparison } = wish
  const visits = definition.visits.flatMap(visit => {
    const seen = visitView(definition, visit, table, wish)
    return seen ? [seen] : []
  })
  const rights = visits.flatMap(({ purpose }) => purposeOf(purpose, table)?.consentTypes ?? [])
  const withoutCard = definition.withoutCard
    .filter(way => inForce(way, on) && rights.includes(way.right))
    .map(({ reason, name, right, act }) => ({ reason, name, right, act }))
  return {
    definition: { id, version, title },
    purpose: visits.length === 1 ? 'fixed' : 'chosen',
    visits,
    withoutCard,
    masked: masked.screen,
    ...(face && faceComparison && inForce(face, on) && { faceComparison: { threshold: face.threshold } }),
  }
}

/** Undefined where it rests on nothing that day. */
function visitView(
  definition: DeskDefinition,
  visit: DeskVisitDefinition,
  table: PurposeTable,
  { on, retention }: ViewWish,
): DeskVisit | undefined {
  const purpose = purposeOf(visit.purpose, table)
  const basis = legalBasisOf(visit.legalBasis, table)
  const rule = retention.byPurpose.get(visit.purpose)
  if (!purpose || !basis || !inForce(basis, on) || !rule) return undefined
  const { days, kind, source } = rule
  const { version } = definition
  const customer = wantedOfCustomer(definition, visit)
  const { reads, why, keeps } = visit.notice
  return {
    purpose: visit.purpose,
    name: purpose.name,
    notice: {
      reads,
      why,
      keeps,
      days,
      retention: { kind, source },
      legalBasis: { code: basis.code, title: basis.title },
      version,
    },
    right: visit.right,
    shows: visit.shows,
    photo: visit.photo,
    steps: visit.steps.filter(step => inForce(step, on)).map(({ id }) => id),
    documents: visit.documents.map(({ id }) => id),
    ...(customer && { customer }),
  }
}
