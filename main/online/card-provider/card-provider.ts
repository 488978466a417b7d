import { createPublicKey, type KeyObject } from 'node:crypto'
import { fail } from '../../emrtd/result.ts'
import type { RegistryTls, Timeouts } from '../connector.ts'
import { httpLine, usualTimeouts } from '../http-exchange.ts'
import type { RegistryAdapter } from '../registry-adapter.ts'
import { registryAddress } from '../registry-client.ts'
import { refused, retryable } from '../registry-failure.ts'
import { type ExitCodes, providerAnswer } from './provider-answer.ts'
import { providerQuestion } from './provider-question.ts'

export interface CardProviderOptions {
  /** What `/eid/api/verify` is below: `https:`, or `http:` on loopback only. */
  readonly url: string
  readonly apiKey: string
  /** Code of the desk's organisation at the provider. */
  readonly customerCode: string
  /** `ServiceType`, where the provider asks for it. */
  readonly serviceType?: string
  /** The authority's RSA key, PEM (SPKI), and its name in what is stored. */
  readonly publicKey: { readonly keyId: string; readonly pem: string }
  readonly exitCodes?: ExitCodes
  /** Whether an answer must name the request id of its question; default `required`. */
  readonly echo?: 'required' | 'where-present'
  readonly timeouts?: Partial<Timeouts>
  readonly tls?: RegistryTls
  readonly now?: () => Date
}

/** Card verification by the RAR centre through a provider (vietnam.md §3.3), never its biometric variant. */
export function createCardProvider(options: CardProviderOptions): RegistryAdapter {
  const { apiKey, customerCode, serviceType, publicKey, exitCodes = {}, echo = 'required' } = options
  const { now = () => new Date() } = options
  const baseUrl = registryAddress(options.url)
  const key = rsaKey(publicKey.pem)
  if (!baseUrl || !key) {
    const cause = baseUrl
      ? 'the public key of the card verification is no RSA key of 2048 bits or more in PEM'
      : 'the address of the card verification must begin with https://'
    return { verifyCard: async () => fail(retryable('ConfigInvalid', cause)), close: async () => {} }
  }
  const timeouts = { ...usualTimeouts, ...options.timeouts }
  const line = httpLine({ baseUrl, timeouts, ...(options.tls && { tls: options.tls }) })
  return {
    async verifyCard(request, signal, province = '') {
      const question = providerQuestion(request, customerCode, province)
      if (!question) return fail(refused('SIGNER_NOT_SHOWN'))
      const headers = {
        'x-api-key': apiKey,
        code: customerCode,
        'os-type': process.platform,
        ...(serviceType && { servicetype: serviceType }),
        accept: 'application/json',
        'content-type': 'application/json',
      }
      const answer = await line.send({ method: 'POST', path: '/eid/api/verify', headers, body: question.text }, signal)
      if (!answer.ok) return answer
      const answerKey = { keyId: publicKey.keyId, key }
      return providerAnswer(answer.value, question.requestId, answerKey, { exitCodes, echo, now: now() })
    },
    close: line.close,
  }
}

function rsaKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= 2048 ? key : undefined
  } catch {
    return undefined
  }
}
