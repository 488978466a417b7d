import type { DeskView, DeskVisit } from '../../../main/protocol/desk.ts'
import type { DocumentField, FieldId } from '../../../main/protocol/report.ts'

/** The visit of a purpose; undefined where the desk has no rules or does not know it. */
export const visitOf = (rules: DeskView | undefined, purpose: string | undefined): DeskVisit | undefined =>
  rules?.visits.find(visit => visit.purpose === purpose)

const whoItIs: readonly FieldId[] = ['fullName', 'personalNumber']

/** What the purpose needs to see; of a purpose that the desk does not know, who it is and no more. Everything where the desk has no rules. */
export function seenFields(
  fields: readonly DocumentField[],
  rules: DeskView | undefined,
  purpose: string | undefined,
): readonly DocumentField[] {
  if (!rules) return fields
  const shows = visitOf(rules, purpose)?.shows ?? whoItIs
  return fields.filter(({ id }) => shows.includes(id))
}

/** Whether the picture on the chip is needed for the purpose. */
export const seesPhoto = (rules: DeskView | undefined, purpose: string | undefined): boolean =>
  !rules || visitOf(rules, purpose)?.photo === true
