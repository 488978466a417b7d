import { Agent, type Dispatcher, request } from 'undici'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { phasedConnector, type RegistryTls, type Timeouts } from './connector.ts'
import { type RegistryFailure, retryable, transportFailure } from './registry-failure.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Below the base address, beginning with `/`; may have a query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Bytes of the answer at most; those of an answer about one card where absent. */
  readonly largest?: number
}

/** An answer as it came, whatever its status. */
export interface HttpAnswer {
  readonly status: number
  /** By lower-case name; of a name that came several times, the values with `, ` between. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type SendHttp = (request: HttpRequest, signal?: AbortSignal) => Promise<Result<HttpAnswer, RegistryFailure>>

/** A line to one server. */
export interface HttpLine {
  /** One exchange; no redirect is followed. Errors: the `Online*` family, never with an address, a header or a body in it. */
  readonly send: SendHttp
  close(): Promise<void>
}

export interface HttpLineOptions {
  /** What paths are below. */
  readonly baseUrl: URL
  readonly timeouts: Timeouts
  readonly tls?: RegistryTls
}

export const usualTimeouts: Timeouts = { connectMs: 3000, tlsMs: 3000, headersMs: 10_000, bodyMs: 10_000 }

/** The same limits from one number: for the whole until the head and for the body, half of it for a connection. */
export const timeoutsOf = (timeoutMs: number): Timeouts => ({
  connectMs: timeoutMs / 2,
  tlsMs: timeoutMs / 2,
  headersMs: timeoutMs,
  bodyMs: timeoutMs,
})

/** Bytes of the largest answer about one card. */
const largestAnswer = 256 * 1024

export function httpLine(options: HttpLineOptions): HttpLine {
  const { baseUrl, timeouts, tls = {} } = options
  const agent = new Agent({
    connect: phasedConnector(tls, timeouts),
    // Ours are finer; these only must not come first.
    headersTimeout: timeouts.headersMs + 2000,
    bodyTimeout: timeouts.bodyMs + 2000,
    maxHeaderSize: 16 * 1024,
  })
  return {
    async send({ method, path, headers = {}, body, largest = largestAnswer }, signal) {
      const phase = phaseLimit(signal)
      phase.enter('no answer', timeouts.headersMs)
      try {
        const response = await request(new URL(`.${path}`, baseUrl), {
          dispatcher: agent,
          method,
          headers,
          body: body ?? null,
          signal: phase.signal,
        })
        phase.enter('answer not finished', timeouts.bodyMs)
        return await answerOf(response, largest)
      } catch (thrown) {
        return fail(transportFailure(thrown, phase.name()))
      } finally {
        phase.leave()
      }
    },
    close: () => agent.destroy(),
  }
}

/** Aborts when the caller does, or when the phase that was entered last takes too long. */
function phaseLimit(outer: AbortSignal | undefined) {
  const limit = new AbortController()
  let name = ''
  let timer: NodeJS.Timeout | undefined
  return {
    signal: AbortSignal.any([limit.signal, ...(outer ? [outer] : [])]),
    name: () => name,
    enter(next: string, milliseconds: number) {
      clearTimeout(timer)
      name = next
      timer = setTimeout(() => limit.abort(), milliseconds)
    },
    leave: () => clearTimeout(timer),
  }
}

async function answerOf(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  largest: number,
): Promise<Result<HttpAnswer, RegistryFailure>> {
  const named = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  const answer = { status, headers: Object.fromEntries(named) as Record<string, string> }
  try {
    const bytes = await capped(body, largest)
    return bytes ? ok({ ...answer, body: bytes }) : fail(retryable('OnlineAnswerInvalid', 'too long'))
  } catch (thrown) {
    // An error whose page does not end is still that error.
    if (status >= 500) return ok({ ...answer, body: new Uint8Array() })
    throw thrown
  }
}

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

const longestRetryAfter = 3_600_000

/** RFC 9110 §10.2.3: seconds or a date. @returns milliseconds, or undefined where there is none */
export function retryAfter({ headers }: HttpAnswer, now: Date = new Date()): number | undefined {
  const header = headers['retry-after'] ?? ''
  const milliseconds = /^[0-9]+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestRetryAfter)
}

const knownTypes = [
  ...['application/json', 'application/problem+json', 'text/xml', 'application/xml', 'application/soap+xml'],
  ...['text/html', 'text/plain', 'application/octet-stream'],
]

/** The media type of an answer, without its parameters; undefined for none of those that we know: another could carry anything into an error. */
export function mediaType({ headers }: HttpAnswer): string | undefined {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  return knownTypes.find(known => known === type)
}

/** UTF-8 without a doubt, or undefined. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** @returns undefined for what is no JSON; no JSON text of a service is `undefined` */
export function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
