import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeskOfTests, deskOfTests, testPin } from './desk-of-tests.ts'
import { guardedDesk } from './guarded-desk-of-tests.ts'

let desk: DeskOfTests
beforeEach(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  await desk.add({ id: 'boss', role: 'supervisor' })
  await desk.add({ id: 'lan', role: 'clerk' })
})
afterEach(() => desk.close())
const leave = (guarded: ReturnType<typeof guardedDesk>, id: string, secret = testPin) =>
  guarded.call('session.leave-kiosk', { id, secret })

test('an administrator gets out of a kiosk, whoever is signed in, and it is written down; the session stays as it is', async () => {
  const guarded = guardedDesk(desk)
  await expect(leave(guarded, 'head')).resolves.toEqual({})
  await guarded.session.signIn('lan', testPin)
  await expect(leave(guarded, 'head')).resolves.toEqual({})
  expect(guarded.session.operator()).toMatchObject({ id: 'lan' })
  expect(desk.audit().filter(({ facts }) => facts === '{"kiosk":true}')).toHaveLength(2)
})

test.each(['boss', 'lan'])('%s, who is none, does not, with the right PIN', async id => {
  const guarded = guardedDesk(desk)
  await guarded.session.signIn(id, testPin)
  await expect(leave(guarded, id)).rejects.toMatchObject({ tag: 'ApiNotPermitted' })
})

test('a wrong PIN is counted, as one to sign in by is', async () => {
  const guarded = guardedDesk(desk)
  for (let time = 0; time < 5; time++)
    await expect(leave(guarded, 'head', '731946')).rejects.toMatchObject({ tag: 'ApiPinWrong' })
  await expect(leave(guarded, 'head')).rejects.toMatchObject({ tag: 'ApiPinDelayed' })
  await expect(guarded.call('session.sign-in', { id: 'head', secret: testPin })).rejects.toMatchObject({
    tag: 'ApiPinDelayed',
  })
})
