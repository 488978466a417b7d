import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeskOfTests, deskOfTests } from '../../station/desk-of-tests.ts'

let desk: DeskOfTests
beforeEach(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin', officerNumber: '999190020304' })
  await desk.add({ id: 'lan', role: 'clerk' })
})
afterEach(() => desk.close())

const read = (id: string) => {
  const account = desk.store.reader.operator(id)
  if (!account) throw new Error(`no ${id}`)
  return account
}

test('accounts and failures are there after a start', async () => {
  const before = desk.store.reader.operators()
  expect(before.map(({ id }) => id)).toEqual(['head', 'lan'])
  expect(before[0]).toMatchObject({ role: 'admin', officerNumber: '999190020304', disabled: false })
  expect(before[1]).not.toHaveProperty('officerNumber')
  await desk.store.writer.saveSignInFailures({ 'name:lan': { count: 3, at: 1, uptime: 2 } })
  await desk.reopen()
  expect(desk.store.reader.operators()).toEqual(before)
  expect(desk.store.reader.signInFailures('name:lan')).toEqual({ count: 3, at: 1, uptime: 2 })
  await desk.store.writer.saveSignInFailures({ 'name:lan': undefined })
  expect(desk.store.reader.signInFailures('name:lan')).toBeUndefined()
})

test('whatever asks for it, the last active administrator stays; nothing of the change and its entry does', async () => {
  const entry = desk.entry({ operator: 'head', role: 'admin', action: 'operator.change', outcome: 'done' })
  for (const change of [{ role: 'clerk' }, { disabled: true }] as const)
    expect(await desk.store.writer.saveOperator({ ...read('head'), ...change }, [entry])).toMatchObject({
      ok: false,
      error: { tag: 'StoreFailed' },
    })
  expect(read('head')).toMatchObject({ role: 'admin', disabled: false })
  expect(desk.log()).toEqual([])
  expect(await desk.store.writer.saveOperator({ ...read('lan'), role: 'admin' }, [entry])).toMatchObject({ ok: true })
  expect(await desk.store.writer.saveOperator({ ...read('head'), disabled: true }, [entry])).toMatchObject({ ok: true })
  expect(desk.log()).toHaveLength(2)
})

test('a new account never takes the place of another of its name', async () => {
  const other = { ...read('lan'), role: 'admin' as const, createdAt: '2026-11-22T09:09:09.000Z' }
  expect(await desk.store.writer.saveOperator(other, [])).toMatchObject({ ok: false })
  expect(read('lan').role).toBe('clerk')
})
