import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { randomBytes } from '../crypto/random.ts'
import { newAccount } from '../operators/accounts.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { inProcessPad } from './demo.ts'
import { type DemoServices, startDemoServices } from './demo-services.ts'
import { inventedCard } from './invented-card.ts'
import type { StationChoice } from './open-station.ts'
import { stationPaths } from './paths.ts'
import { openReopeningStation, type ReopeningStation } from './reopening-station.ts'
import { result, until } from './station-of-tests.ts'

// Each opens real stations, with threads, keys and databases.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
const ends: (() => unknown)[] = []
const secret = '204060'
let home: string
let services: DemoServices
beforeAll(async () => {
  services = await startDemoServices()
})
afterAll(() => services.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-reopening-'))
  mkdirSync(join(home, 'config'))
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  rmSync(home, { recursive: true, force: true })
})

const config = (text: string) => writeFileSync(join(home, 'config', 'config.json'), text)
const named = (name: string, more = {}) => config(JSON.stringify({ desk: { name, ...more } }))
const env = () => ({ CHIPDESK_HOME: home })

async function open(choice: Partial<StationChoice> & Pick<StationChoice, 'mode'>, againMs?: number) {
  const opened = await openReopeningStation({ env: env(), ...choice }, againMs === undefined ? {} : { againMs })
  if (!opened.ok) throw new Error(opened.error.cause)
  ends.push(() => opened.value.close())
  return opened.value
}
/** A demo on services and a pad that outlive it. */
const lent = (latency: 'instant' | 'contactless-106' = 'instant') => ({
  services: { ...services, stop: async () => {} },
  pad: inProcessPad(latency),
})
/** The store while no station has it. */
async function stored<T>(mode: 'demo' | 'live', use: (store: Store) => T | Promise<T>): Promise<T> {
  const { store: path, key: keyPath } = stationPaths(mode === 'demo', env())
  const key = await loadOrCreateKey({ path: keyPath, store: path, secrets: {} })
  const store = key.ok ? openStore({ path, key: key.value }) : key
  if (!store.ok) throw new Error(store.error.cause)
  try {
    return await use(store.value)
  } finally {
    await store.value.close()
  }
}
/** A desk with one account, signed in. */
async function openLive(againMs?: number, more: Partial<StationChoice> = {}) {
  // A hundredth of the real cost.
  const making = { accounts: [], at: new Date(), by: 'os:test', random: randomBytes, cost: { N: 1024, r: 8, p: 1 } }
  const made = await newAccount({ id: 'lan', name: 'Cán bộ Thử', role: 'admin', secret }, making)
  if (!made.ok) throw new Error(made.error.cause)
  await stored('live', ({ writer }) => writer.saveOperator(made.value, []))
  const station = await open({ mode: 'live', ...more }, againMs)
  await station.call('session.sign-in', { id: 'lan', secret })
  return station
}
const seenBy = (station: ReopeningStation) => {
  const seen: StationState[] = []
  ends.push(station.subscribe(state => seen.push(state)))
  return seen
}
const called = (name: string) => (state: StationState) => state.desk.name === name
const moment = () => new Promise(resolve => setImmediate(resolve))
const gone = chipDeskError('ApiInternal', { cause: 'the station closed the connection' })
const audit = (mode: 'demo' | 'live') => stored(mode, ({ reader }) => reader.auditList({ limit: 50 }))

test('one who listens hears of each of three reopenings, and whoever is signed in goes on, which the audit says', async () => {
  named('Quầy 0')
  const station = await openLive()
  const seen = seenBy(station)
  for (const name of ['Quầy 1', 'Quầy 2', 'Quầy 3']) {
    named(name)
    station.reopen()
    const { session } = await until(station, called(name))
    expect(session).toMatchObject({ state: 'signed-in', operator: { id: 'lan', role: 'admin' } })
    await expect(station.call('operator.list', {})).resolves.toMatchObject({ operators: [{ id: 'lan' }] })
  }
  const names = seen.map(({ desk }) => desk.name).filter((name, at, all) => name !== all[at - 1])
  expect(names).toEqual(['Quầy 0', 'Quầy 1', 'Quầy 2', 'Quầy 3'])
  await station.close()
  const entries = (await audit('live')).filter(({ action }) => action.startsWith('session.'))
  expect(entries.map(({ operator, facts }) => [operator, JSON.parse(facts ?? '{}')]).reverse()).toEqual([
    ['lan', {}],
    ...[1, 2, 3].map(() => ['lan', { continued: true, locked: false }]),
  ])
})

