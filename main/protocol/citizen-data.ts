import { z } from 'zod'

/** Data that the central base gave back for a purpose that allows it, by field. */
export const lookupAnswerSchema = z.object({ kind: z.literal('lookup'), data: z.record(z.string(), z.unknown()) })
export const civilStatusAnswerSchema = z.object({
  kind: z.literal('civil-status'),
  records: z.record(z.string(), z.unknown()),
})
export const eidAnswerSchema = z.object({ kind: z.literal('eid'), data: z.record(z.string(), z.unknown()) })
export const residenceAnswerSchema = z.object({ kind: z.literal('residence'), outcome: z.string() })
