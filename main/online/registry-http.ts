import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type HttpAnswer, jsonOf, mediaType, retryAfter, type SendHttp, textOf } from './http-exchange.ts'
import { messageSignatureProblem } from './message-signature.ts'
import { accountRefused, type RegistryFailure, refused, retryable } from './registry-failure.ts'

export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly idempotencyKey?: string
  readonly body?: string
  /** Bytes of the answer at most. */
  readonly largest?: number
}

export interface AnswerPolicy {
  /** Ed25519 keys of the register by key id. */
  readonly keys: ReadonlyMap<string, KeyObject>
  /** Whether an answer that is not signed as a whole (RFC 9421) is refused, or only one whose signature does not hold; `unchecked` for what carries its own. */
  readonly signedAnswers: 'required' | 'where-present' | 'unchecked'
  /** Path that paths are below, without a solidus at its end. */
  readonly basePath: string
}

/** One exchange of the contract. @returns the parsed JSON of a 200 answer */
export async function exchangeJson(
  send: SendHttp,
  { method, path, idempotencyKey, body, largest }: Exchange,
  policy: AnswerPolicy,
  signal?: AbortSignal,
): Promise<Result<unknown, RegistryFailure>> {
  const answer = await send(
    {
      method,
      path,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body }),
      ...(largest !== undefined && { largest }),
    },
    signal,
  )
  if (!answer.ok) return answer
  return read(answer.value, { path: `${policy.basePath}${path}`, idempotencyKey }, policy)
}

function read(
  answer: HttpAnswer,
  asked: { readonly path: string; readonly idempotencyKey: string | undefined },
  { keys, signedAnswers }: AnswerPolicy,
): Result<unknown, RegistryFailure> {
  const { status, body } = answer
  if (status >= 500 || status === 429 || status === 408)
    return fail(retryable('OnlineFailed', `HTTP ${status}`, retryAfter(answer)))
  const type = mediaType(answer)
  const isAnswer = status === 200 && type === 'application/json'
  // A sign-in page of some network on the way may well answer 403: only the register itself speaks problem+json.
  const isRefusal = status >= 400 && type === 'application/problem+json'
  if (!isAnswer && !isRefusal)
    return fail(retryable('OnlineAnswerInvalid', `HTTP ${status} ${type ?? 'of another type'}`))
  const wrong = signedAnswers === 'unchecked' ? undefined : messageSignatureProblem(answer, asked, keys, signedAnswers)
  if (wrong) return fail(retryable('OnlineAnswerInvalid', wrong))
  const parsed = jsonOf(textOf(body))
  if (isAnswer) return parsed === undefined ? fail(retryable('OnlineAnswerInvalid', 'not JSON')) : ok(parsed)
  const problem = problemSchema.safeParse(parsed)
  if (!problem.success) return fail(retryable('OnlineAnswerInvalid', `HTTP ${status} ${type}`))
  return fail(status === 401 ? accountRefused(problem.data.code) : refused(problem.data.code))
}

/** RFC 9457, with the reason code of the contract. A code cannot carry a value or a sentence. */
const problemSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) })
