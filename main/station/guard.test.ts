import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fail } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { stationStateSchema } from '../protocol/station-state.ts'
import { type DeskOfTests, deskOfTests, testPin } from './desk-of-tests.ts'
import { guardedDesk, stateWithCitizen } from './guarded-desk-of-tests.ts'

let desk: DeskOfTests
beforeEach(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  await desk.add({ id: 'boss', role: 'supervisor' })
  await desk.add({ id: 'lan', role: 'clerk' })
})
afterEach(async () => {
  vi.useRealTimers()
  await desk.close()
})
const lastEntry = () => desk.audit().at(-1)

describe('the audit', () => {
  test('has every audited call with its outcome and what is told of it, before the answer', async () => {
    const guarded = guardedDesk(desk, {
      told: { 'history.search': ({ text }) => ({ facts: { found: 3 }, detail: { text } }) },
    })
    await guarded.session.signIn('lan', testPin)
    await guarded.call('history.search', { text: 'nguyễn' })
    expect(lastEntry()).toMatchObject({
      operator: 'lan',
      role: 'clerk',
      action: 'history.search',
      outcome: 'done',
      facts: '{"found":3}',
    })
    expect(lastEntry()?.detail?.body).toContain('nguyễn')
  })
  test('what cannot be written down is not answered', async () => {
    const full = chipDeskError('StoreFull')
    const guarded = guardedDesk(desk, { appendAudit: async () => fail(full) })
    await guarded.session.signIn('lan', testPin)
    await expect(guarded.call('history.search', { text: '' })).rejects.toEqual(full)
    await expect(guarded.call('counter.input', { text: '1' })).resolves.toEqual({})
  })
  test('has what failed, and what was refused to whom', async () => {
    const broken = guardedDesk(desk)
    const guarded = guardedDesk(desk, {
      calls: {
        ...broken.reached,
        'history.search': () => {
          throw chipDeskError('StoreDamaged')
        },
      } as never,
    })
    await expect(guarded.call('history.search')).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
    expect(lastEntry()).toMatchObject({ operator: 'unknown', role: 'none', action: 'call.refused' })
    await guarded.session.signIn('lan', testPin)
    await expect(guarded.call('history.search')).rejects.toMatchObject({ tag: 'StoreDamaged' })
    expect(lastEntry()).toMatchObject({
      action: 'history.search',
      outcome: 'failed',
      facts: '{"error":"StoreDamaged"}',
    })
    await expect(guarded.call('operator.list')).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
    expect(lastEntry()).toMatchObject({
      operator: 'lan',
      action: 'call.refused',
      outcome: 'not-permitted',
      facts: '{"call":"operator.list"}',
    })
  })
  test('of sign-ins is written once, by the session', async () => {
    const guarded = guardedDesk(desk)
    await guarded.call('session.sign-in', { id: 'lan', secret: testPin })
    await guarded.call('session.lock')
    await guarded.call('session.unlock', { secret: testPin })
    await guarded.call('session.sign-out')
    expect(desk.log()).toEqual([
      'lan session.sign-in done',
      'lan session.lock done',
      'lan session.unlock done',
      'lan session.sign-out done',
    ])
  })
})

describe('a desk where nobody is signed in', () => {
  test.each(['signed out', 'locked'])('shows nothing of a citizen: %s', async how => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('lan', testPin)
    expect(guarded.guard.shown(stateWithCitizen)).toEqual(stateWithCitizen)
    await (how === 'locked' ? guarded.session.lock('asked') : guarded.session.signOut())
    const shown = guarded.guard.shown({ ...stateWithCitizen, session: guarded.guard.view() })
    expect(shown).toMatchObject({ counter: { step: 'waiting', card: false }, online: { pending: 2 } })
    expect(shown.counter).toEqual({ step: 'waiting', card: false })
    expect(shown).not.toHaveProperty('scanners')
    expect(stationStateSchema.parse(shown)).toEqual(shown)
  })
  test('gets no answer to what was asked before', async () => {
    const waiting = Promise.withResolvers<object>()
    const guarded = guardedDesk(desk, { calls: { 'history.search': () => waiting.promise } as never })
    await guarded.session.signIn('lan', testPin)
    const answer = guarded.call('history.search', { text: '' })
    await new Promise(resolve => setTimeout(resolve, 5))
    await guarded.session.lock('asked')
    waiting.resolve({ transactions: [] })
    await expect(answer).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
  })
})

