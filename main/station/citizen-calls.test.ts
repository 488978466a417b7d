import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import type { StationState } from '../protocol/station-state.ts'
import { type Options, result, stationOfTests, until } from './station-of-tests.ts'

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const open = (options: Options) => stationOfTests(ends, options)
const commune = { purpose: 'RESIDENCE_CONFIRMATION', legalBasis: '68/2020/QH14' }

/** Mai's card has been read, and the register has answered. */
async function read(options: Options = {}) {
  const desk = await open({ desk: commune, ...options })
  await desk.say(mai.personalNumber)
  desk.place()
  const { transaction } = await result(desk.station)
  await until(desk.station, isAnswered)
  return { ...desk, transaction }
}
const checksOf = ({ counter }: StationState) => (counter.step === 'result' ? (counter.transaction.checks ?? []) : [])
const isAnswered = ({ counter }: StationState) =>
  counter.step === 'result' && counter.transaction.registry.status === 'answered'
const statuses = (state: StationState) => checksOf(state).map(({ kind, state: { status } }) => `${kind} ${status}`)

describe('look-ups', () => {
  test('a confirmation of residence is asked, answered, kept beside the read, and written into the audit log', async () => {
    const { station, store, transaction } = await read()
    const { requestId } = await station.call('lookup.ask', {
      transactionId: transaction.id,
      kind: 'lookup',
      fields: ['permanentResidence', 'household'],
    })
    const state = await until(station, now => statuses(now).includes('lookup answered'))
    const [check] = checksOf(state)
    expect(check).toMatchObject({
      id: requestId,
      state: { answer: { kind: 'lookup', match: 'FULL', data: { permanentResidence: { form: 'PERMANENT' } } } },
    })
    expect(store.reader.transaction(transaction.id)?.checks).toEqual([check])
    const log = store.reader
      .auditList({ limit: 2 })
      .map(({ action, outcome, operator }) => ({ action, outcome, operator }))
    expect(log).toEqual([
      { action: 'lookup.answer', outcome: 'FULL', operator: 'clerk' },
      { action: 'lookup.ask', outcome: 'pending', operator: 'clerk' },
    ])
  })

  test('what the purpose does not allow is refused before anything is sent, and the refusal is written down', async () => {
    const { station, registry, store, transaction } = await read()
    const before = registry.requests().length
    const ask = station.call('lookup.ask', { transactionId: transaction.id, kind: 'lookup', fields: ['bloodGroup'] })
    await expect(ask).rejects.toMatchObject({ tag: 'OnlineNotAllowed', cause: 'field-not-allowed bloodGroup' })
    expect(registry.requests()).toHaveLength(before)
    expect(store.reader.transaction(transaction.id)?.checks).toBeUndefined()
    expect(store.reader.auditList({ limit: 1 })).toMatchObject([{ action: 'lookup.ask', outcome: 'failed' }])
  })

  test('without the register the question waits, and its answer is linked when it comes', async () => {
    const { station, registry, store, transaction } = await read()
    await registry.pause()
    await station.call('lookup.ask', { transactionId: transaction.id, kind: 'lookup', fields: ['currentResidence'] })
    await until(station, state => statuses(state).includes('lookup pending'))
    await expect.poll(() => station.call('outbox.list', {})).toMatchObject({ waiting: [{ kind: 'lookup' }], ended: [] })
    expect(store.reader.pendingCount()).toBe(1)
    await registry.resume()
    await station.call('outbox.send', {})
    await until(station, state => statuses(state).includes('lookup answered'))
    expect(await station.call('outbox.list', {})).toEqual({ waiting: [], ended: [] })
  })

  test('a fault while an answer is kept leaves the question waiting, and the station running', async () => {
    let faults = 0
    const { station, transaction } = await read({
      store: store => ({
        ...store,
        writer: {
          ...store.writer,
          recordAnswer: (...given) =>
            faults-- > 0 ? Promise.reject(new Error('a bug')) : store.writer.recordAnswer(...given),
        },
      }),
    })
    faults = 1
    await station.call('lookup.ask', { transactionId: transaction.id, kind: 'lookup', fields: ['household'] })
    await expect.poll(() => faults).toBe(0)
    await station.call('outbox.send', {})
    await until(station, state => statuses(state).includes('lookup answered'))
  })

  test('by what right is what was recorded before the read; no emergency is claimed, and no consent of somebody who has gone', async () => {
    const { station, store, registry, transaction } = await read()
    const { id: transactionId, consent } = transaction
    const asked = { transactionId, kind: 'lookup' as const, fields: ['household' as const] }
    for (const claimed of ['EMERGENCY', 'CONSENT'] as const) {
      if (claimed === 'CONSENT') await station.call('counter.clear', {})
      await expect(station.call('lookup.ask', { ...asked, consent: claimed })).rejects.toMatchObject({
        tag: 'OnlineNotAllowed',
        cause: `consent-type-not-allowed ${claimed}`,
      })
    }
    await registry.pause()
    await station.call('lookup.ask', asked)
    const [queued] = store.reader.dueQuestions(new Date(Date.now() + 3_600_000), 10)
    expect(JSON.stringify(queued?.question)).toContain(consent?.recordedAt ?? 'none')
  })

  test('of a transaction that nobody knows nothing is asked', async () => {
    const { station } = await open({ desk: commune })
    const ask = station.call('lookup.ask', { transactionId: 'none', kind: 'lookup', fields: ['household'] })
    await expect(ask).rejects.toMatchObject({ tag: 'DataUnknownCode' })
  })
})

