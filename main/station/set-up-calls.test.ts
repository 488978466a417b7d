import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { type Persona, personas } from '../../fixtures/country/persona.ts'
import type { SetUpView } from '../protocol/set-up.ts'
import { callNames } from '../protocol/station.ts'
import type { Trust } from '../trust/trust.ts'
import { type DeskOfTests, deskOfTests, testPin } from './desk-of-tests.ts'
import { guardedDesk } from './guarded-desk-of-tests.ts'
import type { ReopenWish } from './reopening.ts'
import { setUpCalls } from './set-up-calls.ts'
import { stationAnchors } from './station-anchors.ts'

const setUpNames = callNames.filter(name => name.startsWith('set-up.'))
const others = callNames.filter(name => !/^(set-up|session)\./.test(name))

describe('whoever stands before a desk, signed in or not', () => {
  let desk: DeskOfTests
  beforeEach(async () => {
    desk = await deskOfTests()
  })
  afterEach(() => desk.close())
  const first = { id: 'head', name: 'Người Đầu', secret: testPin }

  test('may set it up while it has no account, and nothing else', async () => {
    const { call, reached } = guardedDesk(desk)
    expect(setUpNames.length).toBeGreaterThan(2)
    for (const name of setUpNames) await expect(call(name)).resolves.toEqual({})
    expect(reached).toHaveLength(setUpNames.length)
    for (const name of others) await expect(call(name)).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
    expect(reached).toHaveLength(setUpNames.length)
  })
  test('may not from the moment on that there is one, though nobody has signed in by it', async () => {
    const { call, reached } = guardedDesk(desk)
    await desk.add({ id: 'head', role: 'admin' })
    for (const name of setUpNames) await expect(call(name)).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
    expect(reached).toEqual([])
  })
  test('may not once the administrator has gone, or the desk is locked, or by another role', async () => {
    const { call, reached } = guardedDesk(desk)
    await call('session.first-operator', first)
    for (const name of setUpNames) await expect(call(name)).resolves.toEqual({})
    const asAdmin = reached.length
    await call('session.lock')
    for (const name of setUpNames) await expect(call(name)).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
    await call('session.unlock', { secret: testPin })
    await call('session.sign-out')
    for (const name of setUpNames) await expect(call(name)).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
    for (const role of ['clerk', 'supervisor', 'auditor'] as const) {
      await desk.add({ id: `the-${role}`, role })
      await call('session.sign-in', { id: `the-${role}`, secret: testPin })
      for (const name of setUpNames) await expect(call(name)).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
    }
    expect(reached).toHaveLength(asAdmin)
  })
  test('gets no answer to what was asked before the first account, after it', async () => {
    let answer = () => {}
    const slow = new Promise<void>(resolve => {
      answer = resolve
    })
    const { call } = guardedDesk(desk, { calls: { 'set-up.try-card': () => slow.then(() => ({})) } as never })
    const asked = call('set-up.try-card')
    await call('session.first-operator', first)
    answer()
    await expect(asked).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
  })
  test('is written down where a mode is changed or a set-up ended', async () => {
    const { call } = guardedDesk(desk)
    await call('set-up.mode', { mode: 'demo' })
    await call('set-up.done')
    expect(desk.log()).toEqual(['unknown settings.change done', 'unknown settings.change done'])
  })
})

describe('what the set-up does', () => {
  const pad = inProcessReader('Pad')
  let anchors: Trust
  beforeAll(async () => {
    const loaded = await stationAnchors({ demo: true, env: { CHIPDESK_HOME: '/nowhere' } })
    if (!loaded.ok) throw new Error(loaded.error.cause)
    anchors = loaded.value
  })
  const [mai] = personas as readonly Persona[]
  afterEach(() => pad.remove())

  function calls({ view = { trial: false } as SetUpView | undefined, reading = false } = {}) {
    const wishes: (ReopenWish | undefined)[] = []
    let shown = view
    const made = setUpCalls({
      station: {
        setUp: {
          view: () => shown,
          async done() {
            shown = undefined
          },
        },
        reopen: wish => void wishes.push(wish),
        records: { lines: () => ({}) },
        anchors,
      },
      seen: () => ({ readers: [{ name: 'Pad', card: false, atr: new Uint8Array() }] }),
      connect: () => pad.source.connect('Pad'),
      isReading: () => reading,
      changed: () => {},
    })
    return { ...made, wishes, shown: () => shown }
  }
  const place = (chip = createChip(issueCard(mai as Persona).image)) => pad.place(chip)

  test('a card says how it is opened, and is not', async () => {
    const sent: string[] = []
    const chip = createChip(issueCard(mai as Persona).image)
    place({
      ...chip,
      transmit: command => {
        sent.push(Buffer.from(command).toString('hex'))
        return chip.transmit(command)
      },
    })
    const tried = await calls()['set-up.try-card']({}, undefined)
    expect(tried).toEqual({ reader: 'Pad', atr: expect.stringMatching(/^3b[0-9a-f]+$/), opensBy: 'pace' })
    // READ BINARY alone: no step of PACE (22, 86) or BAC (84, 82).
    expect(new Set(sent.map(command => command.slice(2, 4)))).toEqual(new Set(['b0']))
  })
  test('no card, and a card that is being read, have their errors', async () => {
    await expect(calls()['set-up.try-card']({}, undefined)).rejects.toMatchObject({ tag: 'CardNone' })
    place()
    const reading = calls({ reading: true })
    for (const ask of [
      () => reading['set-up.try-card']({}, undefined),
      () => reading['set-up.mode']({ mode: 'demo' }, undefined),
    ])
      await expect((async () => ask())()).rejects.toMatchObject({ tag: 'ReaderReading' })
    expect(reading.wishes).toEqual([])
  })
  test('what this computer has is what the diagnostics say of it', async () => {
    const { findings } = await calls()['set-up.findings']({}, undefined)
    expect(findings.map(({ part, says }) => `${part} ${says}`)).toEqual([
      'card-service service-works',
      'reader reader-empty',
      'service online-none',
      'trust trust-test',
    ])
  })
  test('the other mode is asked for', async () => {
    const made = calls()
    await made['set-up.mode']({ mode: 'demo' }, undefined)
    expect(made.wishes).toEqual([{ mode: 'demo' }])
  })
  test('nothing at all once the desk is set up, for nobody', async () => {
    const made = calls()
    await made['set-up.done']({}, undefined)
    place()
    for (const ask of [
      () => made['set-up.findings']({}, undefined),
      () => made['set-up.try-card']({}, undefined),
      () => made['set-up.mode']({ mode: 'demo' }, undefined),
      () => made['set-up.done']({}, undefined),
    ])
      await expect((async () => ask())()).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
    expect(made.wishes).toEqual([])
  })
})
