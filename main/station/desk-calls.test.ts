import { afterEach, describe, expect, test } from 'vitest'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { personOf } from '../../fixtures/country/population.ts'
import type { StationState } from '../protocol/station-state.ts'
import { type Options, result, stationOfTests, until } from './station-of-tests.ts'

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const at = (definition: string, more: Options = {}) => stationOfTests(ends, { desk: { definition }, ...more })
type Desk = Awaited<ReturnType<typeof at>>

/** Mai has come for this, her card was read, and the register has answered. */
async function read(desk: Desk, purpose?: string) {
  if (purpose !== undefined) await desk.station.call('visit.purpose', { purpose })
  await desk.say(mai.personalNumber)
  desk.place()
  const { transaction } = await result(desk.station)
  return transaction
}
const onScreen = ({ counter }: StationState) => (counter.step === 'result' ? counter : undefined)
const answered = (state: StationState) => onScreen(state)?.transaction.registry.status === 'answered'
const waiting = ({ counter }: StationState) => counter.step === 'waiting'
const cardWaits = ({ counter }: StationState) => counter.step === 'waiting' && counter.card
const step = (state: StationState, id: string) => onScreen(state)?.outcome?.steps.find(each => each.id === id)
const customer = { fields: { personalNumber: mai.personalNumber, fullName: mai.fullName, birthDate: mai.birthDate } }

describe('before the read', () => {
  test('a card lies there unread until the purpose is chosen; then it is read by itself, for that purpose', async () => {
    const desk = await at('bank')
    await desk.say(mai.personalNumber)
    desk.place()
    const before = await until(desk.station, cardWaits)
    expect(before.visit).toEqual({ needs: 'purpose' })
    await expect(desk.station.call('counter.read', {})).rejects.toMatchObject({ tag: 'AccessNoPurpose' })
    await desk.station.call('visit.purpose', { purpose: 'BANK_COUNTER_TXN' })
    const { transaction } = await result(desk.station)
    expect(transaction).toMatchObject({
      purpose: { code: 'BANK_COUNTER_TXN', legalBasis: '17/2024/TT-NHNN' },
      definition: { id: 'bank' },
      consent: { type: 'LEGAL_DUTY', method: 'SCREEN' },
    })
  })

  test('where the right is consent nothing is read before it is recorded, and the register is told how it was given', async () => {
    const desk = await at('telecom')
    await desk.say(mai.personalNumber)
    desk.place()
    expect((await until(desk.station, cardWaits)).visit).toMatchObject({ needs: 'consent' })
    await expect(desk.station.call('counter.read', {})).rejects.toMatchObject({ tag: 'AccessNoConsent' })
    await desk.station.call('visit.consent', { method: 'SIGNED' })
    const { transaction } = await result(desk.station)
    expect(desk.store.reader.transaction(transaction.id)?.consent).toMatchObject({ type: 'CONSENT', method: 'SIGNED' })
  })

  test('purpose and consent end with the citizen, also where nobody clears the screen', async () => {
    const desk = await at('bank')
    await read(desk, 'BANK_COUNTER_TXN')
    desk.pads[0].remove()
    await until(desk.station, state => onScreen(state)?.card === false)
    desk.place()
    const next = await until(desk.station, cardWaits)
    expect(next.visit).toEqual({ needs: 'purpose' })
    await desk.station.call('visit.purpose', { purpose: 'BANK_INFO_UPDATE' })
    await desk.station.call('counter.clear', {})
    expect((await until(desk.station, waiting)).visit).toEqual({ needs: 'purpose' })
  })
})

