import { z } from 'zod'
import { actSchema } from './act.ts'
import { consentSchema } from './consent.ts'
import { errorSchema } from './errors.ts'
import { onlineCheckSchema } from './online-check.ts'
import { reportSchema } from './report.ts'

export const registryVerdicts = [
  'VALID',
  'REVOKED',
  'EXPIRED',
  'REPLACED',
  'LOST_REPORTED',
  'UNKNOWN_SIGNER',
  'NUMBER_MISMATCH',
  /** Not valid, and no reason that we know the meaning of. */
  'NOT_VALID',
] as const

export type RegistryVerdict = (typeof registryVerdicts)[number]

/** Answer of `POST /v1/card-verifications`. */
export const cardVerificationSchema = z.object({
  transactionId: z.string(),
  verdict: z.enum(registryVerdicts),
  reasonCode: z.string().optional(),
  signedText: z.string(),
  signature: z.string(),
  keyId: z.string(),
  checkedAt: z.string(),
})

/** Answer of `POST /v1/citizen-matches`, yes or no per field. */
export const citizenMatchSchema = z.object({
  match: z.enum(['FULL', 'PARTIAL', 'NONE', 'NOT_FOUND']),
  perField: z.record(z.string(), z.object({ match: z.boolean() })),
  lifeStatus: z.enum(['ALIVE', 'DECEASED', 'MISSING']).optional(),
  numberStatus: z.enum(['ACTIVE', 'CANCELLED']).optional(),
})

export type CitizenMatchAnswer = z.infer<typeof citizenMatchSchema>

/**
 * What the central register said. `pending` is never shown as verified; `failed` will be tried again by the operator only;
 * `not-asked` means that nothing was sent (nothing readable to ask about, or the desk does not ask).
 */
export const registryStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-asked') }),
  z.object({ status: z.literal('pending'), requestId: z.string(), since: z.string(), error: errorSchema.optional() }),
  z.object({
    status: z.literal('answered'),
    requestId: z.string(),
    answeredAt: z.string(),
    card: cardVerificationSchema.optional(),
    citizen: citizenMatchSchema.optional(),
  }),
  z.object({ status: z.literal('failed'), requestId: z.string(), error: errorSchema }),
])
export type RegistryState = z.infer<typeof registryStateSchema>

/** One visit of one card at one counter, as stored and as shown. The face is not kept. */
export const transactionSchema = z.object({
  id: z.string(),
  /** RFC 3339 with offset. */
  at: z.string(),
  desk: z.string(),
  demo: z.boolean(),
  /** Who was at the desk. */
  operator: z.string().optional(),
  /** Why the card was read, and by what right. */
  purpose: z.object({ code: z.string(), legalBasis: z.string() }).optional(),
  /** Definition of the desk by which it was served. */
  definition: z.object({ id: z.string(), version: z.string() }).optional(),
  consent: consentSchema.optional(),
  /** Received without a card, and why: a code of the definition. */
  withoutCard: z.object({ reason: z.string() }).optional(),
  report: reportSchema,
  registry: registryStateSchema,
  /** What else was asked, in the order of asking. */
  checks: z.array(onlineCheckSchema).optional(),
  /** What was done about it since, oldest first. */
  acts: z.array(actSchema).optional(),
})
export type Transaction = z.infer<typeof transactionSchema>
