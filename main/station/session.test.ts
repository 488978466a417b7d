import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DeskOfTests, deskOfTests, testPin } from './desk-of-tests.ts'
import { guardedDesk } from './guarded-desk-of-tests.ts'

let desk: DeskOfTests
beforeEach(async () => {
  desk = await deskOfTests()
})
afterEach(async () => {
  vi.useRealTimers()
  await desk.close()
})

async function withPeople() {
  await desk.add({ id: 'head', role: 'admin', officerNumber: '999190020304' })
  await desk.add({ id: 'lan', role: 'clerk' })
}
const lan = { id: 'lan', name: 'Người lan', role: 'clerk' }

describe('signing in', () => {
  test('makes the person known, with the number for services that never is in the state', async () => {
    await withPeople()
    const changed = vi.fn()
    const { session } = desk.session({ changed })
    expect(session.view()).toEqual({ state: 'signed-out' })
    expect(session.operator()).toBeUndefined()
    await session.signIn('head', testPin)
    expect(session.operator()).toMatchObject({ id: 'head', officerNumber: '999190020304' })
    expect(JSON.stringify(session.view())).not.toContain('999190')
    expect(changed).toHaveBeenCalled()
  })
  test('of another ends the session before', async () => {
    await withPeople()
    const ended = vi.fn()
    const { session } = desk.session({ ended })
    await session.signIn('lan', testPin)
    await session.lock('asked')
    expect(ended).not.toHaveBeenCalled()
    await session.signIn('head', testPin)
    expect(ended).toHaveBeenCalledTimes(1)
    expect(session.view()).toMatchObject({ state: 'signed-in', operator: { id: 'head' } })
    expect(desk.log().slice(1)).toEqual([
      'lan session.lock done',
      'head session.sign-in done',
      'lan session.sign-out done',
    ])
  })
  test('with a wrong PIN leaves who was there', async () => {
    await withPeople()
    const { session } = desk.session()
    await session.signIn('lan', testPin)
    await expect(session.signIn('head', '731946')).rejects.toMatchObject({ tag: 'ApiPinWrong' })
    expect(session.view()).toEqual({ state: 'signed-in', operator: lan })
  })
  test('out leaves nobody', async () => {
    await withPeople()
    const ended = vi.fn()
    const { session } = desk.session({ ended })
    await session.signIn('lan', testPin)
    await session.signOut()
    expect(session.view()).toEqual({ state: 'signed-out' })
    expect(ended).toHaveBeenCalledTimes(1)
    expect(desk.log()).toEqual(['lan session.sign-in done', 'lan session.sign-out done'])
  })
})

describe('the lock', () => {
  test('hides the operator until the same one unlocks', async () => {
    await withPeople()
    const ended = vi.fn()
    const { session } = desk.session({ ended })
    await session.signIn('lan', testPin)
    await session.lock('asked')
    expect(session.view()).toEqual({ state: 'locked', operator: lan })
    expect(session.operator()).toBeUndefined()
    await expect(session.unlock('731946')).rejects.toMatchObject({ tag: 'ApiPinWrong' })
    await session.unlock(testPin)
    expect(session.view()).toEqual({ state: 'signed-in', operator: lan })
    expect(ended).not.toHaveBeenCalled()
    expect(desk.log().slice(1)).toEqual([
      'lan session.lock done',
      'lan session.sign-in-failed wrong',
      'lan session.unlock done',
    ])
  })
  test('falls when nobody was there for so long, not before, and not while a card is read', async () => {
    await withPeople()
    let busy = false
    const { session } = desk.session({ idleMs: 300_000, busy: () => busy })
    await session.signIn('lan', testPin)
    vi.useFakeTimers()
    session.active()
    vi.advanceTimersByTime(299_000)
    session.active()
    vi.advanceTimersByTime(299_000)
    busy = true
    vi.advanceTimersByTime(60_000)
    expect(session.view().state).toBe('signed-in')
    busy = false
    vi.advanceTimersByTime(240_000)
    expect(session.view().state).toBe('signed-in')
    vi.advanceTimersByTime(60_000)
    expect(session.view().state).toBe('locked')
    vi.useRealTimers()
    await vi.waitFor(() => expect(desk.log().at(-1)).toBe('lan session.lock done'))
    session.close()
  })
  test('never falls where it is not asked for', async () => {
    await withPeople()
    const { session } = desk.session()
    await session.signIn('lan', testPin)
    vi.useFakeTimers()
    session.active()
    vi.advanceTimersByTime(100_000_000)
    expect(session.view().state).toBe('signed-in')
  })
  test('falls even where it cannot be written down', async () => {
    await withPeople()
    const { session } = desk.session()
    await session.signIn('lan', testPin)
    await desk.store.close()
    await session.lock('asked')
    expect(session.operator()).toBeUndefined()
    await session.signOut()
    expect(session.view()).toEqual({ state: 'signed-out' })
    await desk.reopen()
  })
})

