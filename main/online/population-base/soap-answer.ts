import { fail, ok, type Result } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { type HttpAnswer, mediaType, retryAfter } from '../http-exchange.ts'
import { accountRefused, type RegistryFailure, refused, retryable } from '../registry-failure.ts'
import { questionNamespace, soapNamespace } from './soap-question.ts'
import { onlyChild, readXml, type XmlElement } from './soap-xml.ts'

/** @returns what stands in the body of a SOAP 1.1 answer, or why there is nothing to take from it */
export function soapResult(answer: HttpAnswer): Result<XmlElement, RegistryFailure> {
  const { status } = answer
  // Gateways answer these, and say when to come back; SOAP 1.1 §6.2 sends every fault of the service itself with 500.
  if (status === 429 || (status > 500 && status < 600))
    return fail(retryable('OnlineFailed', `HTTP ${status}`, retryAfter(answer)))
  const type = mediaType(answer)
  if (type !== 'text/xml' && type !== 'application/xml')
    return fail(notSoap(status, `HTTP ${status} ${type ?? 'of another type'}`))
  const document = readXml(answer.body)
  if (!document.ok) return fail(notSoap(status, document.error))
  const { name, namespace } = document.value
  if (name !== 'Envelope' || namespace !== soapNamespace) return fail(notSoap(status, 'no SOAP 1.1 envelope'))
  const body = onlyChild(document.value, soapNamespace, 'Body')
  const [result, ...more] = body?.children ?? []
  if (!result || more.length > 0) return fail(notSoap(status, 'a SOAP body without one result'))
  if (result.name === 'Fault' && result.namespace === soapNamespace) return fail(faultFailure(status, result))
  return status === 200 ? ok(result) : fail(notSoap(status, `HTTP ${status} without a fault`))
}

/** A server error that says nothing is still one; anything else that is no SOAP is somebody else's answer. */
const notSoap = (status: number, words: string) =>
  status === 500 ? retryable('OnlineFailed', 'HTTP 500') : retryable('OnlineAnswerInvalid', words)

/** What is known of `MaLoi`: 004 and 005 are met in programs of the field, the others are the reference's. */
const knownFaults: Readonly<Record<string, () => RegistryFailure>> = {
  '004': () => refused('SERVICE_NOT_ALLOWED'),
  '005': () => refused('OFFICER_NOT_ALLOWED'),
  '006': () => accountRefused('NOT_AUTHENTICATED'),
  '007': () => clockRefused,
  '008': () => retryable('OnlineFailed', 'AUTHENTICATION_USED'),
  '009': () => accountRefused('CLIENT_UNKNOWN'),
  '010': () => accountRefused(tokenExpired),
}

export const tokenExpired = 'TOKEN_EXPIRED'

/** The desk's clock or the base's is wrong by more than five minutes: no question gets through before one is put right. */
const clockRefused: RegistryFailure = {
  error: chipDeskError('OnlineAccount', { cause: 'TIMESTAMP_REFUSED' }),
  final: false,
}

/** SOAP 1.1 §4.4. A fault's words stay behind: they may repeat the question. */
function faultFailure(status: number, fault: XmlElement): RegistryFailure {
  const detail = onlyChild(fault, '', 'detail')
  const code = onlyChild(onlyChild(detail, questionNamespace, 'Loi'), questionNamespace, 'MaLoi')?.text ?? ''
  const known = knownFaults[code]
  if (known) return known()
  const named = `FAULT_${/^[A-Za-z0-9]{1,6}$/.test(code) ? code : 'UNNAMED'}`
  if (status === 401 || status === 403) return accountRefused(named)
  // `soapenv:Server`: not the question's fault. What else there is will be no better the next time.
  const isServers = /(?:^|:)Server(?:$|\.)/.test(onlyChild(fault, '', 'faultcode')?.text ?? 'Server')
  return isServers ? retryable('OnlineFailed', named) : refused(named)
}
