import { z } from 'zod'

/**
 * The local door, by which a core system on the same computer says who stands at the counter; closed where it is not configured. What opens it is
 * the secret `door.token`.
 */
export const doorConfigSchema = z.strictObject({
  /** On 127.0.0.1. */
  port: z.number().int().min(1024).max(65_535),
})
