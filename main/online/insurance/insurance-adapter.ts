import { fail, ok, type Result } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { actionOfCode, causeOfCode, type InsuranceAnswer, noOfficer } from '../../protocol/insurance.ts'
import type { RegistryTls, Timeouts } from '../connector.ts'
import { registryAddress } from '../registry-client.ts'
import { accountRefused, type RegistryFailure, retryable } from '../registry-failure.ts'
import type { BenefitTable } from './benefit-levels.ts'
import { type InsuranceReply, insuranceAnswer, newCardOf } from './insurance-answer.ts'
import type { InsuranceLookUp } from './insurance-question.ts'
import { type PortalBody, resultCode } from './portal-body.ts'
import { type PortalHttp, portalHttp } from './portal-http.ts'
import { type PortalAccount, type PortalToken, portalPassword, portalTokens } from './portal-token.ts'

/** Who is named in a look-up: registered at the portal by the facility (letter 1923/BHXH-CNTT of 20 June 2024). */
export interface InsuranceOfficer {
  readonly name: string
  /** Twelve or nine digits. */
  readonly number: string
}

/** A source of what is known about somebody's health insurance. */
export interface InsuranceAdapter {
  /**
   * What the insurance says, whatever it says: the code tells. A look-up changes nothing there and may be made again.
   * Errors: `ConfigInvalid`; `OnlineAccount` (no officer, which is final, or a refused account); `OnlineOffline`,
   * `OnlineTimeout`, `OnlineFailed`, `OnlineAnswerInvalid`.
   */
  lookUp(request: InsuranceLookUp, signal: AbortSignal): Promise<Result<InsuranceAnswer, RegistryFailure>>
  close(): Promise<void>
}

export interface InsurancePortalOptions {
  /** `https:`, or `http:` on loopback only. */
  readonly baseUrl: string
  /** Of the facility; the password as it is, from the settings in the store. */
  readonly account: PortalAccount
  /** Code of the facility (mã CSKCB). */
  readonly facilityCode: string
  /** Who asks now for an operator (sign-in name), or for a desk without accounts; undefined where nobody may be named. */
  readonly officer: (operator: string | undefined) => InsuranceOfficer | undefined
  readonly timeouts: Timeouts
  /** Whether stays in hospital are kept. */
  readonly history?: boolean
  readonly benefits?: BenefitTable
  /** Where the portal's authority is not one of the system's. */
  readonly tls?: RegistryTls
  readonly now?: () => Date
}

/**
 * The portal of the Vietnam Social Security, `KQNhanLichSuKCB2024`. A wrong configuration does not throw: every call then
 * says `ConfigInvalid` and what is wrong.
 */
export function createInsurancePortal(options: InsurancePortalOptions): InsuranceAdapter {
  const { account, now = () => new Date() } = options
  const url = registryAddress(options.baseUrl)
  const wrong = misconfiguration(options)
  if (!url || wrong) {
    const failure = { error: chipDeskError('ConfigInvalid', { cause: wrong ?? wrongAddress }), final: false }
    return { lookUp: async () => fail(failure), close: async () => {} }
  }
  const closing = new AbortController()
  const http = portalHttp({ baseUrl: url, timeouts: options.timeouts, tls: options.tls })
  const tokens = portalTokens(http, account, closing.signal, () => now().getTime())
  const reading = { facilityCode: options.facilityCode, history: options.history ?? false, benefits: options.benefits }

  async function ask(asked: AskedFields, signal: AbortSignal): Promise<Result<InsuranceReply, RegistryFailure>> {
    const once = async (): Promise<[PortalToken | undefined, Result<InsuranceReply, RegistryFailure>]> => {
      const token = await tokens.get(signal)
      if (!token.ok) return [undefined, token]
      return [token.value, await exchange(http, { account, token: token.value, asked }, signal)]
    }
    const [token, first] = await once()
    const refused = token && !first.ok && first.error.error.tag === 'OnlineAccount'
    if (!refused) return first
    tokens.drop(token)
    return (await once())[1]
  }

  return {
    async lookUp(request, outer) {
      const signal = AbortSignal.any([outer, closing.signal])
      const officer = options.officer(request.operator)
      if (!officer || !isOfficer(officer)) return fail(nobodyToName)
      const asked = askedFields(request, officer)
      const first = await ask(asked, signal)
      if (!first.ok) return first
      const newCard = newCardOf(first.value)
      const second = newCard === undefined ? undefined : await ask({ ...asked, maThe: newCard }, signal)
      if (second && !second.ok) return second
      const read = insuranceAnswer({
        request,
        first: first.value,
        second: second?.value,
        officer: officer.name,
        ...reading,
      })
      return typeof read === 'string' ? fail(retryable('OnlineAnswerInvalid', read)) : ok(read)
    },
    async close() {
      closing.abort()
      await http.close()
    },
  }
}

