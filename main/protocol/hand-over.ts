import { z } from 'zod'

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
export type HandOverAnswer = z.infer<typeof handOverAnswerSchema>