describe('four eyes', () => {
  const waits = async (guarded: ReturnType<typeof guardedDesk>) =>
    vi.waitFor(() => {
      const view = guarded.guard.view()
      if (view.state !== 'signed-in' || !view.consent) throw new Error('nothing waits')
      return view.consent
    })

  test('the call waits, as it was made, until another person consents; both are in the log', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const params = { format: 'csv', filter: { text: 'nguyễn' } }
    const answer = guarded.call('store.export', params)
    const request = await waits(guarded)
    expect(request).toMatchObject({
      call: 'store.export',
      params: { format: 'csv', 'filter.text': 'nguyễn' },
      roles: ['supervisor', 'admin'],
    })
    expect(request.leftMs).toBeLessThanOrEqual(300_000)
    expect(guarded.reached).toEqual([])
    // What is consented to is what was asked for.
    params.filter.text = ''
    await guarded.call('session.consent', { request: request.id, id: 'head', secret: testPin })
    await answer
    expect(guarded.reached).toMatchObject([
      {
        call: 'store.export',
        params: { filter: { text: 'nguyễn' } },
        actor: { id: 'boss', second: { id: 'head', role: 'admin', request: request.id } },
      },
    ])
    expect(desk.log()).toEqual(['boss session.sign-in done', 'head call.consent done'])
    const entry = lastEntry()
    expect(JSON.parse(entry?.facts ?? '')).toEqual({ call: 'store.export', request: request.id, asked: 'boss' })
    expect(entry?.detail?.body).toContain('nguyễn')
    expect(guarded.guard.view()).not.toHaveProperty('consent')
  })
  test('an audited call names the second person in its own entry too', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const answer = guarded.call('transaction.export', { id: 't1' })
    const { id: request } = await waits(guarded)
    await guarded.call('session.consent', { request, id: 'head', secret: testPin })
    await answer
    expect(lastEntry()).toMatchObject({ operator: 'boss', action: 'transaction.export', outcome: 'done' })
    expect(JSON.parse(lastEntry()?.facts ?? '')).toEqual({ second: 'head', secondRole: 'admin', request })
  })
  test('consent is for one request and once', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const first = guarded.call('store.export', {})
    const { id: request } = await waits(guarded)
    await guarded.call('session.consent', { request, id: 'head', secret: testPin })
    await first
    const second = guarded.call('store.export', {})
    await waits(guarded)
    await expect(guarded.call('session.consent', { request, id: 'head', secret: testPin })).rejects.toMatchObject({
      tag: 'ApiSecondPersonNeeded',
    })
    expect(guarded.reached).toHaveLength(1)
    guarded.guard.closed()
    await expect(second).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
  })
  test.each([
    ['the same person', 'boss', 'same-person'],
    ['a clerk', 'lan', 'not-permitted'],
    ['somebody whose PIN the first has set', 'puppet', 'pin-set-by-the-first'],
  ])('%s is no second person', async (_, id, cause) => {
    await desk.add({ id: 'puppet', role: 'admin' }, 'boss')
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const answer = guarded.call('store.export', {})
    const { id: request } = await waits(guarded)
    await expect(guarded.call('session.consent', { request, id, secret: testPin })).rejects.toMatchObject({
      tag: 'ApiNotPermitted',
      cause,
    })
    expect(desk.log().at(-1)).toBe(`${id} call.refused ${cause}`)
    expect(guarded.reached).toEqual([])
    await guarded.call('session.withdraw', { request })
    await expect(answer).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
    expect(desk.log().at(-1)).toBe('boss call.refused no-consent')
  })
  test('a wrong PIN is none, and counts', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const answer = guarded.call('store.export', {})
    const { id: request } = await waits(guarded)
    const wrong = { request, id: 'head', secret: '731946' }
    for (let time = 0; time < 5; time++)
      await expect(guarded.call('session.consent', wrong)).rejects.toMatchObject({ tag: 'ApiPinWrong' })
    await expect(guarded.call('session.consent', { ...wrong, secret: testPin })).rejects.toMatchObject({
      tag: 'ApiPinDelayed',
    })
    guarded.guard.closed()
    await expect(answer).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
  })
  test('after five minutes it is over', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    vi.useFakeTimers()
    const answer = guarded.call('store.export', {})
    const outcome = expect(answer).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
    await vi.advanceTimersByTimeAsync(299_999)
    expect(guarded.guard.view()).toHaveProperty('consent')
    await vi.advanceTimersByTimeAsync(1)
    vi.useRealTimers()
    await outcome
    expect(guarded.guard.view()).not.toHaveProperty('consent')
    expect(guarded.reached).toEqual([])
  })
  test('ends with the session, and another request does not push in', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('boss', testPin)
    const answer = guarded.call('store.export', {})
    await waits(guarded)
    await expect(guarded.call('store.export', { format: 'json' })).rejects.toMatchObject({
      tag: 'ApiSecondPersonNeeded',
    })
    await guarded.session.signOut()
    await expect(answer).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
    expect(guarded.reached).toEqual([])
  })
})

describe('accounts', () => {
  test('are made and changed by an administrator, and listed without what nobody needs', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('head', testPin)
    const wish = { id: 'hoa', name: 'Hoa', role: 'clerk', secret: '385104', officerNumber: '999190020304' }
    await guarded.call('operator.create', wish)
    await guarded.call('operator.change', { id: 'hoa', role: 'auditor' })
    await expect(guarded.call('operator.change', { id: 'head', disabled: true })).rejects.toMatchObject({
      cause: 'last-admin',
    })
    const listed = JSON.stringify(await guarded.call('operator.list'))
    expect(listed).toContain('•••••••••304')
    expect(listed).not.toMatch(/scrypt|99919002/)
    expect(desk.log().slice(1)).toEqual([
      'head operator.create done',
      'head operator.change done',
      'head operator.change failed',
    ])
    expect(JSON.stringify(desk.audit())).not.toMatch(/385104|999190/)
  })
})
