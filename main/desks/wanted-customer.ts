import type { CustomerFieldId } from '../protocol/customer.ts'
import type { DeskDefinition, DeskVisitDefinition } from './definition.ts'

/**
 * What a visit wants of the organisation's own record: the fields that its purpose keeps, since the record of a comparison holds them, and the amount where a
 * step depends on one. Undefined where it compares none.
 */
export function wantedOfCustomer(
  { customer }: Pick<DeskDefinition, 'customer'>,
  { steps, keeps }: Pick<DeskVisitDefinition, 'steps' | 'keeps'>,
): { readonly fields: CustomerFieldId[]; readonly amount: boolean } | undefined {
  if (!customer || !steps.some(({ id }) => id === 'customer')) return undefined
  return {
    fields: customer.fields.filter(field => keeps.includes(field)),
    amount: customer.amount && steps.some(({ amountFrom }) => amountFrom !== undefined),
  }
}
