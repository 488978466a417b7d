import { z } from 'zod'
import { registryAddress } from '../registry-client.ts'
import { benefitTableSchema } from './benefit-levels.ts'

/**
 * The health-insurance portal of a desk, as `config.json` has it. The password is no part of it: it comes from the store's
 * settings.
 */
export const insuranceConfigSchema = z.strictObject({
  /** `https:`, or `http:` on loopback only. */
  url: z.url().refine(url => registryAddress(url) !== undefined, 'must begin with https://'),
  /** Account of the facility, usually its code and `_BV`. */
  username: z.string().min(1).max(100),
  /** Code of the facility (mã CSKCB): whose look-ups are the desk's own. */
  facilityCode: z.string().regex(/^[0-9]{5}$/),
  /** Until the connection stands, ms. */
  connectTimeoutMs: z.number().int().min(200).max(30_000).default(4000),
  /** For one exchange as a whole, ms; the portal takes 1 to 3 s on an ordinary day. */
  timeoutMs: z.number().int().min(500).max(60_000).default(10_000),
  /** How long the counter waits for an answer before it shows `pending`, ms. */
  limitMs: z.number().int().min(200).max(30_000).default(5000),
  /** Whether stays in hospital are shown and kept. They are health data, and no card is decided by them. */
  history: z.boolean().default(false),
  /** Shares by benefit level with the day from which they hold; those of the present law where absent. */
  benefits: benefitTableSchema.optional(),
})