describe('a citizen who shows VNeID instead of the card', () => {
  test('agrees in the app; what comes back is no card, and says so', async () => {
    const { station, store, say } = await open({ desk: commune })
    await say(mai.personalNumber)
    await station.call('eid.ask', { level: 2, fields: ['personalNumber', 'fullName', 'placeOfResidence'] })
    const waiting = await until(station, state => {
      const [check] = checksOf(state)
      return check?.state.status === 'pending' && check.state.waiting !== undefined
    })
    expect(checksOf(waiting)[0]).toMatchObject({
      state: { waiting: { matchingCode: expect.stringMatching(/^\d{2,}$/) } },
    })
    const state = await until(station, now => statuses(now).includes('eid answered'))
    if (state.counter.step !== 'result') return expect.fail('no result')
    const { transaction } = state.counter
    expect(transaction.report).toMatchObject({ verdict: 'incomplete', light: 'grey' })
    expect(transaction.report.document.map(({ level }) => level)).toEqual(['declared', 'declared'])
    expect(transaction.registry.status).toBe('not-asked')
    const [check] = checksOf(state)
    expect(check).toMatchObject({
      state: { answer: { outcome: 'GRANTED', fields: { personalNumber: mai.personalNumber } } },
    })
    expect(JSON.stringify(store.reader.transaction(transaction.id))).not.toContain('matchingCode')
  })

  test('a fault while the record is made does not close the counter', async () => {
    let faults = 1
    const { station, say } = await open({
      desk: commune,
      store: store => ({
        ...store,
        writer: {
          ...store.writer,
          saveTransaction: (...given) =>
            faults-- > 0 ? Promise.reject(new Error('a bug')) : store.writer.saveTransaction(...given),
        },
      }),
    })
    const ask = () => station.call('eid.ask', { level: 1, fields: ['personalNumber'] })
    await say(mai.personalNumber)
    await expect(ask()).rejects.toMatchObject({ tag: 'ApiInternal' })
    await expect(ask()).resolves.toHaveProperty('requestId')
  })
  test('what the purpose does not allow is refused before anything is kept, and whoever was declared stays', async () => {
    const { station, store, say } = await open({ desk: commune })
    await say(mai.personalNumber)
    const ask = station.call('eid.ask', { level: 2, fields: ['personalNumber', 'issueDate'] })
    await expect(ask).rejects.toMatchObject({ tag: 'OnlineNotAllowed' })
    expect(store.reader.search({ limit: 10 })).toEqual([])
    const { counter } = await until(station, () => true)
    expect(counter).toMatchObject({ step: 'waiting', declared: { origin: 'number' } })
  })
  test('without a number nobody is asked', async () => {
    const { station, store } = await open({ desk: commune })
    const ask = station.call('eid.ask', { level: 1, fields: ['personalNumber'] })
    await expect(ask).rejects.toMatchObject({ tag: 'AccessNoSecret' })
    expect(store.reader.search({ limit: 10 })).toEqual([])
  })
})

describe('a question that was refused', () => {
  test('is listed with its reason; asked again it is answered, given up it is gone from the list', async () => {
    const { station, transaction, registry } = await read()
    registry.setScenario('operator-not-authorised')
    const ask = async () =>
      (await station.call('lookup.ask', { transactionId: transaction.id, kind: 'lookup', fields: ['household'] }))
        .requestId
    const [first, second] = [await ask(), await ask()]
    await expect
      .poll(async () => (await station.call('outbox.list', {})).ended.map(({ requestId }) => requestId).sort())
      .toEqual([first, second].sort())
    const { ended } = await station.call('outbox.list', {})
    expect(ended).toMatchObject([{ error: { tag: 'OnlineRefused' } }, { error: { tag: 'OnlineRefused' } }])
    registry.setScenario('normal')
    await station.call('outbox.requeue', { requestId: first })
    await station.call('outbox.dismiss', { requestId: second, reason: 'Công dân đã về' })
    await until(station, state => statuses(state).includes('lookup answered'))
    expect(await station.call('outbox.list', {})).toEqual({ waiting: [], ended: [] })
    const { answers } = await station.call('history.view', { id: transaction.id })
    expect(answers.filter(({ requestId }) => requestId === first).map(({ status }) => status)).toEqual([
      'failed',
      'answered',
    ])
  })
})

test('a search in the history tells the audit log whom it was about, and by what it was narrowed down', async () => {
  const { station, store, transaction } = await read()
  const { at, desk } = transaction
  const filter = { from: at.slice(0, 10), to: '2999-01-01', desk }
  await station.call('history.search', { text: mai.personalNumber, ...filter })
  await station.call('history.search', { text: 'mai' })
  const [byName, byNumber] = store.reader.auditList({ action: 'history.search', limit: 2 })
  expect(JSON.parse(byNumber?.facts ?? '')).toEqual({
    'filter.from': filter.from,
    'filter.to': filter.to,
    'filter.desk': desk,
  })
  expect(byNumber).not.toHaveProperty('detail')
  expect(store.reader.auditList({ subject: mai.personalNumber, limit: 1 })).toMatchObject([{ seq: byNumber?.seq }])
  expect(byName).toMatchObject({ subject: null, detail: { body: expect.stringContaining('mai') } })
})