test('a call that changes how the desk is set is answered before the desk is opened anew with it', async () => {
  const station = await openLive()
  const { revision } = await station.call('settings.list', {})
  const other = station.call('operator.list', {})
  const changes = [{ name: 'desk.name', value: 'Quầy mới' } as const]
  expect(await station.call('settings.change', { revision, changes })).toEqual({ changed: ['desk.name'] })
  await expect(other).resolves.toBeDefined()
  const { session } = await until(station, called('Quầy mới'))
  expect(session).toMatchObject({ state: 'signed-in', operator: { id: 'lan' } })
  expect(await station.call('settings.list', {})).toMatchObject({ applied: true, values: { 'desk.name': 'Quầy mới' } })
})

test('calls under way and calls made meanwhile end as those of a lost station do', async () => {
  const station = await openLive()
  named('Quầy mới')
  station.reopen()
  const late: Promise<unknown>[] = []
  await moment()
  late.push(station.call('operator.list', {}))
  await expect(Promise.all(late)).rejects.toEqual(gone)
  expect(await station.customer(undefined)).toEqual({ ok: false, error: gone })
  expect(station.takesCustomers()).toBe(false)
  await until(station, called('Quầy mới'))
  await expect(station.call('operator.list', {})).resolves.toBeDefined()
})

test('a call that has waited for a second person ends with the station that it was made to', async () => {
  const station = await openLive()
  const wish = { id: 'mai', name: 'Cán bộ Hai', role: 'supervisor', secret: '307090' } as const
  await station.call('operator.create', wish)
  const erased = station.call('citizen.erase', { transactionId: 'none' })
  erased.catch(() => {})
  await until(station, ({ session }) => session?.state === 'signed-in' && session.consent !== undefined)
  named('Quầy mới')
  station.reopen()
  await expect(erased).rejects.toEqual(gone)
  const { session } = await until(station, called('Quầy mới'))
  expect(session).not.toHaveProperty('consent')
})

test.each([
  ['session.lock', 'locked'],
  ['session.sign-out', 'signed-out'],
] as const)('%s, also in the moment between, holds after it', async (call, state) => {
  const station = await openLive()
  named('Quầy 1')
  station.reopen()
  await moment()
  await station.call(call, {})
  expect((await until(station, called('Quầy 1'))).session?.state).toBe(state)
  named('Quầy 2')
  station.reopen()
  expect((await until(station, called('Quầy 2'))).session?.state).toBe(state)
})

test('an account that was closed meanwhile does not go on', async () => {
  const station = await openLive()
  const held = station.held()
  await station.close()
  const { account } = held
  if (account?.id !== 'lan') throw new Error('nobody is held')
  await stored('live', async ({ writer }) => {
    await writer.saveOperator({ ...account, id: 'mai' }, [])
    expect(await writer.saveOperator({ ...account, disabled: true }, [])).toMatchObject({ ok: true })
  })
  const next = await open({ mode: 'live', goesOn: held })
  expect((await until(next, () => true)).session?.state).toBe('signed-out')
})

test('in the other mode nobody goes on, and back again nobody either', async () => {
  const station = await openLive(undefined, lent())
  station.reopen({ mode: 'demo', desk: 'bank' })
  const demo = await until(station, state => state.demo !== undefined)
  expect(demo).toMatchObject({ rules: { definition: { id: 'bank' } }, session: { operator: { id: 'demo' } } })
  await station.call('demo.place', { persona: 'mai' })
  station.reopen({ mode: 'live' })
  const live = await until(station, state => state.demo === undefined)
  expect(live.session).toEqual({ state: 'signed-out' })
  await expect(station.call('operator.list', {})).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
  await station.close()
  expect((await audit('demo')).some(({ operator }) => operator === 'lan')).toBe(false)
  expect((await audit('live')).some(({ operator }) => operator === 'demo')).toBe(false)
})

