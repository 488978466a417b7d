import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { type CardVerification, checkCardAnswer, ed25519Key } from './card-answer.ts'
import { type CitizenMatch, checkCitizenAnswer } from './citizen-answer.ts'
import { type RegistryFailure, retryable } from './registry-failure.ts'
import { type Exchange, type RegistryTls, registryHttp } from './registry-http.ts'

/** The register's adapter. Every call may be made again with the same request id. */
export interface RegistryClient {
  /** `POST /v1/card-verifications`; an answer whose signature does not hold is `OnlineAnswerInvalid`. */
  verifyCard(request: RegistryRequest, signal?: AbortSignal): Promise<Result<CardVerification, RegistryFailure>>
  /** `POST /v1/citizen-matches` */
  matchCitizen(request: RegistryRequest, signal?: AbortSignal): Promise<Result<CitizenMatch, RegistryFailure>>
  /** `GET /v1/status` @returns the register's time, RFC 3339 */
  status(signal?: AbortSignal): Promise<Result<string, RegistryFailure>>
  close(): Promise<void>
}

export interface RegistryClientOptions {
  /** `https:`, or `http:` on loopback only. */
  readonly baseUrl: string
  /** For one exchange as a whole. */
  readonly timeoutMs: number
  /** Ed25519 keys of the register by key id, PEM (SPKI). */
  readonly publicKeys: Readonly<Record<string, string>>
  readonly tls?: RegistryTls
}

/** A wrong configuration does not throw: every call then says `ConfigInvalid` and what is wrong. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const configured = configure(options)
  const exchange = async (request: Exchange, signal?: AbortSignal) =>
    configured.ok ? await configured.value.http.exchange(request, signal) : configured
  const post = (path: string, { requestId, body }: RegistryRequest, signal?: AbortSignal) =>
    exchange({ method: 'POST', path, idempotencyKey: requestId, body }, signal)
  const keys = configured.ok ? configured.value.keys : new Map<string, KeyObject>()

  return {
    verifyCard: async (request, signal) =>
      checked(await post('/v1/card-verifications', request, signal), value => checkCardAnswer(value, request, keys)),
    matchCitizen: async (request, signal) =>
      checked(await post('/v1/citizen-matches', request, signal), value => checkCitizenAnswer(value, request)),
    async status(signal) {
      const answer = await exchange({ method: 'GET', path: '/v1/status' }, signal)
      if (!answer.ok) return answer
      const status = statusSchema.safeParse(answer.value)
      return status.success ? ok(status.data.time) : fail(retryable('OnlineAnswerInvalid', 'not a status'))
    },
    close: async () => {
      if (configured.ok) await configured.value.http.close()
    },
  }
}

const statusSchema = z.object({ status: z.literal('UP'), time: z.iso.datetime({ offset: true }) })

/** @param check gives the answer, or in words why it is none */
function checked<T extends object>(
  answer: Result<unknown, RegistryFailure>,
  check: (value: unknown) => T | string,
): Result<T, RegistryFailure> {
  if (!answer.ok) return answer
  const found = check(answer.value)
  return typeof found === 'string' ? fail(retryable('OnlineAnswerInvalid', found)) : ok(found)
}

function configure({ baseUrl, timeoutMs, publicKeys, tls }: RegistryClientOptions) {
  const url = registryAddress(baseUrl)
  if (!url) return misconfigured('the address of the register must begin with https://')
  const keys = new Map<string, KeyObject>()
  for (const [keyId, pem] of Object.entries(publicKeys)) {
    const key = ed25519Key(pem)
    if (!key) return misconfigured('a public key of the register is no Ed25519 key in PEM')
    keys.set(keyId, key)
  }
  return ok({ http: registryHttp({ baseUrl: url, timeoutMs, ...(tls && { tls }) }), keys })
}

/** The address to ask below; undefined unless it is `https:`, or `http:` on loopback. */
export function registryAddress(baseUrl: string): URL | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) : undefined
  const allowed = url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  return allowed ? url : undefined
}

const misconfigured = (cause: string) => fail({ error: chipDeskError('ConfigInvalid', { cause }), final: false })

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.[0-9]{1,3}){3}$/.test(host)
