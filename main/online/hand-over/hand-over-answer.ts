import { z } from 'zod'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type HttpAnswer, jsonOf, mediaType, retryAfter, textOf } from '../http-exchange.ts'
import { accountRefused, type RegistryFailure, refused, retryable } from '../registry-failure.ts'
import type { HandOverReceipt } from './organisation-connector.ts'

/** Codes of a refusal that are told on; of any other the status alone, since a code of somebody else's could say anything. */
const refusalCodes = [
  'CLIENT_UNKNOWN',
  'SIGNATURE_WRONG',
  'CLOCK_SKEW',
  'NOT_PERMITTED',
  'ALREADY_TAKEN',
  'KEY_REUSED',
  'BODY_INVALID',
  'FIELD_INVALID',
  'FIELD_MISSING',
  'PERSON_UNKNOWN',
  'PERSON_AMBIGUOUS',
  'PURPOSE_NOT_ACCEPTED',
  'DEMO_NOT_ACCEPTED',
  'TOO_OLD',
] as const

/** One line of plain text, as a number of a file or a queue is. */
const receipt = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)
/** The echo tells an answer to this from whatever else says 200: a sign-in page, a gateway's own `{"code":"999"}`. */
const takenSchema = z.looseObject({ requestId: z.string(), receipt: receipt.nullish() })
const problemSchema = z.looseObject({ code: z.string(), requestId: z.string().optional(), receipt: receipt.nullish() })

/** Understood, and not to be had otherwise: whoever says so, asking again says the same. */
const finalStatuses = [400, 413, 415, 422]

/** What an answer of the organisation's system means for the hand-over with this id. */
export function readHandOverAnswer(
  answer: HttpAnswer,
  requestId: string,
  now: Date = new Date(),
): Result<HandOverReceipt, RegistryFailure> {
  const { status } = answer
  if (status >= 500 || [408, 425, 429].includes(status))
    return fail(retryable('OnlineFailed', `HTTP ${status}`, retryAfter(answer, now)))
  if (status === 200 || status === 201) return readTaken(answer, requestId)
  if (status < 400) return fail(retryable('OnlineAnswerInvalid', `HTTP ${status}`))
  return readRefusal(answer, requestId)
}

function readTaken(answer: HttpAnswer, requestId: string): Result<HandOverReceipt, RegistryFailure> {
  const parsed = jsonOf(textOf(answer.body))
  if (parsed === undefined) return fail(retryable('OnlineAnswerInvalid', 'not JSON'))
  const taken = takenSchema.safeParse(parsed)
  if (!taken.success) return fail(retryable('OnlineAnswerInvalid', 'no answer to a hand-over'))
  if (taken.data.requestId !== requestId) return fail(retryable('OnlineAnswerInvalid', 'of another request'))
  return ok(receiptOf(taken.data))
}

/** Of the system itself, which speaks problem+json (RFC 9457); a page with a 403 or 404 comes from a machine before it. */
function readRefusal(answer: HttpAnswer, requestId: string): Result<HandOverReceipt, RegistryFailure> {
  const { status } = answer
  const own = mediaType(answer) === 'application/problem+json'
  const problem = own ? problemSchema.safeParse(jsonOf(textOf(answer.body))) : undefined
  const code = refusalCodes.find(known => known === problem?.data?.code)
  const cause = code ?? `HTTP ${status}`
  if (status === 401 || status === 403) return fail(accountRefused(cause))
  if (status === 409 && problem?.data && code === 'ALREADY_TAKEN')
    return problem.data.requestId === requestId
      ? ok(receiptOf(problem.data))
      : fail(retryable('OnlineAnswerInvalid', 'of another request'))
  // Another try of the same is under way there.
  if (status === 409 && code !== 'KEY_REUSED') return fail(retryable('OnlineFailed', cause))
  return fail(
    problem?.success || finalStatuses.includes(status) ? refused(cause) : retryable('OnlineAnswerInvalid', cause),
  )
}

const receiptOf = ({ receipt }: { receipt?: string | null | undefined }): HandOverReceipt =>
  receipt == null ? {} : { receipt }
