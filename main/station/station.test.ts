import { afterEach, describe, expect, test } from 'vitest'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import type { Counter, StationState } from '../protocol/station-state.ts'
import { watchClock } from '../verification/clock.ts'
import { type Options, result, stationOfTests, until } from './station-of-tests.ts'

const [mai, khoi] = personas as [(typeof personas)[number], (typeof personas)[number]]
const ends: (() => unknown)[] = []
const open = (options?: Options) => stationOfTests(ends, options)
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const _isResult = (counter: Counter) => counter.step === 'result'
const hasError = (tag: string) => (state: StationState) =>
  state.counter.step === 'waiting' && state.counter.error?.tag === tag

describe('the counter', () => {
  test('a card of a revoked signer is refused, since demo mode brings the revocation list along', async () => {
    const { station, place, say } = await open()
    await say(mai.personalNumber)
    place({ hostile: 'signer-revoked' })
    const { report } = (await result(station)).transaction
    expect([report.verdict, report.reasons]).toEqual(['refused', expect.arrayContaining(['signer-revoked'])])
  })

  test('a clock before what has surely passed keeps the green away, and says so', async () => {
    const clock = watchClock(new Date('2027-01-01'), () => Date.parse('2026-11-21T03:00:00Z'))
    const { station, place, say } = await open({ clock })
    await say(mai.personalNumber)
    place()
    const { report } = (await result(station)).transaction
    expect(report).toMatchObject({ verdict: 'intact', at: '2026-11-21T03:00:00.000Z' })
    expect(report.reasons).toContain('clock-wrong')
  })

  test('number first or card first: both lead to the result, saved and confirmed', async () => {
    const { station, place, say, pads } = await open()
    await say(mai.personalNumber)
    place()
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
    await until(
      station,
      ({ counter }) => counter.step === 'result' && counter.transaction.registry.status === 'answered',
    )
    pads[0].remove()
    place({}, khoi)
    await until(station, ({ counter }) => counter.step === 'waiting' && counter.card)
    await say(khoi.personalNumber)
    const second = await result(station)
    expect(second.transaction.report.document.find(({ id }) => id === 'fullName')?.value).toBe(khoi.fullName)
    const { transactions } = await station.call('history.search', { text: '' })
    expect(transactions).toHaveLength(2)
  })

  test('the card of the citizen before is not read with the number of the next one', async () => {
    const { station, place, say, pads } = await open()
    await say(mai.personalNumber)
    place()
    await result(station)
    await say(khoi.personalNumber)
    const { counter } = await until(station, state => state.counter.step === 'waiting')
    expect(counter).toMatchObject({ card: false, declared: { origin: 'number' } })
    pads[0].remove()
    place({}, khoi)
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
  })

  test('a wrong number is tried once; the right one works with the card as it lies', async () => {
    const { station, place, say } = await open()
    place()
    await say('111111')
    const { counter } = await until(station, hasError('CardWrongKey'))
    expect(counter).not.toHaveProperty('declared')
    await say(mai.personalNumber)
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
  })

  test('an old chip asks for the MRZ, and opens with it', async () => {
    const { station, place, say } = await open()
    place({ hostile: 'bac-only' })
    await say(mai.personalNumber)
    await until(station, hasError('AccessNoSecret'))
    await say(issueCard(mai).mrz.join('\n'))
    const { transaction } = await result(station)
    expect(transaction.report.access.protocol).toBe('BAC')
  })

  test('a card that slips off during the read: laid on again, it is read to its end, once', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20 })
    await say(mai.personalNumber)
    place()
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'dg13')
    pads[0].remove()
    await until(station, ({ counter }) => counter.step === 'reading' && counter.interaction === 'lift-and-place-again')
    place()
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
    // It was read for this citizen: the next one's number is not tried on it.
    await say(khoi.personalNumber)
    const { counter } = await until(station, state => state.counter.step === 'waiting')
    expect(counter).toMatchObject({ card: false, declared: { origin: 'number' } })
    const { transactions } = await station.call('history.search', { text: '' })
    expect(transactions).toHaveLength(1)
  })

  test('a card lifted during the read: said, kept as incomplete, and the card is read again when it lies again', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20, resume: { attempts: 1, waitMs: 300 } })
    await say(mai.personalNumber)
    place()
    await until(
      station,
      ({ counter }) =>
        counter.step === 'reading' && counter.fields.some(({ id, source }) => id === 'fullName' && source === 'dg13'),
    )
    pads[0].remove()
    const { transaction } = await result(station)
    expect(transaction.report).toMatchObject({ verdict: 'incomplete', error: { tag: 'CardRemoved' } })
    await say(mai.personalNumber)
    place()
    await until(
      station,
      ({ counter }) => counter.step === 'result' && counter.transaction.report.verdict === 'authentic',
    )
  })

  test('a card given up on is read again as soon as it lies again, without another word', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20, resume: { attempts: 1, waitMs: 200 } })
    await say(mai.personalNumber)
    place()
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'dg2')
    pads[0].remove()
    expect((await result(station)).transaction.report.error?.tag).toBe('CardRemoved')
    place()
    await until(
      station,
      ({ counter }) => counter.step === 'result' && counter.transaction.report.verdict === 'authentic',
    )
  })

  test('a read that was stopped, and its card lifted: the number is kept for whoever asks to read again, and only then', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20 })
    const stopped = async () => {
      place()
      await say(mai.personalNumber)
      await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'dg2')
      await station.call('counter.cancel', {})
      expect((await result(station)).transaction.report.error?.tag).toBe('CardReadCancelled')
      pads[0].remove()
    }
    await stopped()
    await station.call('counter.read', {})
    const { counter } = await until(station, state => state.counter.step === 'waiting')
    expect(counter).toMatchObject({ card: false, declared: { origin: 'number' } })
    place()
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
    await station.call('counter.clear', {})
    pads[0].remove()
    await stopped()
    place({}, khoi)
    const next = await until(station, state => state.counter.step === 'waiting')
    expect(next.counter).not.toHaveProperty('declared')
  })

  test('a cancelled read is said as cancelled, and can be started again', async () => {
    const { station, place, say } = await open({ latencyMs: 20 })
    place()
    await say(mai.personalNumber)
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'pace')
    await expect(say(khoi.personalNumber)).rejects.toMatchObject({ tag: 'ReaderReading' })
    await station.call('counter.cancel', {})
    await until(station, hasError('CardReadCancelled'))
    await station.call('counter.read', {})
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
  })

  test('a card that was lifted and laid again while the read ended is read without lifting it once more', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20 })
    await say(mai.personalNumber)
    place()
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'pace')
    // Back on the pad before the read has noticed that it was gone.
    pads[0].remove()
    place()
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
  })

  test('a card that was exchanged during the read is the next citizen, not the one before', async () => {
    const { station, place, say, pads } = await open({ latencyMs: 20 })
    await say(mai.personalNumber)
    place()
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'dg2')
    pads[0].remove()
    place({}, khoi)
    const { report } = (await result(station)).transaction
    // The screen knows by this cause that it must not ask for the same card again.
    expect(report).toMatchObject({ verdict: 'incomplete', error: { cause: 'another card than before' } })
    await say(khoi.personalNumber)
    await until(
      station,
      ({ counter }) => counter.step === 'result' && counter.transaction.report.verdict === 'authentic',
    )
  })

  test('a store that cannot be read takes no result from the screen, nor the station down', async () => {
    let broken = false
    const readable = <T>(value: T) => {
      if (broken) throw new Error('SQLITE_IOERR')
      return value
    }
    const { station, place, say } = await open({
      store: store => ({
        ...store,
        reader: {
          ...store.reader,
          transaction: id => readable(store.reader.transaction(id)),
          pendingCount: () => readable(store.reader.pendingCount()),
        },
      }),
    })
    place()
    broken = true
    await say(mai.personalNumber)
    expect((await result(station)).transaction.report.verdict).toBe('authentic')
    // Time for the register's answer, which then cannot be looked up.
    await new Promise(later => setTimeout(later, 300))
    broken = false
    await station.call('counter.clear', {})
  })

  test('closed during a read, the station ends without a fault', async () => {
    const { station, place, say } = await open({ latencyMs: 20 })
    place()
    await say(mai.personalNumber)
    await until(station, ({ counter }) => counter.step === 'reading' && counter.phase === 'dg13')
    await station.close()
    await new Promise(later => setTimeout(later, 100))
  })

  test('two cards on two readers: nothing is read until the clerk chooses', async () => {
    const { station, place, say, pads } = await open()
    place()
    place({}, khoi, pads[1])
    await say(khoi.personalNumber)
    const { counter } = await until(station, ({ readerError }) => readerError?.tag === 'ReaderSeveralCards')
    expect(counter.step).toBe('waiting')
    await station.call('reader.choose', { name: 'Pad B' })
    const { transaction } = await result(station)
    expect(transaction.report.reader?.name).toBe('Pad B')
  })

  test('the card of another reader that the clerk turns to is another card, not the one just read', async () => {
    const { station, place, say, pads } = await open()
    place({}, mai, pads[0])
    await say(mai.personalNumber)
    await result(station)
    await station.call('reader.choose', { name: 'Pad A' })
    place({}, khoi, pads[1])
    await station.call('reader.choose', { name: 'Pad B' })
    await say(khoi.personalNumber)
    const { counter } = await until(
      station,
      ({ counter }) => counter.step === 'result' && counter.transaction.report.reader?.name === 'Pad B',
    )
    expect(counter.step).toBe('result')
  })

  test.each(['nonsense', 'wrong-signature', '503'] as const)(
    'a register that answers %s leaves the question pending, never confirmed',
    async scenario => {
      const { station, place, say, registry } = await open({ scenario })
      place()
      await say(mai.personalNumber)
      const { counter, online } = await until(
        station,
        state =>
          state.counter.step === 'result' &&
          state.counter.transaction.registry.status === 'pending' &&
          state.counter.transaction.registry.error !== undefined,
      )
      expect(online.pending).toBe(1)
      expect(JSON.stringify(counter)).not.toContain('"confirmed"')
      registry.setScenario('normal')
      await station.call('outbox.send', {})
      await until(
        station,
        state => state.counter.step === 'result' && state.counter.transaction.registry.status === 'answered',
      )
      const ids = new Set(registry.requests().map(({ requestId }) => requestId))
      expect(ids.size).toBe(2)
    },
  )

  test('a revoked card turns red when the register has said so', async () => {
    const { station, place, say } = await open({ scenario: 'revoked' })
    place()
    await say(mai.personalNumber)
    await until(station, ({ counter }) => counter.step === 'result' && counter.transaction.report.verdict === 'refused')
  })

  test('what could not be saved is said, and the result stays readable', async () => {
    const full = { tag: 'StoreFull', retry: 'operator', messageKey: 'error.StoreFull' } as const
    const { station, place, say } = await open({
      store: store => ({
        ...store,
        writer: { ...store.writer, saveTransaction: async () => ({ ok: false, error: full }) },
      }),
    })
    place()
    await say(mai.personalNumber)
    const { storeError, transaction } = await result(station)
    expect(storeError?.tag).toBe('StoreFull')
    // Nothing was kept to be asked: no answer is to be waited for.
    expect(transaction.registry.status).toBe('not-asked')
    expect(transaction.report.verdict).toBe('authentic')
  })

  test('what a citizen declared, and a result, leave an unused screen by themselves', async () => {
    const { station, place, say } = await open({ clearAfterMs: 300 })
    await say(mai.personalNumber)
    await until(station, ({ counter }) => counter.step === 'waiting' && counter.declared !== undefined)
    await until(station, ({ counter }) => counter.step === 'waiting' && counter.declared === undefined)
    place()
    await say(mai.personalNumber)
    await result(station)
    await until(station, ({ counter }) => counter.step === 'waiting' && counter.declared === undefined)
  })

  test('demo calls do not exist outside demo mode', async () => {
    const { station } = await open()
    await expect(station.call('demo.remove', {})).rejects.toMatchObject({ tag: 'ApiUnknownCall' })
  })
})