test('a read under way is not cut off: the desk reopens when it has ended, and services and card stay', async () => {
  const station = await open({ mode: 'demo', ...lent('contactless-106') })
  await station.call('demo.registry', { online: false })
  await station.call('demo.place', { persona: 'mai' })
  await station.call('counter.input', { text: inventedCard('mai')?.qrText ?? '' })
  await until(station, ({ counter }) => counter.step === 'reading')
  named('Quầy mới')
  const seen = seenBy(station)
  station.reopen({ desk: 'bank' })
  const { transaction } = await result(station)
  const after = await until(station, ({ rules }) => rules?.definition.id === 'bank')
  expect(seen.some(({ counter }) => counter.step === 'result')).toBe(true)
  expect(after).toMatchObject({ counter: { step: 'waiting' }, demo: { placed: 'mai', registryOnline: true } })
  const { transactions } = await station.call('history.search', { text: '' })
  expect(transactions.map(({ id }) => id)).toEqual([transaction.id])
})

test('a configuration that it cannot open with is said, tried again, and the person has to unlock the desk', async () => {
  const station = await openLive(100)
  config('{')
  station.reopen()
  const refused = await until(station, ({ readerError }) => readerError?.tag === 'ConfigInvalid')
  expect(refused).toMatchObject({ desk: { id: '' }, readerError: { cause: 'config.json is not JSON' } })
  await expect(station.call('operator.list', {})).rejects.toMatchObject({
    tag: expect.stringMatching(/ConfigInvalid|ApiInternal/),
  })
  named('Quầy mới')
  expect((await until(station, called('Quầy mới'))).session).toMatchObject({ state: 'locked', operator: { id: 'lan' } })
  await station.call('session.unlock', { secret })
  await expect(station.call('operator.list', {})).resolves.toBeDefined()
})

test('where the other mode does not open the desk goes on in its own, and says why', async () => {
  const station = await openLive()
  station.reopen({ mode: 'demo', desk: 'no-such-desk' })
  const { session, notOpened } = await until(station, state => state.notOpened !== undefined)
  expect(notOpened).toMatchObject({ tag: 'ConfigDesk', cause: 'no definition no-such-desk' })
  expect(session).toMatchObject({ state: 'signed-in', operator: { id: 'lan' } })
  named('Quầy mới')
  station.reopen()
  expect(await until(station, called('Quầy mới'))).not.toHaveProperty('notOpened')
})

test('the door of the organisation is opened anew too, and its customers come to the station of the moment', async () => {
  named('Quầy 1', { definition: 'bank' })
  const station = await openLive()
  expect(station.takesCustomers()).toBe(true)
  named('Quầy 2')
  station.reopen()
  await until(station, called('Quầy 2'))
  expect(station.takesCustomers()).toBe(false)
  station.doorClosed(chipDeskError('ConfigInvalid', { cause: 'port' }))
  expect((await until(station, () => true)).doorError?.tag).toBe('ConfigInvalid')
})

test('closed in the middle of it, nothing stays open', async () => {
  const station = await openLive()
  station.reopen()
  await moment()
  await station.close()
  await expect(station.call('operator.list', {})).rejects.toEqual(gone)
  // The store's lock is free: nothing has it open any more.
  expect((await audit('live')).length).toBeGreaterThan(0)
})

test.skipIf(process.platform !== 'linux')('no file and no thread stays behind', async () => {
  const open = () => [readdirSync('/proc/self/fd').length, readdirSync('/proc/self/task').length] as const
  const station = await openLive()
  const reopened = async (name: string) => {
    named(name)
    station.reopen()
    await until(station, called(name))
  }
  await reopened('Quầy 0')
  const before = open()
  for (let turn = 1; turn <= 4; turn++) await reopened(`Quầy ${turn}`)
  // A thread that has ended is listed a moment longer.
  await vi.waitFor(
    () => {
      const after = open()
      expect(after[0] - before[0]).toBeLessThanOrEqual(2)
      expect(after[1] - before[1]).toBeLessThanOrEqual(1)
    },
    { timeout: 5000 },
  )
})
