import { z } from 'zod'
import { onlineQuestionSchema } from './online-check.ts'

const registryRequestSchema = z.object({
  /** Also the Idempotency-Key: the register does the work of one id once, however often it arrives. */
  requestId: z.string().min(1),
  /** The exact JSON text to send; never parsed and printed again, so that every try sends the same bytes. */
  body: z.string().min(1),
})
/** One request of the registry contract, ready to send. */
export type RegistryRequest = z.infer<typeof registryRequestSchema>

export const registryQuestionSchema = z.object({
  kind: z.literal('registry').default('registry'),
  /** Id of the question: that of its card verification. */
  requestId: z.string().min(1),
  transactionId: z.string().min(1),
  /** RFC 3339. Deferred checks keep the original time and purpose. */
  createdAt: z.string(),
  /** RFC 3339; after it the question is no longer asked. */
  expiresAt: z.string(),
  /** `POST /v1/card-verifications` */
  card: registryRequestSchema,
  /** Province of the place of origin on the chip, for providers of card verification that ask for it; never part of our contract's body. */
  provinceOfOrigin: z.string().max(100).optional(),
  /** `POST /v1/citizen-matches`; absent when the document gave no name or birth date to compare. */
  citizen: registryRequestSchema.optional(),
})
/** What one transaction asks the central register, as kept in the outbox until it is answered. */
export type RegistryQuestion = z.infer<typeof registryQuestionSchema>

/** Any question of the outbox. */
export const questionSchema = z.union([registryQuestionSchema, onlineQuestionSchema])
export type Question = z.infer<typeof questionSchema>
