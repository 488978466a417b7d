import { afterEach, expect, test, vi } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { Station } from './station.ts'
import { result, stationOfTests, until } from './station-of-tests.ts'

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const pin = '204060'
const states = (station: Station) => {
  const seen: StationState[] = []
  ends.push(station.subscribe(state => seen.push(state)))
  return seen
}
const settled = () => new Promise(resolve => setTimeout(resolve, 300))

test('a card laid on a locked desk is not read, and no state tells of anybody', async () => {
  const { station, place, say, store, pads } = await stationOfTests(ends)
  const connect = vi.spyOn(pads[0].source, 'connect')
  await say(mai.personalNumber)
  await station.call('session.lock', {})
  const seen = states(station)
  place()
  await settled()
  await expect(say(mai.personalNumber)).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
  for (const state of seen) expect(state.counter).toEqual({ step: 'waiting', card: false })
  expect(JSON.stringify(seen)).not.toContain(mai.personalNumber)
  expect(connect).not.toHaveBeenCalled()
  expect(store.reader.auditList({ limit: 50 }).some(({ action }) => action === 'card.read')).toBe(false)
})

test('a result is hidden by the lock and there again for the same person; gone for the next one', async () => {
  const { station, place, say } = await stationOfTests(ends)
  await say(mai.personalNumber)
  place()
  await result(station)
  await station.call('session.lock', {})
  const seen = states(station)
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${mai.personalNumber}|${mai.fullName}`))
  await expect(station.call('history.search', { text: '' })).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
  await station.call('session.unlock', { secret: pin })
  expect((await result(station)).transaction.report.verdict).toBe('authentic')
  await station.call('session.sign-out', {})
  await station.call('session.sign-in', { id: 'clerk', secret: pin })
  const { counter } = await until(station, ({ session }) => session?.state === 'signed-in')
  expect(counter.step).toBe('waiting')
  expect(JSON.stringify(counter)).not.toContain(mai.personalNumber)
})

test('a read under way when the desk is locked ends unseen, and is kept for whoever began it', async () => {
  const { station, place, say, store } = await stationOfTests(ends, { latencyMs: 5 })
  await say(mai.personalNumber)
  place()
  await until(station, ({ counter }) => counter.step === 'reading')
  await station.call('session.lock', {})
  const seen = states(station)
  for (let turn = 0; turn < 100 && store.reader.search({ text: '', limit: 1 }).length === 0; turn++) await settled()
  for (const state of seen) expect(state.counter.step).toBe('waiting')
  expect(store.reader.search({ text: '', limit: 5 })).toHaveLength(1)
  const read = store.reader.auditList({ limit: 50 }).find(({ action }) => action === 'card.read')
  expect(read?.operator).toBe('clerk')
})

test.each([60, 250])(
  'what is being read when the person goes is shown to nobody who comes: %i ms after its begin',
  async ms => {
    const { station, place, say } = await stationOfTests(ends, { latencyMs: 5 })
    await say(mai.personalNumber)
    place()
    await until(station, ({ counter }) => counter.step === 'reading')
    await new Promise(resolve => setTimeout(resolve, ms))
    await station.call('session.sign-out', {})
    await station.call('session.sign-in', { id: 'clerk', secret: pin })
    const seen = states(station)
    await until(station, ({ counter }) => counter.step !== 'reading')
    await settled()
    await station.call('counter.read', {}).catch(() => {})
    expect(seen.at(-1)?.counter.step).toBe('waiting')
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${mai.personalNumber}|${mai.fullName}`))
  },
)
