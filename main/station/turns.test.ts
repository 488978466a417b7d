import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import type { StationState } from '../protocol/station-state.ts'
import { type Options, result, stationOfTests, until } from './station-of-tests.ts'

const [mai, other] = personas as [(typeof personas)[number], (typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const at = (definition: string, more: Options = {}) => stationOfTests(ends, { desk: { definition }, ...more })
type Desk = Awaited<ReturnType<typeof at>>

async function read(desk: Desk, purpose?: string) {
  if (purpose !== undefined) await desk.station.call('visit.purpose', { purpose })
  await desk.say(mai.personalNumber)
  desk.place()
  return (await result(desk.station)).transaction
}
const onScreen = ({ counter }: StationState) => (counter.step === 'result' ? counter : undefined)
const answered = (state: StationState) => onScreen(state)?.transaction.registry.status === 'answered'
const now = (desk: Desk) => until(desk.station, () => true)
const customerOf = (who: typeof mai) => ({
  fields: { personalNumber: who.personalNumber, fullName: who.fullName, placeOfResidence: 'Số 1, phường Lạ, Hà Nội' },
})

describe('nothing of one citizen is the next one’s', () => {
  test('whoever comes without a card while a result is shown has none of its data', async () => {
    const desk = await at('clinic')
    const { id } = await read(desk, 'HEALTH_INSURANCE_CHECK')
    const { rules } = await now(desk)
    const [way] = rules?.withoutCard ?? []
    const { transactionId } = await desk.station
      .call('visit.purpose', { purpose: 'HEALTH_INSURANCE_CHECK' })
      .then(async () =>
        desk.station.call('visit.without-card', {
          reason: way?.reason ?? '',
          fullName: 'Bé Không Số',
          birthDate: '01/02/2024',
        }),
      )
    const stored = desk.store.reader.transaction(transactionId)
    expect(id).not.toBe(transactionId)
    expect(JSON.stringify(stored)).not.toContain(mai.personalNumber)
  })
  test('the same where no purpose was chosen again', async () => {
    const desk = await at('clinic')
    await read(desk, 'HEALTH_INSURANCE_CHECK')
    const { rules } = await now(desk)
    const [way] = rules?.withoutCard ?? []
    const received = desk.station.call('visit.without-card', {
      reason: way?.reason ?? '',
      fullName: 'Bé Không Số',
      birthDate: '01/02/2024',
    })
    await expect(received).rejects.toMatchObject({ tag: 'AccessNoPurpose' })
    expect(desk.store.reader.search({ limit: 10 })).toHaveLength(1)
  })

  test('a customer who is pushed after the visit has ended is the next one', async () => {
    const desk = await at('bank')
    const { id } = await read(desk, 'BANK_ACCOUNT_OPENING')
    await until(desk.station, answered)
    await desk.station.call('transaction.decide', { transactionId: id, outcome: 'referred', reason: 'x' })
    expect(await desk.station.customer(customerOf(other))).toMatchObject({ ok: true })
    const acts = desk.store.reader.transaction(id)?.acts?.map(({ kind }) => kind)
    expect(acts).toEqual(['decision'])
    expect((await now(desk)).visit?.customer?.fields.personalNumber).toBe(other.personalNumber)
  })

  test('a consent is not that of somebody whose code is scanned later', async () => {
    const desk = await at('telecom')
    const qr = `${mai.personalNumber}||${mai.fullName}|01012000|Nam|Hà Nội|01012022`
    const qrOther = `${other.personalNumber}||${other.fullName}|01012000|Nam|Hà Nội|01012022`
    await desk.station.call('counter.input', { text: qr, scanned: true })
    await desk.station.call('visit.consent', { method: 'SPOKEN' })
    expect((await now(desk)).visit?.consent).toBeDefined()
    await desk.station.call('counter.input', { text: qrOther, scanned: true })
    expect((await now(desk)).visit).toMatchObject({ needs: 'consent' })
  })
})

describe('what is kept of a comparison', () => {
  test('no value of a field that the definition does not keep', async () => {
    const desk = await at('bank')
    await desk.station.call('visit.customer', { customer: customerOf(mai) })
    const { id } = await read(desk, 'BANK_COUNTER_TXN')
    await expect.poll(() => desk.store.reader.transaction(id)?.acts?.length).toBe(1)
    expect(JSON.stringify(desk.store.reader.transaction(id))).not.toContain(mai.placeOfResidence)
  })
})

test('the control code of a record is the same when it is printed again later', async () => {
  const desk = await at('bank')
  const { id } = await read(desk, 'BANK_COUNTER_TXN')
  await until(desk.station, answered)
  const print = async () => {
    const { html } = await desk.station.call('transaction.print', { transactionId: id, document: 'teller-record' })
    return /[0-9A-F]{4}(-[0-9A-F]{4}){4}/.exec(html)?.[0]
  }
  const first = await print()
  expect(first).toBeDefined()
  await desk.station.call('counter.clear', {})
  expect(await print()).toBe(first)
})

describe('a face', () => {
  test('is judged only while its picture is there', async () => {
    const desk = await at('bank')
    const { id } = await read(desk, 'BANK_ACCOUNT_OPENING')
    await desk.station.call('counter.clear', {})
    await expect(desk.station.call('transaction.face', { transactionId: id, decision: 'same' })).rejects.toMatchObject({
      tag: 'ApiDeskRule',
    })
  })
})

test('whose data were shown to a citizen stands in the log of that citizen', async () => {
  const desk = await at('commune')
  const { id } = await read(desk, 'ADMIN_PROCEDURE')
  await until(desk.station, answered)
  await desk.station.call('citizen.own-record', { transactionId: id })
  await desk.station.call('desk.print', { list: 'own-data', transactionId: id })
  const log = desk.store.reader.auditList({ subject: mai.personalNumber, limit: 10 }).map(({ action }) => action)
  expect(log).toContain('citizen.own-record')
  expect(log).toContain('transaction.print')
})

for (const scenario of ['lost-reported', 'revoked'] as const)
  test(`a card that the register calls ${scenario} opens nobody’s record`, async () => {
    const desk = await at('commune', { scenario })
    const { id } = await read(desk, 'ADMIN_PROCEDURE')
    const state = await until(desk.station, answered)
    expect(onScreen(state)?.outcome?.light).toBe('red')
    await expect(desk.station.call('citizen.own-record', { transactionId: id })).rejects.toMatchObject({
      tag: 'ApiDeskRule',
    })
  })

test('a paper with other answers of the register is another paper, with a number of its own', {
  timeout: 20_000,
}, async () => {
  const desk = await at('commune')
  const { id } = await read(desk, 'RESIDENCE_CONFIRMATION')
  const settled = (count: number) => (state: StationState) => {
    const checks = onScreen(state)?.transaction.checks ?? []
    return checks.length === count && checks.every(({ state: { status } }) => status === 'answered')
  }
  const print = async () =>
    (await desk.station.call('transaction.print', { transactionId: id, document: 'ct07' })).html.match(/\d+\/XN/)?.[0]
  await until(desk.station, settled(2))
  expect([await print(), await print()]).toEqual(['1/XN', '1/XN'])
  await desk.station.call('lookup.ask', { transactionId: id, kind: 'lookup', fields: ['permanentResidence'] })
  await until(desk.station, settled(3))
  expect(await print()).toBe('1/XN')
  const request = { receivedOn: '2026-11-22', request: 'Xác nhận nơi cư trú' }
  await desk.station.call('lookup.ask', { transactionId: id, kind: 'residence', ...request })
  await until(desk.station, settled(4))
  expect(await print()).toBe('2/XN')
})
