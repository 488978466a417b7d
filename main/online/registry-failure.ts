import { type ChipDeskError, chipDeskError, type ErrorTag } from '../protocol/errors.ts'

/** Why a request got no usable answer. */
export interface RegistryFailure {
  readonly error: ChipDeskError
  /** True when asking again cannot help: the register understood and refused. */
  readonly final: boolean
  /** How long the register asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number
}

/** @param cause a code or a few fixed words; never a message, which may quote an address or a value */
export const retryable = (tag: ErrorTag, cause: string, retryAfterMs?: number): RegistryFailure => ({
  error: chipDeskError(tag, { cause }),
  final: false,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

export const refused = (reasonCode: string): RegistryFailure => ({
  error: chipDeskError('OnlineRefused', { cause: reasonCode }),
  final: true,
})

/** The service does not take whoever this desk says it is. Nothing is lost by it: an administrator can put it right before a question expires. */
export const accountRefused = (reasonCode: string): RegistryFailure => ({
  error: chipDeskError('OnlineAccount', { cause: reasonCode }),
  final: false,
})

/** Nobody is asked: the question waits until somebody configures the service, or it expires. */
export const notConfigured: RegistryFailure = retryable('ConfigInvalid', 'no service is configured that answers this')

const offlineCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_SOCKET',
]
const timeoutCodes = [
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'TLS_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]
/** The other side does not take our certificate (RFC 8446 §6.2). */
const accountCodes = /^ERR_SSL_.*ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/
/** What came back is not HTTP, or the other side is not who the certificate must name. */
const invalidCodes = /^(UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/

/** Names what undici threw; anything unknown counts as a failure of the register. */
export function transportFailure(thrown: unknown, phase: string): RegistryFailure {
  if (thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError')) {
    return retryable('OnlineTimeout', phase)
  }
  if (thrown instanceof Error && thrown.name === 'HTTPParserError') return retryable('OnlineAnswerInvalid', 'not HTTP')
  const code = codeOf(thrown)
  if (timeoutCodes.includes(code)) return retryable('OnlineTimeout', code)
  if (offlineCodes.includes(code)) return retryable('OnlineOffline', code)
  if (accountCodes.test(code)) return accountRefused(code)
  return retryable(invalidCodes.test(code) ? 'OnlineAnswerInvalid' : 'OnlineFailed', code)
}

/** An error with several addresses tried carries the codes inside. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0])
  return thrown instanceof Error && thrown.cause ? codeOf(thrown.cause) : 'unknown'
}
