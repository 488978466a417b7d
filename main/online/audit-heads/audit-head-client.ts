import { randomUUID } from 'node:crypto'
import type { AuditHead } from '../../audit/entry.ts'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { ed25519Key } from '../card-answer.ts'
import { httpLine, timeoutsOf } from '../http-exchange.ts'
import { type RegistryClientOptions, registryAddress } from '../registry-client.ts'
import { type RegistryFailure, retryable } from '../registry-failure.ts'
import { type Exchange, exchangeJson } from '../registry-http.ts'
import { type Acknowledged, type AuditedDesk, checkAcknowledgement } from './receipt-check.ts'

/** `POST /v1/audit-heads` and `GET /v1/audit-heads/{organisation}/{desk}` of the register. */
export interface AuditHeadClient {
  /** @param previous the last head that this desk has a receipt for */
  report(
    head: AuditHead,
    previous: AuditHead | undefined,
    signal?: AbortSignal,
  ): Promise<Result<Acknowledged, RegistryFailure>>
  /** The last head that the register has acknowledged; undefined where it has none of this desk. */
  latest(signal?: AbortSignal): Promise<Result<Acknowledged | undefined, RegistryFailure>>
  close(): Promise<void>
}

export type AuditHeadClientOptions = RegistryClientOptions & AuditedDesk

/** A wrong configuration does not throw: every call then says `ConfigInvalid`. */
export function createAuditHeadClient(options: AuditHeadClientOptions, now = () => new Date()): AuditHeadClient {
  const { baseUrl, timeoutMs, timeouts, tls, publicKeys, signedAnswers = 'where-present', organisation, desk } = options
  const url = registryAddress(baseUrl)
  const keys = registerKeys(publicKeys)
  const line =
    url && httpLine({ baseUrl: url, timeouts: { ...timeoutsOf(timeoutMs), ...timeouts }, ...(tls && { tls }) })
  const policy = { keys, signedAnswers, basePath: url?.pathname.replace(/\/$/, '') ?? '' }
  const about = { organisation, desk }

  const exchange = async (asked: Exchange, signal?: AbortSignal): Promise<Result<unknown, RegistryFailure>> =>
    line ? await exchangeJson(line.send, asked, policy, signal) : misconfigured
  const checked = (value: unknown, asked: { requestId: string; head?: AuditHead }) => {
    const found = checkAcknowledgement(value, { ...asked, about }, keys)
    return typeof found === 'string' ? fail(retryable('OnlineAnswerInvalid', found)) : ok(found)
  }

  return {
    async report({ seq, head }, previous, signal) {
      const requestId = randomUUID()
      const before = previous && { seq: previous.seq, head: previous.head }
      const told = {
        requestId,
        occurredAt: now().toISOString(),
        ...about,
        seq,
        head,
        ...(before && { previous: before }),
      }
      const body = JSON.stringify(told)
      const answer = await exchange(
        { method: 'POST', path: '/v1/audit-heads', idempotencyKey: requestId, body },
        signal,
      )
      return answer.ok ? checked(answer.value, { requestId, head: { seq, head } }) : answer
    },
    async latest(signal) {
      const path = `/v1/audit-heads/${encodeURIComponent(organisation.code)}/${encodeURIComponent(desk)}`
      const answer = await exchange({ method: 'GET', path }, signal)
      if (answer.ok) return checked(answer.value, { requestId: '' })
      return answer.error.error.cause === 'NOT_FOUND' && answer.error.final ? ok(undefined) : answer
    },
    close: async () => {
      await line?.close()
    },
  }
}

/** Ed25519 keys of a configuration, those that are some. */
export const registerKeys = (publicKeys: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(publicKeys).flatMap(([keyId, pem]) => {
      const key = ed25519Key(pem)
      return key ? [[keyId, key] as const] : []
    }),
  )

const misconfigured = fail({
  error: chipDeskError('ConfigInvalid', { cause: 'the address of the register must begin with https://' }),
  final: false,
})