describe('what is kept', () => {
  test('the screen shows what was read, the store has the fields of the definition and no others', async () => {
    const desk = await at('bank')
    const shown = await read(desk, 'BANK_COUNTER_TXN')
    expect(shown.report.document.map(({ id }) => id)).toContain('placeOfOrigin')
    const stored = desk.store.reader.transaction(shown.id)
    const ids = stored?.report.document.map(({ id }) => id) ?? []
    expect(new Set(ids)).toEqual(
      new Set(['personalNumber', 'fullName', 'birthDate', 'issueDate', 'expiryDate', 'documentNumber']),
    )
    expect(JSON.stringify(stored)).not.toContain(mai.placeOfOrigin)
    // The late answer of the register does not take the fields off the screen again.
    const after = await until(desk.station, answered)
    expect(onScreen(after)?.transaction.report.document.map(({ id }) => id)).toContain('placeOfOrigin')
    await desk.station.call('counter.clear', {})
    const { transaction } = await desk.station.call('history.view', { id: shown.id })
    expect(JSON.stringify(transaction)).not.toContain(mai.placeOfOrigin)
  })
})

test('neither the evidence nor the record of a comparison holds what the purpose does not keep', async () => {
  // Her card has no DG13: what the code says of the address is all that there is.
  const cham = personOf('cham') ?? expect.fail('cham has moved away')
  const desk = await at('bank')
  const address = 'Số 99, Phố Không Lưu, Tỉnh Ví Dụ'
  const { personalNumber, fullName, birthDate } = cham
  await desk.station.call('visit.purpose', { purpose: 'BANK_COUNTER_TXN' })
  await desk.station.call('visit.customer', {
    customer: { fields: { personalNumber, fullName, birthDate, placeOfResidence: address } },
  })
  await desk.say(issueCard(cham).qrText)
  desk.place({}, cham)
  const { transaction } = await result(desk.station)
  await until(desk.station, state => step(state, 'customer')?.reasons.includes('customer-missing') === false)
  const evidence = desk.store.reader.evidence(transaction.id) ?? expect.fail('no evidence at a bank')
  expect(evidence).toContain('"DG1"')
  expect(transaction.report.document.some(({ value }) => value === cham.placeOfResidence)).toBe(true)
  expect(evidence).not.toContain(cham.placeOfResidence)
  expect(JSON.stringify(desk.store.reader.transaction(transaction.id))).not.toContain(address)
})

describe('at a bank', () => {
  test('the customer is compared before, during or after the read; face and override are written down', async () => {
    const desk = await at('bank')
    const more = { fields: { ...customer.fields, sex: 'Nữ' }, amount: 5_000_000 }
    await desk.station.call('visit.customer', { customer: more })
    const { id } = await read(desk, 'BANK_ACCOUNT_OPENING')
    const compared = await until(desk.station, state => step(state, 'customer')?.state === 'done' && answered(state))
    // What this purpose keeps, and no more: neither the sex nor an amount, on which nothing depends here.
    const [act] = desk.store.reader.transaction(id)?.acts ?? []
    expect(act).not.toHaveProperty('amount')
    expect(act?.kind === 'customer' && act.rows.map(({ field }) => field)).toEqual(Object.keys(customer.fields))
    expect(step(compared, 'face')?.state).toBe('to-do')
    expect(onScreen(compared)?.outcome?.light).not.toBe('green')
    await desk.station.call('transaction.face', { transactionId: id, decision: 'same' })
    await until(desk.station, state => step(state, 'face')?.state === 'done')
    await desk.station.call('visit.customer', {
      customer: { fields: { ...customer.fields, fullName: 'TRẦN VĂN KHÁC' } },
    })
    const differs = await until(desk.station, state => step(state, 'customer')?.state === 'stopped')
    expect(onScreen(differs)?.outcome?.light).toBe('red')
    await expect(
      desk.station.call('transaction.decide', { transactionId: id, outcome: 'served' }),
    ).rejects.toMatchObject({
      tag: 'ApiDeskRule',
    })
    await desk.station.call('transaction.decide', { transactionId: id, outcome: 'refused', reason: 'Tên không khớp' })
    const acts = desk.store.reader.transaction(id)?.acts?.map(({ kind, operator }) => `${operator} ${kind}`)
    expect(acts).toEqual(['clerk customer', 'clerk face', 'clerk customer', 'clerk decision'])
    const log = desk.store.reader.auditList({ action: 'transaction.act', limit: 10 })
    // The decision that the rules refused is there too.
    const kinds = log.map(({ outcome, facts }) => `${outcome} ${JSON.parse(facts).kind}`)
    expect(kinds).toEqual(['done decision', 'failed undefined', 'done customer', 'done face', 'done customer'])
    expect(JSON.stringify(log)).not.toContain('KHÁC')
  })

  test('the core system says who stands there; a desk that compares nobody does not take it', async () => {
    const bank = await at('bank')
    expect(bank.station.takesCustomers()).toBe(true)
    expect(await bank.station.customer(customer)).toMatchObject({ ok: true })
    expect((await until(bank.station, ({ visit }) => visit?.customer !== undefined)).visit?.customer?.origin).toBe(
      'core',
    )
    const office = await at('office')
    expect(office.station.takesCustomers()).toBe(false)
    expect(await office.station.customer(customer)).toMatchObject({ error: { tag: 'ApiDeskRule' } })
  })
})

