import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type CivilStatusAnswer, type LookupAnswer, lookupFields } from '../protocol/citizen-data.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { checkCardAnswer, ed25519Key } from './card-answer.ts'
import { checkCitizenAnswer, requestedFieldsOf } from './citizen-answer.ts'
import type { RegistryTls, Timeouts } from './connector.ts'
import { checkEidBegun, checkEidState, eidAsked } from './eid-answer.ts'
import { httpLine, type SendHttp, timeoutsOf } from './http-exchange.ts'
import { checkCivilStatusAnswer, checkLookupAnswer, civilRecordsOf } from './lookup-answer.ts'
import { type EidAdapter, type RegistryAdapter, servicePurposesSchema } from './registry-adapter.ts'
import { type RegistryFailure, retryable } from './registry-failure.ts'
import { type AnswerPolicy, type Exchange, exchangeJson } from './registry-http.ts'
import { checkResidenceAnswer } from './residence-answer.ts'

/** The adapter of our contract, which can do all of it. */
export type RegistryClient = RegistryAdapter & Required<Pick<RegistryAdapter, 'verifyCard' | 'matchCitizen' | 'status'>>

export interface RegistryClientOptions {
  /** `https:`, or `http:` on loopback only. */
  readonly baseUrl: string
  /** For one exchange as a whole, where `timeouts` does not say it by phase. */
  readonly timeoutMs: number
  readonly timeouts?: Partial<Timeouts>
  /** Ed25519 keys of the register by key id, PEM (SPKI). */
  readonly publicKeys: Readonly<Record<string, string>>
  readonly tls?: RegistryTls
  /** Whether answers must be signed as a whole, refusals too (RFC 9421); where they are, the signature must hold. Default `where-present`. */
  readonly signedAnswers?: AnswerPolicy['signedAnswers']
}

/** A wrong configuration does not throw: every call then says `ConfigInvalid` and what is wrong. */
export function createRegistryClient(options: RegistryClientOptions): Required<RegistryAdapter> {
  const configured = configure(options)
  if (!configured.ok)
    return contractAdapter(
      async () => configured,
      none,
      async () => {},
    )
  const { url, keys } = configured.value
  const { timeoutMs, timeouts, tls, signedAnswers = 'where-present' } = options
  const line = httpLine({
    baseUrl: url,
    timeouts: { ...timeoutsOf(timeoutMs), ...timeouts },
    ...(tls && { tls }),
  })
  return contractAdapter(line.send, { keys, signedAnswers, basePath: url.pathname.replace(/\/$/, '') }, line.close)
}

/** A master list's 600 certificates are some 1.2 MB in base64. */
const largestBundle = 16 * 1024 * 1024

const none: AnswerPolicy = { keys: new Map(), signedAnswers: 'where-present', basePath: '' }

/** The contract over any wire: a real line, or a model of one. */
export function contractAdapter(
  send: SendHttp,
  policy: AnswerPolicy,
  close: () => Promise<void>,
): Required<RegistryAdapter> {
  const { keys } = policy
  const exchange = (asked: Exchange, signal?: AbortSignal) => exchangeJson(send, asked, policy, signal)
  const post = (path: string, { requestId, body }: RegistryRequest, signal?: AbortSignal) =>
    exchange({ method: 'POST', path, idempotencyKey: requestId, body }, signal)

  return {
    verifyCard: async (request, signal) =>
      checked(await post('/v1/card-verifications', request, signal), value => checkCardAnswer(value, request, keys)),
    matchCitizen: async (request, signal) =>
      checked(await post('/v1/citizen-matches', request, signal), value => checkCitizenAnswer(value, request, keys)),
    lookUp: async (request, signal) => {
      const answer = await post('/v1/citizen-lookups', request, signal)
      if (isNotFound(answer)) return ok(nobody(request))
      return checked(answer, value => checkLookupAnswer(value, request, keys))
    },
    civilStatus: async (request, signal) => {
      const answer = await post('/v1/civil-status', request, signal)
      if (isNotFound(answer)) return ok(notInTheBooks(request))
      return checked(answer, value => checkCivilStatusAnswer(value, request, keys))
    },
    confirmResidence: async (request, signal) => {
      const answer = await post('/v1/residence-confirmations', request, signal)
      if (isNotFound(answer)) return ok({ kind: 'residence', ...unnumbered(), outcome: 'NOT_FOUND' })
      return checked(answer, value => checkResidenceAnswer(value, request, keys))
    },
    eid: eidAdapter(exchange, keys),
    purposes: async signal =>
      checked(await exchange({ method: 'GET', path: '/v1/purposes' }, signal), value => {
        const purposes = servicePurposesSchema.safeParse(value)
        return purposes.success ? purposes.data : 'not a list of purposes'
      }),
    async trustBundle(signal) {
      const answer = await exchange({ method: 'GET', path: '/v1/trust-bundle', largest: largestBundle }, signal)
      return answer.ok ? ok(new TextEncoder().encode(JSON.stringify(answer.value))) : answer
    },
    async status(signal) {
      const answer = await exchange({ method: 'GET', path: '/v1/status' }, signal)
      if (!answer.ok) return answer
      const status = statusSchema.safeParse(answer.value)
      return status.success ? ok(status.data.time) : fail(retryable('OnlineAnswerInvalid', 'not a status'))
    },
    close,
  }
}

