import type { Result } from '../emrtd/result.ts'
import type { NetworkProblem, NetworkTest } from '../protocol/settings.ts'
import { type HttpAnswer, type HttpLineOptions, type HttpRequest, httpLine } from './http-exchange.ts'
import type { RegistryFailure } from './registry-failure.ts'

/** What one look at a service found. */
export type SignOfLife = Pick<NetworkTest, 'problem' | 'status' | 'code' | 'clockMs'>

/** A certificate and a signature may be wrong by so much before they are of no use, ms. */
const clockMayDiffer = 5 * 60_000

/**
 * Asks a service once, on a connection of its own that is closed again.
 * @param good what an answer must be for the service to be well; any of HTTP where absent
 */
export async function signOfLife(
  line: HttpLineOptions,
  request: HttpRequest,
  signal: AbortSignal,
  good: (answer: HttpAnswer) => NetworkProblem | undefined = () => undefined,
): Promise<SignOfLife> {
  const { send, close } = httpLine(line)
  try {
    return lifeOf(await send(request, signal), good)
  } finally {
    await close()
  }
}

/** @param good see `signOfLife` */
export function lifeOf(
  answer: Result<HttpAnswer, RegistryFailure>,
  good: (answer: HttpAnswer) => NetworkProblem | undefined = () => undefined,
  now: Date = new Date(),
): SignOfLife {
  if (!answer.ok) return troubleOf(answer.error)
  const { status, headers } = answer.value
  const told = Date.parse(headers.date ?? '')
  const clockMs = Number.isNaN(told) ? undefined : told - now.getTime()
  const wrongClock = clockMs !== undefined && Math.abs(clockMs) > clockMayDiffer
  const problem = byStatus(status) ?? good(answer.value) ?? (wrongClock ? ('clock' as const) : undefined)
  return { status, ...(clockMs !== undefined && { clockMs }), ...(problem && { problem }) }
}

/** Whatever is asked for: what these say is the same. */
function byStatus(status: number): NetworkProblem | undefined {
  if (status === 429) return 'too-many'
  return status >= 500 ? 'server-error' : undefined
}

const byCode: Readonly<Record<string, NetworkProblem>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-silent',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'broken-off',
  EPIPE: 'broken-off',
  UND_ERR_SOCKET: 'broken-off',
  ETIMEDOUT: 'connect-timeout',
  CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  TLS_TIMEOUT: 'tls-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'answer-timeout',
  UND_ERR_BODY_TIMEOUT: 'answer-timeout',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-early',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-none',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-none',
  'not HTTP': 'not-http',
}

const byForm: readonly (readonly [RegExp, NetworkProblem])[] = [
  [/^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_UNTRUSTED|ERR_SSL_.*UNKNOWN_CA)/, 'tls-untrusted'],
  [/^ERR_SSL_.*ALERT_(CERTIFICATE|BAD_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)/, 'tls-own-certificate'],
  [/^(ERR_SSL_|ERR_TLS_|CERT_|ERR_OSSL_)/, 'tls-other'],
  [/^UND_ERR_(HEADERS_OVERFLOW|RES)/, 'not-http'],
]

/** Of a failure of our own lines: its tag, and the code that stands in its cause. */
export function troubleOf({ error: { tag, cause = '' } }: Pick<RegistryFailure, 'error'>): SignOfLife {
  const known = byCode[cause] ?? byForm.find(([form]) => form.test(cause))?.[1]
  const code = /^[A-Za-z0-9_ ]{1,60}$/.test(cause) ? { code: cause } : {}
  if (known) return { problem: known, ...code }
  if (tag === 'OnlineTimeout') return { problem: 'answer-timeout', ...code }
  if (tag === 'OnlineAccount') return { problem: 'account', ...code }
  if (tag === 'OnlineRefused') return { problem: 'forbidden', ...code }
  if (tag === 'OnlineAnswerInvalid') return { problem: 'wrong-answer', ...code }
  if (tag === 'ConfigInvalid') return { problem: 'settings-wrong' }
  return { problem: 'failed', ...code }
}
