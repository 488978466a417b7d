import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { jsonOf, type SendHttp, textOf } from '../http-exchange.ts'
import { accountRefused, type RegistryFailure, retryable } from '../registry-failure.ts'

/** The national axis (NGSP), built on X-Road. */
export interface AxisFront {
  readonly kind: 'axis'
  readonly user: string
  readonly secret: string
  readonly apiKey: string
  /** `X-Road-Client`: instance, class, member and subsystem with `/` between. */
  readonly xRoadClient: string
}

/** A provincial gateway (LGSP): a bearer token, and its own access token besides. */
export interface GatewayFront {
  readonly kind: 'gateway'
  /** Below the address of the service, beginning with `/`. */
  readonly tokenPath: string
  readonly accessToken: string
}

/** How the desk shows who it is. */
export interface Front {
  /** @returns headers for one exchange; they open once */
  headers(signal?: AbortSignal): Promise<Result<Readonly<Record<string, string>>, RegistryFailure>>
  /** What was shown last was not taken: the next headers are made anew. @returns whether that can help */
  renew(): boolean
}

/**
 * `Authorization: Basic base64(user : sha256_hex(url + user + timestamp + secret))` with `Timestamp` in milliseconds (vietnam.md §3.2). Every one has
 * a time of its own, also two within one millisecond: what was used once does not open again.
 * @param url of the service as it stands in the configuration
 */
export function axisFront({ user, secret, apiKey, xRoadClient }: AxisFront, url: string, now: () => Date): Front {
  let last = 0
  return {
    async headers() {
      last = Math.max(now().getTime(), last + 1)
      const hash = createHash('sha256').update(`${url}${user}${last}${secret}`).digest('hex')
      return ok({
        timestamp: String(last),
        authorization: `Basic ${Buffer.from(`${user}:${hash}`).toString('base64')}`,
        apikey: apiKey,
        'x-road-client': xRoadClient,
      })
    },
    renew: () => false,
  }
}

/** RFC 6749 §5.1. */
const tokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4000}$/),
  expires_in: z.union([z.number(), z.string().regex(/^[0-9]{1,9}$/)]).transform(Number),
})

/** A token is used until shortly before it runs out, and had once for all who wait for it. */
export function gatewayFront({ tokenPath, accessToken }: GatewayFront, send: SendHttp, now: () => Date): Front {
  let token: { readonly text: string; readonly until: number } | undefined
  let coming: Promise<Result<string, RegistryFailure>> | undefined

  async function fetchToken(signal?: AbortSignal): Promise<Result<string, RegistryFailure>> {
    const headers = { lgspaccesstoken: accessToken, 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'grant_type=client_credentials'
    const answer = await send({ method: 'POST', path: tokenPath, headers, body }, signal)
    if (!answer.ok) return answer
    const { status } = answer.value
    if (status === 400 || status === 401 || status === 403) return fail(accountRefused('TOKEN_REFUSED'))
    const parsed = tokenSchema.safeParse(jsonOf(textOf(answer.value.body)))
    if (status !== 200 || !parsed.success)
      return fail(retryable(status >= 500 ? 'OnlineFailed' : 'OnlineAnswerInvalid', `token: HTTP ${status}`))
    const { access_token: text, expires_in } = parsed.data
    token = { text, until: now().getTime() + Math.max(0, expires_in - 30) * 1000 }
    return ok(text)
  }

  return {
    async headers(signal) {
      if (!token || now().getTime() >= token.until) {
        coming ??= fetchToken(signal).finally(() => {
          coming = undefined
        })
        const fetched = await coming
        if (!fetched.ok) return fetched
        return ok({ authorization: `Bearer ${fetched.value}`, lgspaccesstoken: accessToken })
      }
      return ok({ authorization: `Bearer ${token.text}`, lgspaccesstoken: accessToken })
    },
    renew() {
      token = undefined
      return true
    },
  }
}
