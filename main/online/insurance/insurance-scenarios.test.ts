import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cardNumberOf, insuranceOf } from '../../../fixtures/country/insurance-card.ts'
import { personOf } from '../../../fixtures/country/population.ts'
import { type InsurancePortal, startInsurancePortal } from '../../../fixtures/services/insurance/insurance-portal.ts'
import {
  type InsuranceScenarioName,
  insuranceScenarios,
} from '../../../fixtures/services/insurance/insurance-scenario.ts'
import { malformedKinds } from '../../../fixtures/services/insurance/insurance-wire.ts'
import { fail, type Result } from '../../emrtd/result.ts'
import type { ErrorTag } from '../../protocol/errors.ts'
import { codeOfCause, type InsuranceAnswer } from '../../protocol/insurance.ts'
import { timeoutsOf } from '../http-exchange.ts'
import type { RegistryFailure } from '../registry-failure.ts'
import { createInsurancePortal, type InsuranceAdapter } from './insurance-adapter.ts'
import type { InsuranceLookUp } from './insurance-question.ts'

const at = new Date('2026-11-22T01:00:00Z')
const mai = personOf('mai')
const insured = mai && insuranceOf(mai)
if (!mai || !insured) throw new Error('nobody is insured')
const lookUp: InsuranceLookUp = {
  number: mai.personalNumber,
  fullName: mai.fullName,
  birthDate: mai.birthDate,
  day: '2026-11-22',
}

let portal: InsurancePortal
let adapter: InsuranceAdapter
beforeAll(async () => {
  portal = await startInsurancePortal({ clock: () => at, delayFactor: 0.03, perMinute: 10_000 })
})
afterAll(() => portal.stop())
afterEach(() => adapter.close())

async function ask(scenario: InsuranceScenarioName | 'normal'): Promise<Result<InsuranceAnswer, RegistryFailure>> {
  adapter = createInsurancePortal({
    baseUrl: portal.url,
    account: { username: portal.facility.username, password: portal.facility.password },
    facilityCode: portal.facility.code,
    officer: () => portal.officers[0],
    timeouts: timeoutsOf(/^(very-slow|half-)/.test(scenario) ? 200 : 10_000),
    now: () => at,
  })
  portal.setScenario(scenario)
  return await adapter.lookUp(lookUp, AbortSignal.timeout(3000))
}

const card = cardNumberOf(insured.card)
const inOrder = { code: '000', action: 'accept', card: { number: card } } as const
const failed = (tag: ErrorTag, cause: string, more: object = {}) =>
  fail({ error: { tag, cause }, final: false, ...more })