type Exchanging = (asked: Exchange, signal?: AbortSignal) => Promise<Result<unknown, RegistryFailure>>

function eidAdapter(exchange: Exchanging, keys: ReadonlyMap<string, KeyObject>): EidAdapter {
  return {
    async request(request, signal) {
      const { requestId, body } = request
      const asked = { method: 'POST', path: '/v1/eid-authentications', idempotencyKey: requestId, body } as const
      const answer = await exchange(asked, signal)
      const outcome = answer.ok ? undefined : eidRefusals[answer.error.error.cause ?? '']
      if (outcome && !answer.ok && answer.error.final)
        return ok({ kind: 'eid', ...unnumbered(), outcome, level: eidAsked(request)?.level ?? 1, fields: {} })
      return checked(answer, value => checkEidBegun(value, request, keys))
    },
    async poll(begun, request, signal) {
      const path = `/v1/eid-authentications/${begun.authenticationId}`
      const answer = await exchange({ method: 'GET', path }, signal)
      if (!answer.ok) return answer
      const state = checkEidState(answer.value, begun, request, keys)
      return typeof state === 'object' && 'wrong' in state
        ? fail(retryable('OnlineAnswerInvalid', state.wrong))
        : ok(state)
    },
  }
}

/** Refusals that say something about the citizen's account, and so are answers. */
const eidRefusals: Readonly<Record<string, 'NO_ACCOUNT' | 'LEVEL_TOO_LOW' | undefined>> = {
  EID_ACCOUNT_NOT_FOUND: 'NO_ACCOUNT',
  EID_LEVEL_TOO_LOW: 'LEVEL_TOO_LOW',
}

const isNotFound = (answer: Result<unknown, RegistryFailure>) =>
  !answer.ok && answer.error.final && answer.error.error.cause === 'NOT_FOUND'

/** A refusal has no transaction number. */
const unnumbered = () => ({ transactionId: '', checkedAt: new Date().toISOString() })

const nobody = (request: RegistryRequest): LookupAnswer => ({
  kind: 'lookup',
  ...unnumbered(),
  match: 'NOT_FOUND',
  data: {},
  withheld: lookupFields.filter(field => requestedFieldsOf(request).includes(field)),
})

const notInTheBooks = (request: RegistryRequest): CivilStatusAnswer => ({
  kind: 'civil-status',
  ...unnumbered(),
  found: false,
  records: {},
  withheld: [...civilRecordsOf(request)],
})

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

function configure({ baseUrl, publicKeys }: RegistryClientOptions) {
  const url = registryAddress(baseUrl)
  if (!url) return misconfigured('the address of the register must begin with https://')
  const keys = new Map<string, KeyObject>()
  for (const [keyId, pem] of Object.entries(publicKeys)) {
    const key = ed25519Key(pem)
    if (!key) return misconfigured('a public key of the register is no Ed25519 key in PEM')
    keys.set(keyId, key)
  }
  return ok({ url, keys })
}

/** The address to ask below; undefined unless it is `https:`, or `http:` on loopback. */
export function registryAddress(baseUrl: string): URL | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) : undefined
  const allowed = url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  return allowed ? url : undefined
}

const misconfigured = (cause: string) => fail({ error: chipDeskError('ConfigInvalid', { cause }), final: false })

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.[0-9]{1,3}){3}$/.test(host)
