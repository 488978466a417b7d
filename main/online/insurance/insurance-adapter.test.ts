import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { cardNumberOf, insuranceOf, insuranceSituations } from '../../../fixtures/country/insurance-card.ts'
import type { Persona } from '../../../fixtures/country/persona.ts'
import { population } from '../../../fixtures/country/population.ts'
import {
  type InsurancePortal,
  type InsurancePortalOptions as PortalOptions,
  startInsurancePortal,
} from '../../../fixtures/services/insurance/insurance-portal.ts'
import { createInsurancePortal, type InsuranceAdapter, type InsurancePortalOptions } from './insurance-adapter.ts'
import type { InsuranceLookUp } from './insurance-question.ts'

const at = new Date('2026-11-22T01:00:00Z')
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function asking(
  options: PortalOptions = {},
  more: Partial<InsurancePortalOptions> = {},
): Promise<{ portal: InsurancePortal; adapter: InsuranceAdapter; count: () => Record<string, number> }> {
  const portal = await startInsurancePortal({ clock: () => at, delayFactor: 0.05, ...options })
  const adapter = createInsurancePortal({ ...settings(portal), ...more })
  closing.push(portal.stop, adapter.close)
  const count = () =>
    Object.fromEntries(
      Object.entries(Object.groupBy(portal.requests(), one => one.service ?? '?')).map(([service, all]) => [
        service,
        all?.length ?? 0,
      ]),
    )
  return { portal, adapter, count }
}

const settings = (portal: InsurancePortal): InsurancePortalOptions => ({
  baseUrl: portal.url,
  account: { username: portal.facility.username, password: portal.facility.password },
  facilityCode: portal.facility.code,
  officer: () => portal.officers[0],
  timeouts: { connectMs: 300, tlsMs: 300, headersMs: 500, bodyMs: 500 },
  now: () => at,
})

const inSituation = (situation: string): Persona => {
  const found = population().find(persona => (insuranceOf(persona)?.situation ?? '050') === situation)
  if (!found) throw new Error(`nobody is in situation ${situation}`)
  return found
}
const about = ({ personalNumber, fullName, birthDate }: Persona, more: Partial<InsuranceLookUp> = {}) => ({
  number: personalNumber,
  fullName,
  birthDate,
  day: '2026-11-22',
  ...more,
})
const mai = inSituation('000')
const soon = () => AbortSignal.timeout(5000)

describe('people of the country', () => {
  const wanted: Record<(typeof insuranceSituations)[number], object> = {
    '000': { action: 'accept', fiveYearsOn: expect.stringMatching(/^20..-..-01$/), officer: 'Lê Thị Thu Ngân' },
    '001': { action: 'manual-paper' },
    '002': { action: 'manual-paper' },
    '003': {
      action: 'accept-new-card',
      renewed: { code: '000' },
      card: { validFrom: '2025-07-01', validTo: '2031-12-31' },
    },
    '004': { action: 'accept-new-card', card: { validFrom: '2026-07-01', registration: { name: expect.any(String) } } },
    '010': { action: 'not-covered', card: { validTo: '2025-12-31' } },
    '050': { action: 'not-found' },
    '060': { action: 'compare-name' },
    '061': { action: 'compare-name' },
    '070': { action: 'compare-birth' },
    '110': { action: 'refuse-card' },
    '120': { action: 'refuse-card' },
    '121': { action: 'look-for-new-card' },
    '122': { action: 'look-for-new-card' },
    '123': { action: 'look-for-new-card' },
    '124': { action: 'refuse-card' },
    '130': { action: 'child-procedure' },
  }
  test('each situation', async () => {
    const { adapter } = await asking()
    for (const situation of insuranceSituations) {
      const answer = await adapter.lookUp(about(inSituation(situation)), soon())
      expect(answer, situation).toMatchObject({ ok: true, value: { code: situation, ...wanted[situation] } })
    }
  })

  test('by card and by book, with the benefit that the card tells of', async () => {
    const { adapter } = await asking()
    const card = insuranceOf(mai)?.card ?? expect.fail('not insured')
    for (const number of [cardNumberOf(card), card.bookNumber])
      expect(await adapter.lookUp(about(mai, { number }), soon())).toMatchObject({
        value: {
          code: '000',
          bookNumber: card.bookNumber,
          card: { number: cardNumberOf(card), benefit: { level: 4, percent: 80 }, validTo: card.validTo },
        },
      })
  })
})

describe('what is sent', () => {
  test('the five fields of the method of 2024, officer and all, and nothing else', async () => {
    const { adapter, portal } = await asking()
    await adapter.lookUp(about(mai), soon())
    expect(portal.requests().at(-1)).toMatchObject({
      path: '/api/egw/KQNhanLichSuKCB2024',
      contentType: 'application/json',
      queryNames: ['id_token', 'password', 'token', 'username'],
      fieldNames: ['cccdCb', 'hoTen', 'hoTenCb', 'maThe', 'ngaySinh'],
    })
  })

  test('after 003 once more, by the number of the new card', async () => {
    const { adapter, count } = await asking()
    await adapter.lookUp(about(inSituation('003')), soon())
    expect(count()).toEqual({ token: 1, 'look-up': 2 })
  })

  test('the officer of who asked, as he is known now', async () => {
    const asked: (string | undefined)[] = []
    const { adapter } = await asking(
      {},
      {
        officer: operator => {
          asked.push(operator)
          return { name: 'Đỗ Quang Tiếp Đón', number: '999085200202' }
        },
      },
    )
    const answer = await adapter.lookUp(about(mai, { operator: 'tiep-don' }), soon())
    expect(asked).toEqual(['tiep-don'])
    expect(answer).toMatchObject({ value: { code: '000', officer: 'Đỗ Quang Tiếp Đón' } })
  })

  test.each([
    ['nobody', undefined],
    ['somebody without a name', { name: ' ', number: '999085200202' }],
    ['somebody without a number', { name: 'Đỗ Quang Tiếp Đón', number: '' }],
  ])('nothing where %s may be named', async (_, officer) => {
    const { adapter, portal } = await asking({}, { officer: () => officer })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({
      ok: false,
      error: { final: true, error: { tag: 'OnlineAccount', cause: 'no officer' } },
    })
    expect(portal.requests()).toEqual([])
  })

  test.each<[string, Partial<InsurancePortalOptions>]>([
    ['an address without TLS', { baseUrl: 'http://portal.example/' }],
    ['no address', { baseUrl: 'portal' }],
    ['no password', { account: { username: '99901_BV', password: '' } }],
    ['no facility', { facilityCode: '' }],
  ])('nothing with %s', async (_, more) => {
    const { adapter, portal } = await asking({}, more)
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ error: { error: { tag: 'ConfigInvalid' } } })
    expect(portal.requests()).toEqual([])
  })
})

