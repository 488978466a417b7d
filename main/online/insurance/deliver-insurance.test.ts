import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { personOf } from '../../../fixtures/country/population.ts'
import { type InsurancePortal, startInsurancePortal } from '../../../fixtures/services/insurance/insurance-portal.ts'
import { type InsuranceResult, insuranceResults } from '../../../fixtures/services/insurance/insurance-result.ts'
import { systemClock } from '../clock.ts'
import { inventedQuestion, inventedReport } from '../invented-questions.ts'
import { firstTry } from '../modelled-outbox.ts'
import { deliverInsurance, insuranceDeliverer } from './deliver-insurance.ts'
import { createInsurancePortal, type InsuranceAdapter } from './insurance-adapter.ts'
import { insuranceQuestion, readInsuranceQuestion } from './insurance-question.ts'

const mai = personOf('mai') ?? expect.fail('no Mai')
const now = new Date('2026-11-22T01:00:00Z')
const source = { transactionId: 't1', report: inventedReport({ ...mai, placeOfResidence: undefined }), now }
const question = insuranceQuestion(source) ?? expect.fail('nothing to ask')

let portal: InsurancePortal
let adapter: InsuranceAdapter
beforeAll(async () => {
  portal = await startInsurancePortal({ clock: () => now })
  adapter = createInsurancePortal({
    baseUrl: portal.url,
    account: { username: portal.facility.username, password: portal.facility.password },
    facilityCode: portal.facility.code,
    officer: operator => (operator === 'gone' ? undefined : portal.officers[0]),
    timeouts: { connectMs: 500, tlsMs: 500, headersMs: 1000, bodyMs: 1000 },
    now: () => now,
  })
})
afterEach(() => portal.setScenario('normal'))
afterAll(async () => {
  await adapter.close()
  await portal.stop()
})
const deliver = (asked = question) => deliverInsurance(adapter, asked, AbortSignal.timeout(5000), () => now)

describe('the question', () => {
  test('says whom, for which day and who asks; no secret, no number of an officer', () => {
    expect(insuranceQuestion({ ...source, operator: 'tiep-don' })).toMatchObject({
      kind: 'insurance',
      transactionId: 't1',
      createdAt: '2026-11-22T01:00:00.000Z',
      expiresAt: '2026-11-23T01:00:00.000Z',
      body: JSON.stringify({
        number: mai.personalNumber,
        fullName: mai.fullName,
        birthDate: mai.birthDate,
        day: '2026-11-22',
        operator: 'tiep-don',
      }),
    })
  })
  test('the day is that of Vietnam', () => {
    const late = insuranceQuestion({ ...source, now: new Date('2026-11-22T17:30:00Z') })
    expect(late && readInsuranceQuestion(late)).toMatchObject({ day: '2026-11-23' })
  })
  test('by a card or book that was scanned instead', () => {
    const asked = (insuranceNumber: string) => insuranceQuestion({ ...source, insuranceNumber })?.body
    expect(asked('GD 4 99 9990000001')).toContain('"GD4999990000001"')
    expect(asked('9990000001')).toContain('"9990000001"')
    expect(asked('nonsense')).toContain(mai.personalNumber)
  })
  test.each(['personalNumber', 'fullName', 'birthDate'] as const)('none without %s', name => {
    expect(insuranceQuestion({ ...source, report: inventedReport({ ...mai, [name]: undefined }) })).toBeUndefined()
  })
})

/** What ends a question, and what leaves it waiting. */
const ends: Record<InsuranceResult | '999', 'answered' | 'waits' | string> = {
  ...Object.fromEntries(Object.keys(insuranceResults).map(code => [code, 'answered'])),
  '999': 'answered',
  '054': 'OnlineAccount',
  '055': 'OnlineAccount',
  '205': 'OnlineRefused',
  '100': 'waits',
  '101': 'waits',
  '401': 'waits',
  '408': 'waits',
  '500': 'waits',
  '501': 'waits',
} as Record<InsuranceResult | '999', string>

describe('what becomes of it', () => {
  test.each([...Object.keys(insuranceResults), '999'] as (keyof typeof ends)[])('%s', async code => {
    portal.setScenario(`look-up:code-${code}`)
    const delivery = await deliver()
    const end = ends[code]
    if (end === 'answered')
      expect(delivery).toMatchObject({
        ok: true,
        value: { status: 'answered', answer: { code }, answeredAt: now.toJSON() },
      })
    else if (end === 'waits')
      expect(delivery).toMatchObject({ ok: false, error: { final: false, error: { cause: `result code ${code}` } } })
    else
      expect(delivery).toMatchObject({
        ok: true,
        value: { status: 'failed', error: { tag: end, cause: `result code ${code}` } },
      })
  })

  test('expired: nothing is sent', async () => {
    const before = portal.requests().length
    expect(await deliver({ ...question, expiresAt: now.toISOString() })).toMatchObject({
      value: { status: 'failed', error: { tag: 'OnlineExpired' } },
    })
    expect(portal.requests()).toHaveLength(before)
  })
  test.each(['{}', 'nonsense', question.body.replace('{', '{"more":1,')])('not a look-up: %s', async body => {
    expect(await deliver({ ...question, body })).toMatchObject({
      value: { status: 'failed', error: { tag: 'OnlineFailed' } },
    })
  })
  test('an operator for whom nobody may be named: failed, for somebody to mend', async () => {
    const asked = insuranceQuestion({ ...source, operator: 'gone' }) ?? expect.fail('nothing to ask')
    expect(await deliver(asked)).toMatchObject({
      value: { status: 'failed', error: { tag: 'OnlineAccount', cause: 'no officer' } },
    })
  })
  test('the first try ends at the limit of the counter, pending', async () => {
    portal.setScenario('half-open')
    const deliverers = { insurance: insuranceDeliverer(adapter) }
    const clock = { ...systemClock, now: () => now }
    const start = performance.now()
    expect(await firstTry({ deliverers, clock }, question, 150)).toMatchObject({
      status: 'pending',
      error: { tag: 'OnlineTimeout' },
    })
    expect(performance.now() - start).toBeLessThan(2000)
  })
  test('the outbox delivers it, and nothing of another kind', async () => {
    const { deliver, service } = insuranceDeliverer(adapter)
    expect(service).toBe('insurance')
    const signal = AbortSignal.timeout(3000)
    expect(await deliver(question, signal, () => now)).toMatchObject({ value: { status: 'answered' } })
    await expect(deliver(inventedQuestion(), signal, () => now)).rejects.toThrow('not about insurance')
  })
})
