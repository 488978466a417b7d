import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../../fixtures/country/persona.ts'
import { population } from '../../../fixtures/country/population.ts'
import {
  type PopulationBaseOptions as BaseOptions,
  startPopulationBase,
} from '../../../fixtures/services/population-base/population-base.ts'
import type { AnswerForm } from '../../../fixtures/services/population-base/population-base-envelope.ts'
import {
  type PopulationBaseScenario,
  populationBaseScenarios,
} from '../../../fixtures/services/population-base/population-base-scenario.ts'
import { registrySummary } from '../../../renderer/features/result/registry-summary.ts'
import { vi } from '../../../renderer/i18n/vi.ts'
import { type LookupField, lookupFields } from '../../protocol/citizen-data.ts'
import { citizenSummary } from '../../protocol/citizen-data-summary.ts'
import { vietnameseCitizenData } from '../../protocol/citizen-data-words.vi.ts'
import { lookupQuestion } from '../citizen-questions.ts'
import { inventedDesk, inventedQuestion, inventedReport } from '../invented-questions.ts'
import { registryDeliverers } from '../registry-deliverers.ts'
import { createPopulationBase, type PopulationBaseOptions } from './population-base.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** What is slow is waited for shortly, everything else for as long as a busy machine may take. */
const slow = /^(slow|half-open)/

type More = Partial<PopulationBaseOptions> & { readonly via?: 'axis' | 'gateway' }

async function asking(options: BaseOptions = {}, { via = 'axis', ...more }: More = {}) {
  const base = await startPopulationBase({ slowMs: 1500, ...options })
  const { officer, user, secret, apiKey, xRoadClient, lgspAccessToken } = base.credentials
  const adapter = createPopulationBase({
    url: via === 'axis' ? base.serviceUrl : base.lgspUrl,
    front:
      via === 'axis'
        ? { kind: 'axis', user, secret, apiKey, xRoadClient }
        : { kind: 'gateway', tokenPath: new URL(base.lgspTokenUrl).pathname, accessToken: lgspAccessToken },
    officers: { 'can-bo-1': officer },
    ...more,
  })
  closing.push(base.stop, adapter.close)
  return { base, adapter }
}

const [person] = personas
type Fields = Parameters<typeof inventedReport>[0]
const fieldsOf = (change: Fields): NonNullable<Fields> => ({
  personalNumber: person?.personalNumber,
  fullName: person?.fullName,
  birthDate: person?.birthDate,
  ...change,
})
const matching = (change: Fields = {}) => inventedQuestion(fieldsOf(change))
function lookingUp(
  change: Fields = {},
  fields: readonly LookupField[] = lookupFields.filter(field => field !== 'temporaryResidence'),
) {
  const made = lookupQuestion({
    transactionId: 't',
    report: inventedReport(fieldsOf(change)),
    context: inventedDesk(new Date()),
    now: new Date(),
    fields,
    allowed: lookupFields,
  })
  if (!made.ok) throw new Error(made.error.cause)
  return made.value
}

type Adapter = ReturnType<typeof createPopulationBase>

async function matched(adapter: Adapter, question = matching()): Promise<string> {
  const delivery = await registryDeliverers(adapter).registry.deliver(
    question,
    AbortSignal.timeout(10_000),
    () => new Date(),
  )
  const { requestId, createdAt: since } = question
  const state = delivery.ok
    ? delivery.value
    : ({ status: 'pending', requestId, since, error: delivery.error.error } as const)
  if ('answer' in state || !('requestId' in state)) throw new Error('another kind')
  const said =
    state.status === 'answered'
      ? `answered ${state.citizen?.match}`
      : `${state.status} ${state.error?.tag} ${state.error?.cause}`
  const { light, title } = registrySummary(state, vi)
  return `${said} — ${light} · ${title}`
}

async function lookedUp(adapter: Adapter, question = lookingUp()): Promise<string> {
  const delivery = await registryDeliverers(adapter).lookup.deliver(
    question,
    AbortSignal.timeout(10_000),
    () => new Date(),
  )
  const state = delivery.ok ? delivery.value : ({ status: 'pending', error: delivery.error.error } as const)
  if ('card' in state || 'citizen' in state || 'requestId' in state) throw new Error('another kind')
  if (state.status === 'answered') {
    if (!('answer' in state) || state.answer.kind !== 'lookup') throw new Error('another kind')
    const { answer } = state
    const said = `answered ${answer.match} ${answer.numberStatus ?? ''} ${answer.data.lifeStatus ?? ''}`.trim()
    const { light, title } = citizenSummary({ ...state, answer }, vietnameseCitizenData, tag => vi.errors[tag].title)
    return `${said} — ${light} · ${title}`
  }
  const { light, title } = citizenSummary(state, vietnameseCitizenData, tag => vi.errors[tag].title)
  return `${state.status} ${state.error?.tag} ${state.error?.cause} — ${light} · ${title}`
}

