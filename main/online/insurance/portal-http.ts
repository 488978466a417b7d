import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { RegistryTls, Timeouts } from '../connector.ts'
import { type HttpAnswer, httpLine, retryAfter } from '../http-exchange.ts'
import { accountRefused, type RegistryFailure, retryable } from '../registry-failure.ts'
import { type PortalBody, readPortalBody } from './portal-body.ts'

export interface PortalExchange {
  readonly path: string
  /** Secrets stand here, by the portal's design: an address is never logged and never part of an error. */
  readonly query?: URLSearchParams
  readonly type: 'application/json' | 'application/x-www-form-urlencoded'
  readonly body: string
}

export interface PortalHttp {
  exchange(exchange: PortalExchange, signal: AbortSignal): Promise<Result<PortalBody, RegistryFailure>>
  close(): Promise<void>
}

/** HTTP to the portal, asked once more where it broke the connection, as it does every day. */
export function portalHttp(options: {
  readonly baseUrl: URL
  readonly timeouts: Timeouts
  readonly tls?: RegistryTls | undefined
}): PortalHttp {
  const { tls, ...others } = options
  const line = httpLine({ ...others, ...(tls && { tls }) })
  const send = ({ path, query, type, body }: PortalExchange, signal: AbortSignal) =>
    line.send(
      {
        method: 'POST',
        path: query ? `${path}?${query}` : path,
        headers: { accept: 'application/json', 'content-type': type },
        body,
      },
      signal,
    )
  return {
    async exchange(asked, signal) {
      const first = await send(asked, signal)
      // Neither a token nor a look-up changes anything there: both may be asked for again.
      const answer = isReset(first) && !signal.aborted ? await send(asked, signal) : first
      return answer.ok ? bodyOf(answer.value) : answer
    },
    close: line.close,
  }
}

const resets = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']
const isReset = (result: Result<HttpAnswer, RegistryFailure>) =>
  !result.ok && resets.includes(result.error.error.cause ?? '')

/** The portal itself answers 200 whatever it has to say; anything else comes from a machine before it. */
function bodyOf(answer: HttpAnswer): Result<PortalBody, RegistryFailure> {
  const { status, body } = answer
  if (status === 401) return fail(accountRefused('HTTP 401'))
  if (status >= 500 || status === 429 || status === 408)
    return fail(retryable('OnlineFailed', `HTTP ${status}`, retryAfter(answer)))
  const read = status === 200 ? readPortalBody(body) : `HTTP ${status}`
  return typeof read === 'string' ? fail(retryable('OnlineAnswerInvalid', read)) : ok(read)
}
