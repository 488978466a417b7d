import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { type ResidenceAnswer, residenceAnswerSchema } from '../protocol/citizen-data.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { openSeal } from './sealed-answer.ts'

const confirmation = residenceAnswerSchema.shape.confirmation.unwrap()

const saidSchema = z.discriminatedUnion('outcome', [
  confirmation.extend({ outcome: z.literal('CONFIRMED') }),
  z.object({ outcome: z.literal('TO_BE_VERIFIED'), answerOn: z.iso.date() }),
  z.object({ outcome: z.literal('REFUSED'), reasonCode: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) }),
])

/** Checks an answer to a residence confirmation. @returns the answer, or in fixed words what is wrong with it */
export function checkResidenceAnswer(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): ResidenceAnswer | string {
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return opened.error === 'no signed answer' ? 'not a residence confirmation' : opened.error
  const parsed = saidSchema.safeParse(opened.value.said)
  if (!parsed.success) return 'not a residence confirmation'
  const { transactionId, checkedAt } = opened.value.said
  const answer = { kind: 'residence' as const, transactionId, checkedAt }
  const { outcome, ...rest } = parsed.data
  if (outcome === 'CONFIRMED') return { ...answer, outcome, confirmation: confirmation.parse(rest) }
  return { ...answer, outcome, ...rest }
}