interface Row {
  readonly match: string
  readonly lookUp: string
}
const both = (text: string): Row => ({ match: text, lookUp: text })
const pending = (error: string) => both(`pending ${error} — yellow · Đang chờ trả lời`)
const invalid = (cause: string) => pending(`OnlineAnswerInvalid ${cause}`)
const failed = (reason: string): Row => ({
  match: `failed OnlineRefused ${reason} — yellow · Chưa hỏi được`,
  lookUp: `failed OnlineRefused ${reason} — yellow · Không có trả lời`,
})
// The card is not asked about here: a match alone is no green.
const yes = 'answered FULL — yellow · Thông tin khớp đủ'
const given = 'answered FULL ACTIVE ALIVE — green · Đã có dữ liệu'
const no = 'answered NOT_FOUND — red · Không tìm thấy người này'

/** A scenario without a row does not compile. */
const rows: Readonly<Record<PopulationBaseScenario, Row>> = {
  normal: { match: yes, lookUp: given },
  moved: { match: yes, lookUp: given },
  slow: pending('OnlineTimeout no answer'),
  'slow-body': pending('OnlineTimeout answer not finished'),
  'half-open': pending('OnlineTimeout no answer'),
  reset: pending('OnlineOffline ECONNRESET'),
  'cut-off': pending('OnlineOffline UND_ERR_SOCKET'),
  'not-found': both(no),
  'several-matches': { match: yes, lookUp: invalid('several people').lookUp },
  // Yes or no cannot say whose it is; a record can.
  'other-person': { match: yes, lookUp: invalid('another person').lookUp },
  deceased: { match: yes, lookUp: 'answered FULL ACTIVE DECEASED — red · Đã mất' },
  'cancelled-number': { match: no, lookUp: 'answered FULL CANCELLED ALIVE — red · Số định danh đã bị hủy' },
  fault: pending('OnlineFailed FAULT_099'),
  'fault-with-200': pending('OnlineFailed FAULT_099'),
  503: pending('OnlineFailed HTTP 503'),
  429: pending('OnlineFailed HTTP 429'),
  'expired-timestamp': pending('OnlineAccount TIMESTAMP_REFUSED'),
  'token-expired': pending('OnlineAccount TOKEN_EXPIRED'),
  'unauthorised-officer': failed('OFFICER_NOT_ALLOWED'),
  'service-not-allowed': failed('SERVICE_NOT_ALLOWED'),
  malformed: invalid('malformed XML'),
  empty: invalid('malformed XML'),
  'html-page': invalid('HTTP 200 text/html'),
  'not-utf8': invalid('not UTF-8'),
  doctype: invalid('XML with a document type'),
  'external-entity': invalid('XML with a document type'),
  'too-deep': invalid('too much XML'),
  oversized: invalid('too long'),
  'wrong-namespace': { match: invalid('not a citizen match').match, lookUp: invalid('not a look-up').lookUp },
  'wrong-envelope': invalid('no SOAP 1.1 envelope'),
}

describe.each(['axis', 'gateway'] as const)('over the %s', via => {
  test.each(populationBaseScenarios.map(({ name }) => name))('%s', async scenario => {
    const { base, adapter } = await asking(
      {},
      { via, ...(slow.test(scenario) && { timeouts: { headersMs: 400, bodyMs: 400 } }) },
    )
    // The gateway's token is had before: what the base does is what is asked about here.
    if (via === 'gateway') await matched(adapter)
    base.setScenario(scenario)
    expect(await matched(adapter)).toBe(rows[scenario].match)
    expect(await lookedUp(adapter)).toBe(rows[scenario].lookUp)
  })
})

const forms: readonly Partial<AnswerForm>[] = [
  { declaration: 'none' },
  { declaration: 'single-quoted' },
  { byteOrderMark: true, declaration: 'utf-8' },
  { envelopePrefix: 'S', prefix: 'ns2' },
  { prefix: '', envelopePrefix: 'SOAP-ENV' },
  { indented: false },
  { empty: 'pair' },
  { empty: 'absent', name: 'parts' },
  { cdata: true, contentType: 'text/xml' },
  { contentType: 'application/xml', district: true },
]
test.each(forms)('written otherwise, the same is read: %o', async form => {
  const { base, adapter } = await asking()
  const usual = await adapter.lookUp?.(lookingUp())
  base.setForm(form)
  const other = await adapter.lookUp?.(lookingUp())
  const dataOf = (answer: typeof usual) =>
    answer?.ok ? { ...answer.value, transactionId: '', checkedAt: '' } : undefined
  const [one, two] = [dataOf(usual), dataOf(other)]
  expect(one?.match).toBe('FULL')
  if (!form.district) expect(two).toEqual(one)
  else expect(two?.data.permanentResidence?.address).toContain('THÀNH PHỐ MẪU')
  expect(await matched(adapter)).toBe(yes)
})

