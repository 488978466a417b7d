import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type LookupAnswer, lookupFields } from '../../protocol/citizen-data.ts'
import type { RegistryRequest } from '../../protocol/registry-question.ts'
import { type CitizenMatch, requestedFieldsOf } from '../citizen-answer.ts'
import type { RegistryTls, Timeouts } from '../connector.ts'
import { httpLine, usualTimeouts } from '../http-exchange.ts'
import type { RegistryAdapter } from '../registry-adapter.ts'
import { registryAddress } from '../registry-client.ts'
import { type RegistryFailure, refused, retryable } from '../registry-failure.ts'
import { isAboutSubject, numberStatusOf, recordFields, recordNamespace } from './citizen-record.ts'
import { type AxisFront, axisFront, type GatewayFront, gatewayFront } from './front.ts'
import { soapResult, tokenExpired } from './soap-answer.ts'
import {
  type NeutralQuestion,
  neutralQuestion,
  type Operation,
  questionNamespace,
  soapMessage,
} from './soap-question.ts'
import { onlyChild, type XmlElement } from './soap-xml.ts'

export interface PopulationBaseOptions {
  /** `https:`, or `http:` on loopback only; as it stands here it goes into the proof of who asks. */
  readonly url: string
  readonly front: AxisFront | GatewayFront
  /** Accounts of officers at the base by the operator's id at the desk; without one, the id itself is `MaCanBo`. */
  readonly officers?: Readonly<Record<string, { readonly id: string; readonly authHash?: string | undefined }>>
  /** `MaTichHop` by operation. */
  readonly integrationCodes?: { readonly match: string; readonly lookUp: string }
  readonly timeouts?: Partial<Timeouts>
  readonly tls?: RegistryTls
  readonly now?: () => Date
}

const usualCodes = { match: '003', lookUp: '037' }

/**
 * The national population base over NGSP or a provincial gateway (vietnam.md §3.2), SOAP 1.1: match and look-up. It compares number, name and birth
 * as a whole and nothing else, so a match says nothing of sex or address, and a person who is not found may be one whose name differs.
 */
export function createPopulationBase(options: PopulationBaseOptions): RegistryAdapter {
  const { url, officers = {}, integrationCodes = usualCodes, now = () => new Date() } = options
  const address = registryAddress(url)
  if (!address) return { matchCitizen: misconfigured, lookUp: misconfigured, close: async () => {} }
  const root = new URL('/', address)
  const timeouts = { ...usualTimeouts, ...options.timeouts }
  const line = httpLine({ baseUrl: root, timeouts, ...(options.tls && { tls: options.tls }) })
  const path = new URL(url).pathname
  const { front: configured } = options
  const front = configured.kind === 'axis' ? axisFront(configured, url, now) : gatewayFront(configured, line.send, now)

  async function exchange(
    message: string,
    officer: { authHash?: string | undefined } | undefined,
    signal?: AbortSignal,
  ) {
    const proof = await front.headers(signal)
    if (!proof.ok) return proof
    const headers = {
      ...proof.value,
      ...(officer?.authHash && { authhash: officer.authHash }),
      'content-type': 'text/xml; charset=utf-8',
      soapaction: '""',
    }
    const answer = await line.send({ method: 'POST', path, headers, body: message }, signal)
    return answer.ok ? soapResult(answer.value) : answer
  }

  async function asked(operation: Operation, code: string, question: NeutralQuestion, signal?: AbortSignal) {
    const officer = officers[question.operator.id]
    const message = soapMessage(operation, question, officer?.id ?? question.operator.id, code)
    const first = await exchange(message, officer, signal)
    const expired = !first.ok && first.error.error.cause === tokenExpired
    return expired && front.renew() ? exchange(message, officer, signal) : first
  }

  return {
    async matchCitizen(request, signal) {
      const question = neutralQuestion(request)
      if (!question) return fail(unreadable)
      const result = await asked('XacThucThongTinCongDan', integrationCodes.match, question, signal)
      return result.ok ? matchOf(result.value) : result
    },
    async lookUp(request, signal) {
      const question = neutralQuestion(request)
      if (!question) return fail(unreadable)
      const result = await asked('TraCuuThongTinCongDan', integrationCodes.lookUp, question, signal)
      return result.ok ? lookedUp(result.value, question, request, now()) : result
    },
    close: line.close,
  }
}

const misconfigured = async () =>
  fail(retryable('ConfigInvalid', 'the address of the population base must begin with https://'))
const unreadable = refused('INVALID_REQUEST')
const wrong = (words: string) => fail(retryable('OnlineAnswerInvalid', words))

/** `TonTai` says that number, name and birth are one person's, or that they are not. */
function matchOf(result: XmlElement): Result<CitizenMatch, RegistryFailure> {
  const named = result.name === 'KetQuaXacThuc' && result.namespace === questionNamespace
  const exists = named ? onlyChild(result, questionNamespace, 'TonTai')?.text : undefined
  if (exists === 'true' || exists === '1')
    return ok({ match: 'FULL', perField: { fullName: { match: true }, birthDate: { match: true } } })
  return exists === 'false' || exists === '0' ? ok({ match: 'NOT_FOUND', perField: {} }) : wrong('not a citizen match')
}

function lookedUp(
  result: XmlElement,
  question: NeutralQuestion,
  request: RegistryRequest,
  now: Date,
): Result<LookupAnswer, RegistryFailure> {
  if (result.name !== 'CongdanCollection' || result.namespace !== recordNamespace) return wrong('not a look-up')
  const citizens = result.children.filter(({ name, namespace }) => name === 'CongDan' && namespace === recordNamespace)
  if (citizens.length !== result.children.length) return wrong('not a look-up')
  const asked = lookupFields.filter(field => requestedFieldsOf(request).includes(field))
  const answer = { kind: 'lookup', transactionId: question.requestId, checkedAt: now.toISOString() } as const
  const [citizen, ...others] = citizens
  if (!citizen) return ok({ ...answer, match: 'NOT_FOUND', data: {}, withheld: asked })
  if (others.length > 0) return wrong('several people')
  if (!isAboutSubject(citizen, question)) return wrong('another person')
  return ok({ ...answer, match: 'FULL', numberStatus: numberStatusOf(citizen), ...recordFields(citizen, asked) })
}