/** What a look-up of somebody in order comes to in every scenario: part of the answer, or the failure. */
const expected: Record<InsuranceScenarioName, object> = {
  'code-000': inOrder,
  'code-001': { code: '001', action: 'manual-paper', note: /Bộ Quốc phòng/ },
  'code-002': { code: '002', action: 'manual-paper', note: /Bộ Công an/ },
  'code-003': { code: '003', action: 'accept-new-card', oldCard: card, renewed: { code: '000' } },
  'code-004': { code: '004', action: 'accept-new-card', oldCard: card, note: /cấp thẻ mới/ },
  'code-010': { code: '010', action: 'not-covered', card: { number: card } },
  'code-050': { code: '050', action: 'not-found' },
  'code-051': { code: '051', action: 'retype' },
  'code-052': { code: '052', action: 'retype' },
  'code-053': { code: '053', action: 'retype' },
  'code-054': { code: '054', action: 'admin' },
  'code-055': { code: '055', action: 'admin' },
  'code-060': { code: '060', action: 'compare-name' },
  'code-061': { code: '061', action: 'compare-name' },
  'code-070': { code: '070', action: 'compare-birth' },
  'code-080': { code: '080', action: 'unknown', note: /giới tính/ },
  'code-090': { code: '090', action: 'unknown', note: /nơi đăng ký/ },
  'code-100': { code: '100', action: 'retry-later' },
  'code-101': { code: '101', action: 'retry-later' },
  'code-110': { code: '110', action: 'refuse-card', card: { number: card } },
  'code-120': { code: '120', action: 'refuse-card' },
  'code-121': { code: '121', action: 'look-for-new-card' },
  'code-122': { code: '122', action: 'look-for-new-card' },
  'code-123': { code: '123', action: 'look-for-new-card' },
  'code-124': { code: '124', action: 'refuse-card' },
  'code-130': { code: '130', action: 'child-procedure' },
  'code-205': { code: '205', action: 'bug' },
  'code-401': failed('OnlineAccount', 'result code 401'),
  'code-408': { code: '408', action: 'retry-later' },
  'code-500': { code: '500', action: 'retry-later' },
  'code-501': failed('OnlineAccount', 'result code 501'),
  'code-999': { code: '999', action: 'unknown', note: /không có trong tài liệu/ },

  'token-401': failed('OnlineAccount', 'token code 401', { retryAfterMs: 60_000 }),
  'token-402': failed('OnlineAccount', 'token code 402', { retryAfterMs: 60_000 }),
  'token-403': failed('OnlineAccount', 'token code 403', { retryAfterMs: 60_000 }),
  'token-500': failed('OnlineFailed', 'token code 500'),
  'token-incomplete': failed('OnlineAnswerInvalid', 'no token'),
  'expires-in-seconds': inOrder,
  'expires-in-local': inOrder,
  'expires-in-absent': inOrder,
  'expires-in-past': inOrder,
  'expires-in-nonsense': inOrder,
  'one-use-tokens': inOrder,
  'short-tokens': inOrder,
  'tokens-withdrawn': failed('OnlineAccount', 'result code 501'),
  'expired-as-401': inOrder,

  'lists-null': inOrder,
  'lists-empty': inOrder,
  'lists-absent': inOrder,
  numbers: inOrder,
  'list-names-2019': inOrder,
  'list-names-bare': inOrder,
  'five-years-absent': { ...inOrder, absent: 'fiveYearsOn' },
  'dates-empty': { ...inOrder, absent: 'card.validTo' },
  'empty-as-null': inOrder,
  'empty-left-out': inOrder,
  'area-k1': { ...inOrder, area: 'K1' },
  'area-k2': { ...inOrder, area: 'K2' },
  'area-k3': { ...inOrder, area: 'K3' },
  'checked-elsewhere-today': { ...inOrder, checkedElsewhere: ['07:05'] },
  'names-upper': inOrder,
  'names-nfd': { ...inOrder, note: /Thẻ còn giá trị sử dụng!/ },
  'keys-capital': inOrder,
  'unknown-fields': inOrder,
  'note-absent': { ...inOrder, note: '' },
  'form-only': inOrder,

  'text-plain': inOrder,
  'no-content-type': inOrder,
  bom: inOrder,
  'charset-wrong': { ...inOrder, note: /Thẻ còn giá trị/ },
  'utf-16': { ...inOrder, note: /Thẻ còn giá trị/ },
  mojibake: { ...inOrder, note: /Thẻ còn giá trị/ },
  'json-in-string': inOrder,
  'malformed-json': { ok: false, error: { error: { tag: 'OnlineAnswerInvalid' } } },
  huge: failed('OnlineAnswerInvalid', 'too long'),
  'html-200': failed('OnlineAnswerInvalid', 'a page, not JSON'),
  'html-502': failed('OnlineFailed', 'HTTP 502'),
  'html-503': failed('OnlineFailed', 'HTTP 503', { retryAfterMs: 120_000 }),
  'http-500': failed('OnlineFailed', 'HTTP 500'),
  'http-401': failed('OnlineAccount', 'HTTP 401'),
  'too-many-requests': failed('OnlineFailed', 'HTTP 429', { retryAfterMs: 2000 }),
  redirect: failed('OnlineAnswerInvalid', 'HTTP 302'),
  slow: inOrder,
  'very-slow': failed('OnlineTimeout', 'no answer'),
  'half-open': failed('OnlineTimeout', 'no answer'),
  'half-answer': failed('OnlineTimeout', 'answer not finished'),
  reset: { ok: false, error: { error: { tag: 'OnlineOffline' } } },
  'reset-midway': { ok: false, error: { error: { tag: 'OnlineOffline' } } },
}

/** Patterns become matchers. */
const matching = (part: object): object =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, value instanceof RegExp ? expect.stringMatching(value) : value]),
  )

test.each(insuranceScenarios.map(({ name }) => name))('%s', async name => {
  const wanted = expected[name]
  expect(wanted, 'a scenario without a row').toBeDefined()
  const { absent, ...part } = { absent: undefined, ...wanted }
  const result = await ask(name)
  expect(result).toMatchObject('ok' in part ? part : { ok: true, value: matching(part) })
  if (!result.ok) return
  expect(JSON.stringify(result.value)).not.toMatch(/Bệnh ví dụ|Công ty Ví Dụ|99907_BV|dsLichSu/)
  if (absent) expect(result.value).not.toHaveProperty(absent)
  else if (result.value.action === 'accept') expect(result.value).toHaveProperty('card.validTo')
})

test('malformed in every way: never an answer', async () => {
  for (let turn = 0; turn < 2 * malformedKinds; turn++) {
    expect(await ask('normal')).toMatchObject({ ok: true })
    portal.setScenario('look-up:malformed-json')
    expect(await adapter.lookUp(lookUp, AbortSignal.timeout(3000))).toMatchObject({
      ok: false,
      error: { error: { tag: 'OnlineAnswerInvalid' } },
    })
    await adapter.close()
  }
})

test('every failure by a code is told by it', () => {
  expect(codeOfCause('result code 401')).toBe('401')
  expect(codeOfCause('result code 999')).toBeUndefined()
  expect(codeOfCause('HTTP 401')).toBeUndefined()
})