test('everybody of the population is found, and with as many fields as were asked', async () => {
  const { adapter } = await asking()
  for (const { personalNumber, fullName, birthDate } of population()) {
    const answer = await adapter.lookUp?.(
      lookingUp({ personalNumber, fullName, birthDate }, ['bloodGroup', 'temporaryResidence']),
    )
    if (!answer?.ok) throw new Error(answer?.error.error.cause)
    const { match, data, withheld } = answer.value
    expect([match, Object.keys(data), withheld]).toEqual(['FULL', ['bloodGroup'], ['temporaryResidence']])
    expect(data.bloodGroup).toMatch(/^(A|B|AB|O)$/)
  }
})

test('nothing of a record is kept that was not asked for', async () => {
  const { adapter } = await asking()
  const answer = await adapter.lookUp?.(lookingUp({}, ['lifeStatus']))
  expect(answer?.ok && answer.value.data).toEqual({ lifeStatus: 'ALIVE' })
  expect(JSON.stringify(answer)).not.toMatch(/SAO MAI|NGUYỄN|Kinh/)
})

test('another name or birth is nobody', async () => {
  const { adapter } = await asking()
  for (const change of [{ fullName: 'Nguyễn Thị Khác' }, { birthDate: '1990-01-16' }]) {
    expect(await matched(adapter, matching(change))).toBe(no)
    expect(await lookedUp(adapter, lookingUp(change))).toBe(no)
  }
})

test('the same message on every try, under one number; every proof of who asks is new', async () => {
  const { base, adapter } = await asking({ scenario: ['503', 'normal'] }, { now: () => new Date(Date.now()) })
  const question = matching()
  await matched(adapter, question)
  expect(await matched(adapter, question)).toBe(yes)
  const [first, second] = base.requests()
  expect(Buffer.from(first?.body ?? []).equals(Buffer.from(second?.body ?? []))).toBe(true)
  expect(first?.headers.authorization).not.toBe(second?.headers.authorization)
  expect(second?.headers['x-road-client']).toBe('VN-TEST/GOV/999/QUAY-THU')
})

test('twenty questions within one millisecond: none is taken for a repetition', async () => {
  const standing = new Date()
  const { adapter } = await asking({}, { now: () => standing })
  const answers = await Promise.all(Array.from({ length: 20 }, () => matched(adapter)))
  expect(new Set(answers)).toEqual(new Set([yes]))
})

test('a token of the gateway is used until it runs out, and had once for all who wait', async () => {
  let time = Date.now()
  const now = () => new Date(time)
  const { base, adapter } = await asking({ tokenSeconds: 3600, now }, { via: 'gateway', now })
  const tokens = () => base.requests().filter(({ path }) => path === '/lgsp/token').length
  await Promise.all([matched(adapter), matched(adapter), matched(adapter)])
  expect(tokens()).toBe(1)
  time += 3_500_000
  expect(await matched(adapter)).toBe(yes)
  expect(tokens()).toBe(1)
  time += 80_000
  expect(await matched(adapter)).toBe(yes)
  expect(tokens()).toBe(2)
})

test('a token that the gateway no longer takes is had anew once', async () => {
  const { base, adapter } = await asking({}, { via: 'gateway' })
  expect(await matched(adapter)).toBe(yes)
  base.setScenario(['token-expired', 'normal'])
  expect(await matched(adapter)).toBe(yes)
  base.setScenario('token-expired')
  const before = base.requests().length
  expect(await matched(adapter)).toBe(rows['token-expired'].match)
  expect(base.requests().length - before).toBeLessThanOrEqual(3)
})

test('an officer without rights, and a wrong secret', async () => {
  const { adapter } = await asking({}, { officers: { 'can-bo-1': { id: 'can-bo-02' } } })
  expect(await matched(adapter)).toBe(failed('OFFICER_NOT_ALLOWED').match)
  const wrong = await asking(
    {},
    { front: { kind: 'axis', user: 'quay-thu', secret: 'x', apiKey: 'y', xRoadClient: 'z' } },
  )
  expect(await matched(wrong.adapter)).toBe(pending('OnlineAccount NOT_AUTHENTICATED').match)
})

test('what XML cannot carry or would understand otherwise is written as text', async () => {
  const { base, adapter } = await asking()
  expect(await matched(adapter, matching({ fullName: 'A</dan:HoVaTen><x>&"\u0007' }))).toMatch(/^answered NOT_FOUND/)
  const sent = Buffer.from(base.requests()[0]?.body ?? []).toString('utf8')
  expect(sent).toContain('A&#60;/DAN:HOVATEN&#62;&#60;X&#62;&#38;&#34;</dan:HoVaTen>')
})
