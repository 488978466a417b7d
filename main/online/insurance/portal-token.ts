import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { accountRefused, type RegistryFailure, retryable } from '../registry-failure.ts'
import { type PortalBody, plainText, resultCode } from './portal-body.ts'
import type { PortalHttp } from './portal-http.ts'

export interface PortalAccount {
  readonly username: string
  readonly password: string
}

/** What every look-up carries in its query. */
export interface PortalToken {
  readonly accessToken: string
  readonly idToken: string
}

export interface PortalTokens {
  /** A token that is good by the clock; a new one where there is none. Whoever asks meanwhile waits for the same one. */
  get(signal: AbortSignal): Promise<Result<PortalToken, RegistryFailure>>
  /** The portal refused this one. */
  drop(token: PortalToken): void
}

/** The portal's form of a password: MD5, hex. It protects nothing, TLS does. */
export const portalPassword = (password: string): string => bytesToHex(md5(utf8ToBytes(password)))

/** How long a token is used whose end the portal does not tell: shorter than any implementer has seen one live, ms. */
const untold = 50 * 60_000
const longest = 24 * 3_600_000
/** A token is not used in its last minute, for the way to the portal and clocks that differ. */
const margin = 60_000
/** After a refused account, so that a wrong password does not lock it. */
const refusalMs = 60_000

/** Keeps the one token of an account, in memory alone. */
export function portalTokens(
  http: PortalHttp,
  account: PortalAccount,
  closing: AbortSignal,
  now: () => number,
): PortalTokens {
  let kept: { token: PortalToken; until: number } | undefined
  let taking: Promise<Result<PortalToken, RegistryFailure>> | undefined
  let refusal: { failure: RegistryFailure; until: number } | undefined

  async function take(): Promise<Result<PortalToken, RegistryFailure>> {
    const form = new URLSearchParams({ username: account.username, password: portalPassword(account.password) })
    const asked = { path: '/api/token/take', type: 'application/x-www-form-urlencoded', body: form.toString() } as const
    const answer = await http.exchange(asked, closing)
    const taken = answer.ok ? readToken(answer.value, now()) : answer
    if (taken.ok) {
      kept = taken.value
      return ok(taken.value.token)
    }
    if (taken.error.error.tag !== 'OnlineAccount') return taken
    refusal = { failure: { ...taken.error, retryAfterMs: refusalMs }, until: now() + refusalMs }
    return fail(refusal.failure)
  }

  return {
    async get(signal) {
      if (kept && now() < kept.until) return ok(kept.token)
      if (refusal && now() < refusal.until) return fail(refusal.failure)
      taking ??= take().finally(() => {
        taking = undefined
      })
      return await unless(signal, taking)
    },
    drop(token) {
      if (kept?.token === token) kept = undefined
    },
  }
}

/** The answer that many wait for, or that this one stopped waiting. */
async function unless<T>(signal: AbortSignal, answer: Promise<Result<T, RegistryFailure>>) {
  const gone = Promise.withResolvers<Result<T, RegistryFailure>>()
  const leave = () => gone.resolve(fail(retryable('OnlineTimeout', 'no token')))
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([gone.promise, answer])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

function readToken(body: PortalBody, now: number): Result<{ token: PortalToken; until: number }, RegistryFailure> {
  const code = resultCode(body)
  if (code === '401' || code === '402' || code === '403') return fail(accountRefused(`token code ${code}`))
  if (code === '500') return fail(retryable('OnlineFailed', 'token code 500'))
  if (code !== '200') return fail(retryable('OnlineAnswerInvalid', 'not a token'))
  const key = body.get('apikey')
  const fields = new Map(Object.entries(typeof key === 'object' && key !== null ? key : {}))
  const [accessToken, idToken] = [fields.get('access_token'), fields.get('id_token')].map(plainText)
  if (!accessToken || !idToken) return fail(retryable('OnlineAnswerInvalid', 'no token'))
  return ok({ token: { accessToken, idToken }, until: now + lifetime(fields.get('expires_in'), now) - margin })
}

/**
 * `expires_in` is an instant, whatever its name says; seconds and a time of Vietnam without a zone have been seen.
 * @returns milliseconds from now
 */
export function lifetime(expiresIn: unknown, now: number): number {
  const text = plainText(expiresIn) ?? ''
  const zoned = /(?:Z|[+-][0-9]{2}:?[0-9]{2})$/.test(text) ? text : `${text}+07:00`
  const left = /^[0-9]+$/.test(text) ? Number(text) * 1000 : Date.parse(zoned) - now
  return left > 0 ? Math.min(left, longest) : untold
}