const wrongAddress = 'the address of the insurance portal must begin with https://'

function misconfiguration({ account, facilityCode }: InsurancePortalOptions): string | undefined {
  if (account.username === '' || account.password === '') return 'the account of the insurance portal is not set'
  return /^[0-9]{5}$/.test(facilityCode) ? undefined : 'the facility code has five digits'
}

/** Nothing is sent; asking again helps only after somebody entered the officer. */
const nobodyToName: RegistryFailure = { error: chipDeskError('OnlineAccount', { cause: noOfficer }), final: true }

const isOfficer = ({ name, number }: InsuranceOfficer) => name.trim() !== '' && /^(?:[0-9]{9}|[0-9]{12})$/.test(number)

/** Names as the portal's document has them; `hoTenCb` and `cccdCb` name the officer. */
interface AskedFields {
  readonly maThe: string
  readonly hoTen: string
  readonly ngaySinh: string
  readonly hoTenCb: string
  readonly cccdCb: string
}

const askedFields = ({ number, fullName, birthDate }: InsuranceLookUp, officer: InsuranceOfficer): AskedFields => ({
  maThe: number,
  hoTen: fullName.normalize('NFC').toLocaleUpperCase('vi'),
  ngaySinh: birthDate.split('-').reverse().join('/'),
  hoTenCb: officer.name.normalize('NFC').trim(),
  cccdCb: officer.number,
})

/** One look-up. A refused account or token is `OnlineAccount`, by body (401, 501) or by status. */
async function exchange(
  http: PortalHttp,
  { account, token, asked }: { account: PortalAccount; token: PortalToken; asked: AskedFields },
  signal: AbortSignal,
): Promise<Result<InsuranceReply, RegistryFailure>> {
  const query = new URLSearchParams({
    token: token.accessToken,
    id_token: token.idToken,
    username: account.username,
    password: portalPassword(account.password),
  })
  const path = '/api/egw/KQNhanLichSuKCB2024'
  const answer = await http.exchange({ path, query, type: 'application/json', body: JSON.stringify(asked) }, signal)
  if (!answer.ok) return answer
  if (repeats(answer.value, query)) return fail(retryable('OnlineAnswerInvalid', 'repeats a secret'))
  const code = resultCode(answer.value)
  if (code === undefined) return fail(retryable('OnlineAnswerInvalid', 'no result code'))
  if (code === '401' || code === '501') return fail(accountRefused(causeOfCode(code)))
  return ok({ code, action: actionOfCode(code), number: asked.maThe, body: answer.value })
}

/** An answer with the address in it would carry the token to the screen and into the store. */
function repeats(body: PortalBody, query: URLSearchParams): boolean {
  const said = JSON.stringify([...body.values()])
  const secrets = ['token', 'id_token', 'password'].map(name => query.get(name) ?? '')
  return secrets.some(secret => said.includes(secret) || said.includes(encodeURIComponent(secret)))
}
