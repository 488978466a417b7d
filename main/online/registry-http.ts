import { Agent, type Dispatcher, request } from 'undici'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type RegistryFailure, refused, retryable, transportFailure } from './registry-failure.ts'

/** Certificates of mutual TLS, PEM. Chain and server name are always verified. */
export interface RegistryTls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly idempotencyKey?: string
  readonly body?: string
}

export interface RegistryHttp {
  /** @returns the parsed JSON of a 200 answer */
  exchange(exchange: Exchange, signal?: AbortSignal): Promise<Result<unknown, RegistryFailure>>
  close(): Promise<void>
}

/** Bytes of the largest answer about one card. */
const largestAnswer = 256 * 1024
const longestRetryAfter = 3_600_000

/**
 * One HTTP exchange with the register. No redirect is followed.
 * @param options.timeoutMs for the whole exchange; half of it for the connection
 * @param options.largest bytes of an answer, default those of an answer about one card
 */
export function registryHttp(options: {
  baseUrl: URL
  timeoutMs: number
  tls?: RegistryTls
  largest?: number
}): RegistryHttp {
  const { baseUrl, timeoutMs, largest = largestAnswer } = options
  const agent = new Agent({
    connect: { ...options.tls, timeout: timeoutMs / 2 },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16 * 1024,
  })
  return {
    async exchange({ method, path, idempotencyKey, body }, signal) {
      let phase = 'no answer'
      try {
        const response = await request(new URL(`.${path}`, baseUrl), {
          dispatcher: agent,
          method,
          headers: {
            accept: 'application/json, application/problem+json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
          },
          body: body ?? null,
          signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
        })
        phase = 'answer not finished'
        return await answerOf(response, largest)
      } catch (thrown) {
        return fail(transportFailure(thrown, phase))
      }
    },
    close: () => agent.destroy(),
  }
}

async function answerOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  largest: number,
): Promise<Result<unknown, RegistryFailure>> {
  if (statusCode >= 500 || statusCode === 429 || statusCode === 408) {
    await body.dump().catch(() => undefined)
    return fail(retryable('OnlineFailed', `HTTP ${statusCode}`, retryAfter(String(headers['retry-after'] ?? ''))))
  }
  const bytes = await capped(body, largest)
  const type = String(headers['content-type'] ?? '')
    .split(';')[0]
    ?.trim()
  if (statusCode === 200 && type === 'application/json' && bytes) {
    const parsed = parseJson(bytes)
    return parsed.ok ? parsed : fail(retryable('OnlineAnswerInvalid', 'not JSON'))
  }
  // A sign-in page of some network on the way may well answer 403: only the register itself speaks problem+json.
  if (statusCode >= 400 && type === 'application/problem+json' && bytes) {
    const parsed = parseJson(bytes)
    const problem = problemSchema.safeParse(parsed.ok ? parsed.value : undefined)
    if (problem.success) return fail(refused(problem.data.code))
  }
  return fail(retryable('OnlineAnswerInvalid', bytes ? `HTTP ${statusCode} ${knownType(type)}` : 'too long'))
}

/** RFC 9457, with the reason code of the contract. A code cannot carry a value or a sentence. */
const problemSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) })

/** Says the type of an answer in an error only where it is a plain one. */
const knownType = (type: string | undefined) => (type && /^[a-z]+\/[a-z+-]{1,40}$/.test(type) ? type : 'without a type')

/** @returns undefined when there is more than any answer can have */
async function capped(body: AsyncIterable<Uint8Array>, largest: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): Result<unknown, undefined> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return fail(undefined)
  }
}

/** RFC 9110 §10.2.3: seconds or a date. @returns milliseconds, or undefined where there is none */
function retryAfter(header: string): number | undefined {
  const milliseconds = /^[0-9]+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestRetryAfter)
}