describe('at a commune', () => {
  test('residence is asked for by itself; CT07 gets its number once, however often it is printed', async () => {
    const desk = await at('commune')
    const { id } = await read(desk, 'RESIDENCE_CONFIRMATION')
    const done = await until(desk.station, state => {
      const checks = onScreen(state)?.transaction.checks ?? []
      return checks.length === 2 && checks.every(({ state: { status } }) => status === 'answered')
    })
    expect(onScreen(done)?.outcome?.documents).toContainEqual({ id: 'ct07', basis: 'registry' })
    const print = () => desk.station.call('transaction.print', { transactionId: id, document: 'ct07' })
    const [first, second] = [await print(), await print()]
    expect(first.html).toContain('1/XN')
    expect(second.html).toContain('1/XN')
    const papers = desk.store.reader.transaction(id)?.acts?.filter(({ kind }) => kind === 'document')
    expect(papers).toMatchObject([{ document: 'ct07', number: '1/XN', basis: 'registry' }])
    expect(desk.store.reader.auditList({ action: 'transaction.print', limit: 10 })).toHaveLength(2)
    await expect(
      desk.station.call('transaction.print', { transactionId: id, document: 'teller-record' }),
    ).rejects.toMatchObject({ tag: 'ApiDeskRule' })
  })
})

describe('lists, and what a citizen may ask', () => {
  test('the record of one’s own, after one’s own card; deleted as far as no law keeps it', async () => {
    const desk = await at('commune')
    const { id } = await read(desk, 'ADMIN_PROCEDURE')
    await until(desk.station, answered)
    const record = await desk.station.call('citizen.own-record', { transactionId: id })
    expect(record.number).not.toContain(mai.personalNumber)
    expect(record.transactions.map(({ id: its }) => its)).toEqual([id])
    expect(record.accesses.map(({ action }) => action)).toContain('card.read')
    await desk.station.call('counter.clear', {})
    await expect(desk.station.call('citizen.own-record', { transactionId: id })).rejects.toMatchObject({
      tag: 'ApiDeskRule',
    })
  })

  test('a day in numbers, without anybody’s', async () => {
    const desk = await at('office')
    const { at: when } = await read(desk)
    await until(desk.station, answered)
    const day = new Date(Date.parse(when) + 7 * 3_600_000).toISOString().slice(0, 10)
    const statistics = await desk.station.call('desk.statistics', { from: day, to: day })
    expect(statistics).toMatchObject({ visits: 1, byVerdict: { authentic: 1 }, byPurpose: { ADMIN_PROCEDURE: 1 } })
    expect(JSON.stringify(statistics)).not.toContain(mai.personalNumber)
    const printed = await desk.station.call('desk.print', { list: 'statistics', from: day, to: day })
    expect(printed.html).toContain('<html')
  })
})
