import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { inventedQuestion, inventedReport } from '../online/invented-questions.ts'
import type { CallName, CallParams } from '../protocol/station.ts'
import { connectStation } from '../shell/station-wire.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { stationPaths } from './paths.ts'
import { startEchoingService } from './proof/echoing-service.ts'
import { foundIn, type Planted, plantedCan, plantedPerson, plantedQr, plantedSecret } from './proof/planted.ts'
import { type StationProcess, startStationProcess } from './proof/station-process.ts'
import { secretNames } from './secret-names.ts'

let home: string
let station: StationProcess | undefined
let wire: string[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-secrets-'))
  mkdirSync(join(home, 'reports'))
  wire = []
})
afterEach(async () => {
  station?.child.kill('SIGKILL')
  await station?.ended
  rmSync(home, { recursive: true, force: true })
})

/** A station whose every output is kept, with the report that Node writes of a crash. */
function start(mode: 'demo' | 'live'): StationProcess {
  station = startStationProcess(home, connectStation, text => wire.push(text), {
    CHIPDESK_MODE: mode,
    NODE_OPTIONS: `--report-on-signal --report-directory=${join(home, 'reports')}`,
  })
  return station
}

/** Everything that the station left anywhere, but for the key file, which holds the key. */
async function leftBehind(ended: StationProcess): Promise<Map<string, Uint8Array>> {
  ended.child.kill('SIGUSR2')
  for (let tries = 0; tries < 100 && readdirSync(join(home, 'reports')).length === 0; tries++) await wait(50)
  await wait(200)
  ended.child.kill('SIGKILL')
  await ended.ended
  const places = new Map<string, Uint8Array>([['its outputs', Buffer.from(ended.problems())]])
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && entry.name !== 'store.key') places.set(path.slice(home.length), readFileSync(path))
  }
  expect(
    [...places.keys()].filter(name => name.startsWith('/reports/')),
    'a crash report',
  ).toHaveLength(1)
  return places
}

/** Makes a call that may be refused: what is looked at is what is left of it. */
async function ask<N extends CallName>(name: N, params: CallParams<N>): Promise<boolean> {
  return (
    station?.port.call(name, params).then(
      () => true,
      () => false,
    ) ?? false
  )
}

const countOf = (name: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `${name} ${from + n}`)

