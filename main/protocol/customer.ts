import { z } from 'zod'

/** What a customer record can say that a card says too, and the three that only the desk knows. */
export const customerFieldIds = [
  'personalNumber',
  'oldIdNumber',
  'fullName',
  'birthDate',
  'sex',
  'nationality',
  'issueDate',
  'expiryDate',
  'placeOfResidence',
] as const
export type CustomerFieldId = (typeof customerFieldIds)[number]

const text = z.string().trim().max(500)

export const customerSchema = z.strictObject({
  /** The organisation's own number for this person, e.g. CIF. */
  customerNumber: text.optional(),
  /** As typed or as the core system has them: dates as `dd/mm/yyyy` or `YYYY-MM-DD`, sex as `Nam`, `Nữ`, `M`, `F`. */
  fields: z.partialRecord(z.enum(customerFieldIds), text),
  /** Of the transaction that the person has come for, VND. */
  amount: z.number().int().nonnegative().optional(),
})
/** A person as the organisation's own system has them. */
export type Customer = z.infer<typeof customerSchema>

/**
 * `same`: but for case and spaces; `spelling`: in marks alone; `wording`: an address in other words for the same place; `precision`: one side says less; `different`;
 * `not-on-card`: the card or what was read of it does not say; `unreadable`: not a date, number or sex as typed.
 */
export const customerResults = [
  'same',
  'spelling',
  'wording',
  'precision',
  'different',
  'not-on-card',
  'unreadable',
] as const

export const customerRowSchema = z.object({
  field: z.enum(customerFieldIds),
  result: z.enum(customerResults),
  /** As the desk has it; kept only where it is not the same as the card's. */
  customer: z.string().optional(),
  card: z.string().optional(),
  /** What the register said of this field, where it was asked. */
  registry: z.boolean().optional(),
})
export type CustomerRow = z.infer<typeof customerRowSchema>