describe('tokens', () => {
  test('one request for all who ask at once, and for whoever asks later', async () => {
    const { adapter, count } = await asking()
    const answers = await Promise.all(Array.from({ length: 8 }, () => adapter.lookUp(about(mai), soon())))
    expect(answers.every(answer => answer.ok)).toBe(true)
    await adapter.lookUp(about(mai), soon())
    expect(count()).toEqual({ token: 1, 'look-up': 9 })
  })

  test.each(['501', '401'])('refreshed once after %s, by all who hold it together', async code => {
    const { adapter, portal, count } = await asking()
    await adapter.lookUp(about(mai), soon())
    portal.setScenario(code === '401' ? ['tokens-withdrawn', 'expired-as-401'] : 'tokens-withdrawn', { times: 3 })
    const answers = await Promise.all(Array.from({ length: 3 }, () => adapter.lookUp(about(mai), soon())))
    expect(answers.map(answer => answer.ok)).toEqual([true, true, true])
    expect(count()).toEqual({ token: 2, 'look-up': 7 })
  })

  test('refreshed no more than once', async () => {
    const { adapter, count } = await asking({ scenario: 'tokens-withdrawn' })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ ok: false })
    expect(count()).toEqual({ token: 2, 'look-up': 2 })
  })

  test('a new one before the old one ends', async () => {
    let now = at.getTime()
    const { adapter, portal, count } = await asking(
      { clock: () => new Date(now), tokenLife: { seconds: 3600 } },
      { now: () => new Date(now) },
    )
    await adapter.lookUp(about(mai), soon())
    now += 58 * 60_000
    await adapter.lookUp(about(mai), soon())
    expect(count()).toEqual({ token: 1, 'look-up': 2 })
    now += 60_000 + 1
    await adapter.lookUp(about(mai), soon())
    expect(count()).toEqual({ token: 2, 'look-up': 3 })
    expect(portal.requests().some(({ result }) => result === '501')).toBe(false)
  })

  test('a refused account is not tried again for a minute', async () => {
    let now = at.getTime()
    const { adapter, portal, count } = await asking({ scenario: 'token-401' }, { now: () => new Date(now) })
    for (let n = 0; n < 3; n++)
      expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ error: { error: { tag: 'OnlineAccount' } } })
    expect(count()).toEqual({ token: 1 })
    portal.setScenario('normal')
    now += 60_000
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ ok: true })
  })

  test('who stops waiting for one leaves the others waiting', async () => {
    const { adapter } = await asking({ scenario: 'token:slow' })
    const patient = adapter.lookUp(about(mai), soon())
    expect(await adapter.lookUp(about(mai), AbortSignal.timeout(5))).toMatchObject({
      error: { error: { tag: 'OnlineTimeout' } },
    })
    expect(await patient).toMatchObject({ ok: true })
  })
})

describe('the line', () => {
  test.each(['look-up', 'token'] as const)('a connection that breaks at the %s once costs nothing', async service => {
    const { adapter, portal, count } = await asking()
    if (service === 'look-up') await adapter.lookUp(about(mai), soon())
    portal.setScenario('reset', { times: 1 })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ ok: true, value: { code: '000' } })
    expect(count()[service]).toBe(service === 'token' ? 2 : 3)
  })

  test('broken twice: offline, and not a third time', async () => {
    const { adapter, count } = await asking({ scenario: 'look-up:reset' })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ error: { error: { tag: 'OnlineOffline' } } })
    expect(count()['look-up']).toBe(2)
  })

  test('a time-out is not asked again by itself', async () => {
    const { adapter, count } = await asking({ scenario: 'look-up:half-open' })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ error: { error: { tag: 'OnlineTimeout' } } })
    expect(count()['look-up']).toBe(1)
  })

  test('a redirect is not followed', async () => {
    let followed = 0
    const elsewhere = createServer((_, response) => {
      followed++
      response.end('{"maKetQua":"000"}')
    })
    const first = createServer((_, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/` }).end()
    })
    for (const server of [elsewhere, first]) {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      closing.push(() => new Promise(resolve => server.close(resolve)))
    }
    const { adapter } = await asking({}, { baseUrl: `http://127.0.0.1:${(first.address() as AddressInfo).port}` })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ error: { error: { cause: 'HTTP 307' } } })
    expect(followed).toBe(0)
  })

  test('closed in the middle: an end at once, and nothing after it', async () => {
    const { adapter } = await asking({ scenario: 'half-open' })
    const asked = adapter.lookUp(about(mai), soon())
    await adapter.close()
    expect(await asked).toMatchObject({ ok: false })
    expect(await adapter.lookUp(about(mai), soon())).toMatchObject({ ok: false })
  })
})
