import { z } from 'zod'
import { verdicts } from './checks.ts'

const count = z.number().int()

export const todaySchema = z.object({
  desk: z.string(),
  /** `YYYY-MM-DD` in Vietnam. */
  day: z.string(),
  /** RFC 3339: until when it is counted. */
  at: z.string(),
  visits: count,
  /** By full hour in Vietnam, 0 to 23: verdicts of that hour. */
  byHour: z.array(z.partialRecord(z.enum(verdicts), count)).length(24),
  /** Whole reads by the reader they were made on, busiest first; milliseconds. */
  readers: z.array(
    z.object({
      name: z.string(),
      reads: count,
      median: z.number(),
      p95: z.number(),
      /** The phase that takes longest, by its median. */
      slowest: z.object({ phase: z.string(), median: z.number() }).optional(),
    }),
  ),
  /** How many questions waited for an answer at these times, oldest first. */
  pending: z.array(z.object({ at: z.string(), count })),
})
/** What people look at during the day: counts only, nothing of people. */
export type Today = z.infer<typeof todaySchema>
