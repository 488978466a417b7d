import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { randomBytes } from '../crypto/random.ts'
import { hashSecret, signInCost } from '../crypto/secret-hash.ts'
import { cheapCost, type DeskOfTests, deskOfTests, testPin } from '../station/desk-of-tests.ts'
import { type CheckSignIn, signInCheck } from './sign-in.ts'

let desk: DeskOfTests
let check: CheckSignIn
beforeEach(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  await desk.add({ id: 'lan', role: 'clerk' })
  check = desk.session().check
})
afterEach(() => desk.close())

const tried = (id: string, secret: string) => check({ id, secret, action: 'session.sign-in' })
const wrong = async (id: string, times: number) => {
  let last: Awaited<ReturnType<CheckSignIn>> | undefined
  for (let time = 0; time < times; time++) last = await tried(id, '731946')
  return last
}
const refused = (tag: string, waitMs?: number) => ({
  ok: false,
  error: expect.objectContaining(waitMs === undefined ? { tag } : { tag, waitMs }),
})

describe('name and PIN', () => {
  test('let their owner in', async () => {
    expect(await tried('lan', testPin)).toMatchObject({ ok: true, value: { id: 'lan' } })
    expect(await tried(' LAN ', testPin)).toMatchObject({ ok: true, value: { id: 'lan' } })
    expect(desk.log()).toEqual(['lan session.sign-in done', 'lan session.sign-in done'])
  })
  test('of a disabled account do not', async () => {
    const lan = desk.store.reader.operator('lan')
    if (!lan) throw new Error('no lan')
    await desk.store.writer.saveOperator({ ...lan, disabled: true }, [])
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinWrong'))
    expect(desk.log()).toEqual(['lan session.sign-in-failed disabled'])
  })
  test('wrong and unknown are one answer; of an unknown name nothing is written down', async () => {
    const known = await tried('lan', '731946')
    expect(await tried('731946', '731946')).toEqual(known)
    expect(known).toEqual(refused('ApiPinWrong'))
    expect(desk.log()).toEqual(['lan session.sign-in-failed wrong', 'unknown session.sign-in-failed unknown-name'])
    expect(JSON.stringify(desk.audit())).not.toContain('731946')
  })
})

describe('wrong entries', () => {
  test('the fifth starts a wait, in which the right one is not even looked at', async () => {
    expect(await wrong('lan', 4)).toEqual(refused('ApiPinWrong'))
    expect(await wrong('lan', 1)).toEqual(refused('ApiPinWrong', 30_000))
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinDelayed', 30_000))
    desk.clock.uptime += 29_999
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinDelayed', 1))
    expect(await tried('head', testPin)).toMatchObject({ ok: true })
    desk.clock.uptime += 1
    expect(await wrong('lan', 1)).toEqual(refused('ApiPinWrong', 60_000))
    desk.clock.uptime += 60_000
    expect(await tried('lan', testPin)).toMatchObject({ ok: true })
    expect(await wrong('lan', 4)).toMatchObject({ ok: false, error: expect.not.objectContaining({ waitMs: 1 }) })
    expect(await tried('lan', testPin)).toMatchObject({ ok: true })
  })
  test('a restart forgives nothing, nor does a clock set back or ahead', async () => {
    await wrong('lan', 5)
    await desk.reopen()
    check = desk.session().check
    desk.clock.wall -= 3_600_000
    desk.clock.uptime += 10_000
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinDelayed', 20_000))
    desk.clock.wall += 7_200_000
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinDelayed', 20_000))
  })
  test('are counted before they are looked at: many at one moment are many', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => tried('lan', '731946')))
    const tags = answers.map(answer => (answer.ok ? 'in' : answer.error.tag))
    expect(tags.filter(tag => tag === 'ApiPinWrong')).toHaveLength(5)
    expect(tags.filter(tag => tag === 'ApiPinDelayed')).toHaveLength(7)
  })
  test('a name that nobody has waits like one that somebody has', async () => {
    expect(await wrong('nobody-at-all', 5)).toEqual(refused('ApiPinWrong', 30_000))
    expect(await wrong('nobody-at-all', 1)).toEqual(refused('ApiPinDelayed', 30_000))
  })
  test('names cannot be tried one beside the other', async () => {
    for (let name = 0; name < 5; name++) await desk.add({ id: `name${name}`, role: 'clerk' })
    for (let name = 0; name < 5; name++) await wrong(`name${name}`, 4)
    expect(await tried('lan', testPin)).toEqual(refused('ApiPinDelayed', 30_000))
    desk.clock.uptime += 30_000
    // Signing in under one’s own name takes nothing away from what was tried under others.
    expect(await tried('lan', testPin)).toMatchObject({ ok: true })
    expect(await wrong('lan', 1)).toEqual(refused('ApiPinWrong', 30_000))
  })
  test('a station killed while it looks has counted the try', async () => {
    const looking = tried('lan', '731946')
    await new Promise(resolve => setImmediate(resolve))
    expect(desk.store.reader.signInFailures('name:lan')).toMatchObject({ count: 1 })
    await looking
  })
})

test('a person who is unfit for it is known, refused, and that is written down', async () => {
  const answer = await check({ id: 'lan', secret: testPin, action: 'call.consent', unfit: () => 'not-permitted' })
  expect(answer).toMatchObject({ ok: false, error: { tag: 'ApiNotPermitted', cause: 'not-permitted' } })
  expect(desk.log()).toEqual(['lan call.refused not-permitted'])
})

test('an unknown name takes as long as a known one', async () => {
  // Both at the real cost; the busy machine of a test gives generous bounds.
  check = desk.session({ cost: signInCost }).check
  const lan = desk.store.reader.operator('lan')
  if (!lan) throw new Error('no lan')
  await desk.store.writer.saveOperator({ ...lan, secret: await hashSecret(testPin, randomBytes) }, [])
  /** The best of three: the machine may be busy with something else meanwhile. */
  const took = async (id: string) => {
    const times: number[] = []
    for (let time = 0; time < 3; time++) {
      const start = performance.now()
      await tried(id, '731946')
      times.push(performance.now() - start)
    }
    return Math.min(...times)
  }
  const [known, unknown] = [await took('lan'), await took('nobody-at-all')]
  expect(unknown).toBeGreaterThan(70)
  expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3)
})

test('tries of many processes at one moment are each counted', async () => {
  const { reader, writer } = desk.store
  const slow = {
    ...writer,
    async saveSignInFailures(...given: Parameters<typeof writer.saveSignInFailures>) {
      await new Promise(resolve => setTimeout(resolve, 5))
      return writer.saveSignInFailures(...given)
    },
  }
  const clocks = { wall: () => desk.clock.wall, uptime: () => desk.clock.uptime }
  const store = { reader, writer: slow }
  const process = () => signInCheck({ store, clocks, random: randomBytes, entry: desk.entry, cost: cheapCost })
  const tries = Array.from({ length: 12 }, () => process()({ id: 'lan', secret: '731946', action: 'session.sign-in' }))
  const tags = (await Promise.all(tries)).map(tried => (tried.ok ? 'in' : tried.error.tag))
  expect(tags.filter(tag => tag === 'ApiPinWrong')).toHaveLength(5)
  expect(tags.filter(tag => tag === 'ApiPinDelayed')).toHaveLength(7)
})
