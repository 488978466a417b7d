import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { citizenMatchSchema } from '../protocol/transaction.ts'
import { jsonOf } from './http-exchange.ts'
import { openSeal } from './sealed-answer.ts'

export type CitizenMatch = z.infer<typeof citizenMatchSchema>

const asked = z.object({ requestedFields: z.array(z.string()) })

/** The fields that a question asks about. */
export const requestedFieldsOf = ({ body }: RegistryRequest): readonly string[] => {
  const parsed = asked.safeParse(jsonOf(body))
  return parsed.success ? parsed.data.requestedFields : []
}

/**
 * Checks an answer to a citizen match: signature, shape, only fields that were asked, and a summary that its fields bear out. Half an
 * answer must not pass for a full match.
 * @returns the answer, or in fixed words what is wrong with it
 */
export function checkCitizenAnswer(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): CitizenMatch | string {
  if (!citizenMatchSchema.safeParse(value).success) return 'not a citizen match'
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return opened.error
  const parsed = citizenMatchSchema.safeParse(opened.value.said)
  if (!parsed.success) return 'not a citizen match'
  const requestedFields = requestedFieldsOf(request)
  const { match, perField } = parsed.data
  if (Object.keys(perField).some(field => !requestedFields.includes(field))) return 'fields that nobody asked for'
  return isBorneOut(match, requestedFields, perField) ? parsed.data : 'summary and fields differ'
}

/** Whether a summary says what its fields say. */
export function isBorneOut(
  match: CitizenMatch['match'],
  fields: readonly string[],
  perField: CitizenMatch['perField'],
): boolean {
  const matching = fields.filter(field => perField[field]?.match).length
  const borneOut = {
    FULL: matching === fields.length,
    PARTIAL: matching > 0 && matching < fields.length,
    NONE: matching === 0,
    NOT_FOUND: matching === 0,
  }
  return borneOut[match]
}
