import { z } from 'zod'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { citizenMatchSchema } from '../protocol/transaction.ts'

export type CitizenMatch = z.infer<typeof citizenMatchSchema>

const askedFields = z
  .string()
  .transform(text => JSON.parse(text))
  .pipe(z.object({ requestedFields: z.array(z.string()) }))

/**
 * Checks an answer to a citizen match: shape, only fields that were asked, and a summary that its fields bear out. Half an
 * answer must not pass for a full match.
 * @returns the answer, or in fixed words what is wrong with it
 */
export function checkCitizenAnswer(value: unknown, request: RegistryRequest): CitizenMatch | string {
  const parsed = citizenMatchSchema.safeParse(value)
  if (!parsed.success) return 'not a citizen match'
  const { requestedFields } = askedFields.parse(request.body)
  const { match, perField } = parsed.data
  if (Object.keys(perField).some(field => !requestedFields.includes(field))) return 'fields that nobody asked for'
  const matching = requestedFields.filter(field => perField[field]?.match).length
  const borneOut = {
    FULL: matching === requestedFields.length,
    PARTIAL: matching > 0 && matching < requestedFields.length,
    NONE: matching === 0,
    NOT_FOUND: matching === 0,
  }
  return borneOut[match] ? parsed.data : 'summary and fields differ'
}
