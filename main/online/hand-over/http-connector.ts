import { fail, type Result } from '../../emrtd/result.ts'
import type { RegistryTls, Timeouts } from '../connector.ts'
import { httpLine, type SendHttp, usualTimeouts } from '../http-exchange.ts'
import { registryAddress } from '../registry-client.ts'
import { type RegistryFailure, retryable } from '../registry-failure.ts'
import { readHandOverAnswer } from './hand-over-answer.ts'
import { handOverSignature } from './hand-over-signature.ts'
import type { HandOver, HandOverReceipt, OrganisationConnector } from './organisation-connector.ts'

export interface HttpConnectorOptions {
  /** The whole address that is posted to: `https:`, or `http:` on loopback only; without a user or a fragment. */
  readonly url: string
  /** Name of this desk's organisation, or of the desk, at the other system. */
  readonly clientId: string
  /** The secret that both sides share, 32 characters or more. */
  readonly key: string
  readonly timeouts?: Partial<Timeouts>
  /** Where the system's authority is not one of the computer's, and for mutual TLS. Chain and name are verified always. */
  readonly tls?: RegistryTls
  readonly now?: () => Date
  /** In place of a real line, for models of one. */
  readonly send?: SendHttp
}

/** Bytes of an answer at most: it says no more than a receipt or a reason. */
const largest = 16 * 1024
const shortestKey = 32

/** Hands over by HTTP. A wrong configuration does not throw: every call then says `ConfigInvalid` and what is wrong. */
export function createHttpConnector(options: HttpConnectorOptions): OrganisationConnector {
  const { clientId, key, now = () => new Date() } = options
  const url = handOverAddress(options.url)
  const wrong = url ? wrongSecret(key, clientId) : 'the address of the hand-over must begin with https://'
  if (!url || wrong)
    return { handOver: async () => fail(retryable('ConfigInvalid', wrong ?? '')), close: async () => {} }
  const line = httpLine({
    baseUrl: new URL('/', url),
    timeouts: { ...usualTimeouts, ...options.timeouts },
    ...(options.tls && { tls: options.tls }),
  })
  const send = options.send ?? line.send
  const path = `${url.pathname}${url.search}`

  async function handOver(asked: HandOver, signal: AbortSignal): Promise<Result<HandOverReceipt, RegistryFailure>> {
    const { requestId, body } = asked
    const timestamp = String(now().getTime())
    const signed = { client: clientId, timestamp, method: 'POST', path, idempotencyKey: requestId } as const
    const headers = {
      accept: 'application/json, application/problem+json',
      'content-type': 'application/json',
      'idempotency-key': requestId,
      'x-chipdesk-client': clientId,
      'x-chipdesk-timestamp': timestamp,
      'x-chipdesk-signature': handOverSignature(key, signed, body),
    }
    const answer = await send({ method: 'POST', path, headers, body, largest }, signal)
    return answer.ok ? readHandOverAnswer(answer.value, requestId, now()) : answer
  }
  return { handOver, close: line.close }
}

/** The address to post to, or undefined for one that is not to be used: no TLS, or a place where secrets or nonsense stand. */
export function handOverAddress(text: string): URL | undefined {
  if (!registryAddress(text)) return undefined
  const url = new URL(text)
  return url.username === '' && url.password === '' && url.hash === '' ? url : undefined
}

export const clientIdForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

function wrongSecret(key: string, clientId: string): string | undefined {
  if (!clientIdForm.test(clientId)) return 'the client id of the hand-over is not letters, digits, dots and dashes'
  return key.length < shortestKey ? 'the secret organisation.key is missing or too short' : undefined
}
