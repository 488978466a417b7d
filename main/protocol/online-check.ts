import { z } from 'zod'
import {
  civilStatusAnswerSchema,
  eidAnswerSchema,
  eidWaitingSchema,
  lookupAnswerSchema,
  residenceAnswerSchema,
} from './citizen-data.ts'
import { errorSchema } from './errors.ts'
import { handOverAnswerSchema } from './hand-over.ts'
import { insuranceAnswerSchema } from './insurance.ts'

/** Kinds of questions beside the one to the register, which is `transaction.registry`. */
export const onlineCheckKinds = ['insurance', 'lookup', 'civil-status', 'eid', 'residence', 'hand-over'] as const
export type OnlineCheckKind = (typeof onlineCheckKinds)[number]
/** Kinds that the register answers, beside the question that is `transaction.registry`. */
export type RegisterKind = Exclude<OnlineCheckKind, 'insurance' | 'hand-over'>

export const onlineAnswerSchema = z.discriminatedUnion('kind', [
  insuranceAnswerSchema,
  lookupAnswerSchema,
  civilStatusAnswerSchema,
  eidAnswerSchema,
  residenceAnswerSchema,
  handOverAnswerSchema,
])
export type OnlineAnswer = z.infer<typeof onlineAnswerSchema>

/** `pending` is never shown as an answer; `failed` is asked again by the operator only. */
export const onlineStateSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('pending'),
    error: errorSchema.optional(),
    /** While the citizen is asked in the app; never stored. */
    waiting: eidWaitingSchema.optional(),
  }),
  z.object({ status: z.literal('answered'), answeredAt: z.string(), answer: onlineAnswerSchema }),
  z.object({ status: z.literal('failed'), error: errorSchema }),
])
export type OnlineState = z.infer<typeof onlineStateSchema>

export const onlineCheckSchema = z.object({
  /** Request id: the same on every try. */
  id: z.string(),
  kind: z.enum(onlineCheckKinds),
  /** RFC 3339, when it was asked first. */
  since: z.string(),
  state: onlineStateSchema,
})
/** One question to a central service about one transaction, with what became of it. */
export type OnlineCheck = z.infer<typeof onlineCheckSchema>

export const onlineQuestionSchema = z.object({
  kind: z.enum(onlineCheckKinds),
  requestId: z.string().min(1),
  transactionId: z.string().min(1),
  /** RFC 3339. Deferred checks keep the original time and purpose. */
  createdAt: z.string(),
  /** RFC 3339; after it the question is no longer asked. */
  expiresAt: z.string(),
  /** JSON text that the adapter of the kind made and understands: every try says the same. Holds no secret. */
  body: z.string().min(1),
})
/** What the outbox keeps until it is answered. */
export type OnlineQuestion = z.infer<typeof onlineQuestionSchema>
