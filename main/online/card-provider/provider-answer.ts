import { type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { registryVerdicts } from '../../protocol/transaction.ts'
import type { CardVerification } from '../card-answer.ts'
import { type HttpAnswer, jsonOf, mediaType, retryAfter, textOf } from '../http-exchange.ts'
import { accountRefused, type RegistryFailure, refused, retryable } from '../registry-failure.ts'

export interface AnswerKey {
  readonly keyId: string
  /** RSA, of the authority that signs `_responds`. */
  readonly key: KeyObject
}

/** What the provider's `exitcode` means. No list of them is public: those that are not here are `NOT_VALID`. */
export type ExitCodes = Readonly<Record<string, (typeof registryVerdicts)[number]>>

const membersSchema = z.object({
  transaction_code: z.string().min(1).max(200),
  is_valid_id_card: z.boolean(),
  /** JSON as text: what is signed is this very text. */
  _responds: z.string(),
  signature: z.string(),
})

/** Providers put the answer into `data`, or give its members alone. */
const bodySchema = z.union([z.object({ data: membersSchema }).transform(({ data }) => data), membersSchema])

const signedSchema = z.object({
  result: z.boolean(),
  exitcode: z.union([z.number(), z.string()]).transform(String).optional(),
  responseId: z.string().optional(),
  requestId: z.string().optional(),
  /** Seconds since 1970. */
  time: z
    .union([z.number(), z.string().regex(/^[0-9]{1,12}$/)])
    .transform(Number)
    .optional(),
})

const problemSchema = z.object({ error: z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) }) })

/**
 * Reads an answer of a provider. Nothing counts that the authority has not signed: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2) over the UTF-8
 * bytes of `_responds`, which is kept with its signature byte for byte, so that both prove the answer without the provider.
 * @param asked request id of the question
 * @param echo whether an answer must name its question; without that an older one of the same card would pass
 */
export function providerAnswer(
  answer: HttpAnswer,
  asked: string,
  { keyId, key }: AnswerKey,
  { exitCodes, echo, now }: { exitCodes: ExitCodes; echo: 'required' | 'where-present'; now: Date },
): Result<CardVerification, RegistryFailure> {
  const body = bodyOf(answer)
  if (!body.ok) return body
  const wrong = (words: string) => fail(retryable('OnlineAnswerInvalid', words))
  const members = bodySchema.safeParse(body.value)
  if (!members.success) return wrong('not a card verification')
  const { transaction_code: transactionId, is_valid_id_card, _responds: signedText, signature } = members.data
  if (!verify('sha256', Buffer.from(signedText, 'utf8'), key, Buffer.from(signature, 'base64')))
    return wrong('wrong signature')
  const signed = signedSchema.safeParse(jsonOf(signedText))
  if (!signed.success) return wrong('signed text of another form')
  const { result, exitcode, responseId, requestId, time } = signed.data
  if (requestId === undefined ? echo === 'required' : requestId !== asked) return wrong('signed for another question')
  if (is_valid_id_card !== result || (responseId ?? transactionId) !== transactionId)
    return wrong('signed text says otherwise')
  const checkedAt = time === undefined ? now : new Date(time * 1000)
  return ok({
    transactionId,
    verdict: result ? 'VALID' : (exitCodes[exitcode ?? ''] ?? 'NOT_VALID'),
    ...(!result && exitcode && /^[A-Za-z0-9_-]{1,6}$/.test(exitcode) && { reasonCode: `RAR_${exitcode}` }),
    signedText,
    signature,
    keyId,
    checkedAt: checkedAt.toISOString(),
  })
}

function bodyOf(answer: HttpAnswer): Result<unknown, RegistryFailure> {
  const { status } = answer
  if (status >= 500 || status === 429 || status === 408)
    return fail(retryable('OnlineFailed', `HTTP ${status}`, retryAfter(answer)))
  const type = mediaType(answer)
  if (type !== 'application/json')
    return fail(retryable('OnlineAnswerInvalid', `HTTP ${status} ${type ?? 'of another type'}`))
  const value = jsonOf(textOf(answer.body))
  if (value === undefined) return fail(retryable('OnlineAnswerInvalid', 'not JSON'))
  if (status === 200) return ok(value)
  const problem = problemSchema.safeParse(value)
  if (!problem.success) return fail(retryable('OnlineAnswerInvalid', `HTTP ${status} ${type}`))
  const { code } = problem.data.error
  return fail(status === 401 || code === 'UNKNOWN_CUSTOMER' ? accountRefused(code) : refused(code))
}
