import { z } from 'zod'

/** By what right the citizen's data are used. `LEGAL_DUTY` is recorded instead of pretending a consent. */
export const consentTypes = ['CONSENT', 'LEGAL_DUTY', 'EMERGENCY'] as const
export type ConsentType = (typeof consentTypes)[number]

/** How it was given: signed on paper, said to the clerk, or by the desk's own notice, which stands for a legal duty. */
export const consentMethods = ['SIGNED', 'SPOKEN', 'SCREEN'] as const

export const consentSchema = z.object({
  type: z.enum(consentTypes),
  method: z.enum(consentMethods),
  /** RFC 3339. */
  recordedAt: z.string(),
  /** Version of the notice that was shown: that of the desk's definition. */
  textVersion: z.string(),
})
/** What one visit rests on, as it was recorded. */
export type Consent = z.infer<typeof consentSchema>
