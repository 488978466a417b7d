import { z } from 'zod'

/** What the health-insurance portal said about one person. */
export const insuranceAnswerSchema = z.object({
  kind: z.literal('insurance'),
  /** Result code of the portal, e.g. `000`. */
  code: z.string(),
  /** `ghiChu`, always shown. */
  note: z.string(),
})
export type InsuranceAnswer = z.infer<typeof insuranceAnswerSchema>
