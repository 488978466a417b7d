import { z } from 'zod'
import { evidenceLevels } from './checks.ts'
import { fieldSources } from './report.ts'

/** Fields that an organisation's own system can be handed; a desk's definition lists those that it gets. */
export const handOverFields = [
  'personalNumber',
  'oldIdNumber',
  'fullName',
  'birthDate',
  'sex',
  'nationality',
  'placeOfResidence',
  'issueDate',
  'expiryDate',
  'issuer',
  'documentNumber',
  'verdict',
  'evidenceLevel',
  'registryVerdict',
  'insuranceCard',
  'insuranceCode',
  'insuranceValidFrom',
  'insuranceValidTo',
  'insuranceRegistration',
  'insuranceFiveYears',
  'insuranceCheckedAt',
  'insuranceOfficer',
  'customerNumber',
  'operator',
  'checkedAt',
] as const
export type HandOverField = (typeof handOverFields)[number]

/** The other system has taken it, under a number of its own where it gave one. */
export const handOverAnswerSchema = z.object({
  kind: z.literal('hand-over'),
  receipt: z.string().max(200).optional(),
  receivedAt: z.string(),
})

export const handOverValueSchema = z.strictObject({
  /** Dates as `YYYY-MM-DD` or `YYYY`, instants in RFC 3339, sex as `M`, `F` or `X`, everything else as shown at the desk, NFC. */
  value: z.string().min(1).max(1000),
  /** Where it comes from: a source of a field of the document, `insurance` or `desk`. */
  source: z.enum([...fieldSources, 'insurance', 'desk']).optional(),
  level: z.enum(evidenceLevels).optional(),
})
export type HandOverFields = Partial<Record<HandOverField, z.infer<typeof handOverValueSchema>>>

export const handOverPayloadSchema = z.strictObject({
  schema: z.literal('chipdesk.hand-over.1'),
  /** Also the Idempotency-Key: the same on every try. */
  requestId: z.uuid(),
  transactionId: z.string().min(1),
  desk: z.string().min(1),
  /** RFC 3339, of the visit. */
  occurredAt: z.iso.datetime({ offset: true }),
  purpose: z.string().min(1),
  definition: z.strictObject({ id: z.string().min(1), version: z.string().min(1) }),
  /** Of an invented person, from a desk in demo mode. */
  demo: z.boolean(),
  /** Received without a card, and why: a code of the definition. */
  withoutCard: z.strictObject({ reason: z.string().min(1) }).optional(),
  fields: z.partialRecord(z.enum(handOverFields), handOverValueSchema),
})
/** What the organisation's own system is handed about one visit. */
export type HandOverPayload = z.infer<typeof handOverPayloadSchema>