test('40 secrets and 200 personal values pass a station whose services send everything back', {
  timeout: 180_000,
}, async () => {
  const seconds = stopwatch()
  const service = await startEchoingService()
  const secrets = new Map<string, string>()
  const people = new Map<string, string>()
  const secret = (what: string, value = plantedSecret(what)) => {
    secrets.set(what, value)
    return value
  }
  const person = (seed: string) => {
    const planted = plantedPerson(seed)
    for (const [field, value] of Object.entries(planted)) people.set(`${seed} ${field}`, value)
    return planted
  }
  try {
    const paths = stationPaths(false, { CHIPDESK_HOME: home })
    mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 })
    const desk = { definition: 'clinic', purpose: 'PATIENT_ADMISSION' }
    const registry = { url: service.url, publicKeys: {}, limitMs: 500 }
    const insurance = { url: service.url, username: '99001_BV', facilityCode: '99001', limitMs: 500 }
    writeFileSync(paths.config, JSON.stringify({ desk, registry, insurance }))
    const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
    if (!key.ok) throw new Error(key.error.tag)
    secret('key of the store', Buffer.from(key.value).toString('hex'))
    const keeping = JSON.parse(readFileSync(paths.key, 'utf8')).keeping
    secret('secret of the key file', keeping.secret)
    const store = openStore({ path: paths.store, key: key.value })
    if (!store.ok) throw new Error(store.error.tag)
    for (const name of secretNames) await store.value.writer.saveSetting(`secret.${name}`, secret(`secret ${name}`))
    for (const id of countOf('waiting', 0, 20)) {
      const { oldIdNumber, ...fields } = person(id)
      const question = inventedQuestion(fields, id)
      const transaction = {
        id,
        at: question.createdAt,
        desk: 'desk-1',
        demo: false,
        report: inventedReport(fields),
        registry: { status: 'pending', requestId: question.requestId, since: question.createdAt },
      } as const
      const audit = {
        at: question.createdAt,
        desk: 'desk-1',
        operator: 'lan',
        role: 'clerk',
        action: 'card.read',
        outcome: 'authentic',
        subject: fields.personalNumber,
        detail: { old: oldIdNumber },
      } as const
      const saved = await store.value.writer.saveTransaction(transaction, { questions: [question], audit: [audit] })
      expect(saved.ok).toBe(true)
    }
    await store.value.close()

    const { until } = start('live')
    await until(({ session }) => session !== undefined)
    const admin = secret('PIN of the administrator')
    expect(await ask('session.first-operator', { id: 'head', name: 'Người Thử', secret: admin })).toBe(true)
    for (const id of ['an', 'binh', 'chi', 'dung'])
      expect(
        await ask('operator.create', { id, name: 'Người Thử', role: 'clerk', secret: secret(`PIN of ${id}`) }),
      ).toBe(true)
    await ask('operator.change', { id: 'an', secret: secret('new PIN of an') })
    await ask('session.change-secret', {
      current: secret('wrong PIN before a change'),
      next: secret('PIN never taken'),
    })
    const next = secret('changed PIN of the administrator')
    expect(await ask('session.change-secret', { current: admin, next })).toBe(true)

    await ask('history.search', { text: '', limit: 200 })
    await ask('history.view', { id: 'waiting 3' })
    await ask('outbox.list', {})
    await ask('outbox.send', {})
    for (const seed of countOf('scanned', 20, 50)) {
      const planted = person(seed)
      await ask('counter.input', { text: plantedQr(planted) })
      if (seed.endsWith('0')) await ask('history.search', { text: planted.fullName, limit: 10 })
      if (seed.endsWith('5')) await ask('eid.ask', { level: 1, fields: ['fullName' as never] })
    }
    for (const n of countOf('CAN', 0, 10)) await ask('counter.input', { text: secret(n, plantedCan(n)) })
    await ask('lookup.ask', {
      transactionId: 'waiting 4',
      consent: 'LEGAL_DUTY',
      kind: 'lookup',
      fields: ['permanentResidence' as never],
    })
    await ask('outbox.send', {})
    await ask('counter.clear', {})

    const shown = Buffer.from(wire.join('\n'))
    await ask('session.lock', {})
    wire.length = 0
    for (const n of countOf('wrong PIN', 0, 4)) await ask('session.unlock', { secret: secret(n) })
    for (const n of countOf('tried PIN', 0, 8)) await ask('session.sign-in', { id: 'binh', secret: secret(n) })
    await ask('history.search', { text: 'Nguyễn', limit: 50 })
    await ask('session.sign-in', { id: secret('PIN typed as a name'), secret: secret('PIN of a name') })
    for (const n of countOf('code', secrets.size, 40)) await ask('session.sign-in', { id: 'nobody', secret: secret(n) })
    const locked = Buffer.from(wire.join('\n'))

    if (!station) throw new Error('no station')
    const places = await leftBehind(station)
    expect(people.size).toBe(200)
    expect(secrets.size).toBeGreaterThanOrEqual(40)
    // That they were there to be found: on the wire to the service and to the screen.
    expect(foundIn(people, new Map([['the service', Buffer.from(service.heard())]])).length).toBeGreaterThan(3)
    expect(foundIn(people, new Map([['the screen', shown]])).length).toBeGreaterThan(100)

    const keyFile = new Map([['the key file', readFileSync(paths.key)]])
    expect(foundIn(secrets, keyFile)).toEqual(['secret of the key file in the key file'])

    const wires = new Map([
      ['the wire', shown],
      ['the locked wire', locked],
    ])
    expect(foundIn(secrets, new Map([...places, ...wires]))).toEqual([])
    expect(foundIn(people, places)).toEqual([])
    expect(foundIn(people, new Map([['the locked wire', locked]]))).toEqual([])
    const counts = { secrets: secrets.size, 'personal values': people.size, files: places.size, found: 0 }
    proofResult({ goal: 'S8', name: 'planted secrets', seconds: seconds(), counts })
  } finally {
    await service.stop()
  }
})

test('what a card says is on the screen and in the encrypted store alone', { timeout: 120_000 }, async () => {
  const { port, until } = start('demo')
  await until(({ readers }) => readers.length > 0)
  const { text } = await port.call('demo.qr', { persona: 'mai' })
  await port.call('demo.place', { persona: 'mai' })
  await port.call('counter.input', { text })
  await until(({ counter }) => counter.step === 'result')
  const mai = personas.find(({ id }) => id === 'mai')
  if (!mai || !station) throw new Error('no mai')
  const values: Planted = new Map(
    Object.entries(mai).flatMap(([field, value]) =>
      typeof value === 'string' && value.length > 7 && field !== 'generation' ? [[field, value] as const] : [],
    ),
  )
  expect(values.size).toBeGreaterThan(3)
  const places = await leftBehind(station)
  expect(foundIn(values, new Map([['the screen', Buffer.from(wire.join('\n'))]])).length).toBeGreaterThan(3)
  expect(foundIn(values, places)).toEqual([])
})