describe('the first operator', () => {
  const wish = { id: 'Head', name: 'Nguyễn Văn Đầu', secret: testPin }
  test('is an administrator, signed in at once, and only the first', async () => {
    const { session } = desk.session()
    expect(session.view()).toEqual({ state: 'first-operator' })
    await session.createFirst(wish)
    expect(session.view()).toEqual({
      state: 'signed-in',
      operator: { id: 'head', name: 'Nguyễn Văn Đầu', role: 'admin' },
    })
    expect(desk.log()).toEqual(['os:tester operator.create done', 'head session.sign-in done'])
    await expect(session.createFirst({ ...wish, id: 'second' })).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
    expect(desk.session().session.view()).toEqual({ state: 'signed-out' })
  })
  test('is not made at the screen where there were accounts that a damaged store has lost', async () => {
    const { session } = desk.session({ accountsLost: true })
    await expect(session.createFirst(wish)).rejects.toMatchObject({
      tag: 'ApiNotPermitted',
      cause: expect.stringContaining('operator add'),
    })
    expect(desk.store.reader.operators()).toEqual([])
  })
  test('asked for twice at once is one', async () => {
    const { writer, reader } = desk.store
    // A writer in a thread of its own: the first is not in the store yet when the second is looked at.
    const slow: typeof writer = {
      ...writer,
      saveOperator: async (...given) => {
        await new Promise(resolve => setTimeout(resolve, 30))
        return writer.saveOperator(...given)
      },
    }
    const { session } = desk.session({ store: { reader, writer: slow } })
    const made = await Promise.allSettled([session.createFirst(wish), session.createFirst({ ...wish, id: 'other' })])
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(desk.store.reader.operators()).toHaveLength(1)
  })
  test('with a PIN that anybody guesses is none', async () => {
    const { session } = desk.session()
    await expect(session.createFirst({ ...wish, secret: '123456' })).rejects.toMatchObject({ cause: 'pin-trivial' })
    expect(session.view()).toEqual({ state: 'first-operator' })
  })
})

describe('changes of accounts', () => {
  test('the own PIN, by who knows it', async () => {
    await withPeople()
    const { session } = desk.session()
    await session.signIn('lan', testPin)
    await expect(session.changeSecret('731946', '385104')).rejects.toMatchObject({ tag: 'ApiPinWrong' })
    await expect(session.changeSecret(testPin, '111111')).rejects.toMatchObject({ cause: 'pin-trivial' })
    await session.changeSecret(testPin, '385104')
    expect(desk.store.reader.operator('lan')?.secretBy).toBe('lan')
    await session.signOut()
    await expect(session.signIn('lan', testPin)).rejects.toMatchObject({ tag: 'ApiPinWrong' })
    await session.signIn('lan', '385104')
    expect(desk.audit().find(({ action }) => action === 'operator.change')).toMatchObject({
      operator: 'lan',
      facts: '{"account":"lan","secret":true}',
    })
  })
  test('somebody disabled is gone at once, another role counts at once', async () => {
    await withPeople()
    const { session } = desk.session()
    await session.signIn('lan', testPin)
    const account = desk.store.reader.operator('lan')
    if (!account) throw new Error('no lan')
    await desk.store.writer.saveOperator({ ...account, role: 'auditor' }, [])
    session.accountsChanged()
    expect(session.operator()?.role).toBe('auditor')
    await desk.store.writer.saveOperator({ ...account, disabled: true }, [])
    session.accountsChanged()
    expect(session.view()).toEqual({ state: 'signed-out' })
  })
})

test('demo mode starts with its operator', async () => {
  await withPeople()
  expect(desk.session({ startsAs: 'head' }).session.view()).toMatchObject({ state: 'signed-in' })
})

describe('accounts that a command changes beside the station', () => {
  test('the first one, made so, is signed in to and not asked for again', async () => {
    const fresh = await deskOfTests()
    try {
      const { session } = fresh.session()
      expect(session.view()).toEqual({ state: 'first-operator' })
      await fresh.add({ id: 'head', role: 'admin' })
      expect(session.view()).toEqual({ state: 'signed-out' })
    } finally {
      await fresh.close()
    }
  })
  test('one that is closed ends at the next call of whoever is signed in with it; a lesser role is one at once', async () => {
    const desk = await deskOfTests()
    try {
      await desk.add({ id: 'head', role: 'admin' })
      await desk.add({ id: 'boss', role: 'supervisor' })
      const { guard, session, call } = guardedDesk(desk)
      await session.signIn('boss', testPin)
      await call('outbox.requeue', { requestId: 'r1' })
      const boss = desk.store.reader.operator('boss')
      if (!boss) return expect.fail('no account')
      await desk.store.writer.saveOperator({ ...boss, role: 'clerk', changedAt: '2026-11-22T03:00:00.000Z' }, [])
      await expect(call('outbox.requeue', { requestId: 'r1' })).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
      await desk.store.writer.saveOperator({ ...boss, disabled: true, changedAt: '2026-11-22T03:00:01.000Z' }, [])
      await expect(call('history.search', { text: '' })).rejects.toMatchObject({ tag: 'ApiSignInNeeded' })
      expect(guard.view()).toEqual({ state: 'signed-out' })
    } finally {
      await desk.close()
    }
  })
})
