import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type CommandPermission,
  callPermissions,
  commandPermissions,
  type Permission,
} from '../protocol/permissions.ts'
import { roles } from '../protocol/roles.ts'
import { callNames } from '../protocol/station.ts'
import { type DeskOfTests, deskOfTests } from './desk-of-tests.ts'
import { guardedDesk } from './guarded-desk-of-tests.ts'

const persons = ['nobody', ...roles] as const
type Person = (typeof persons)[number]
const marks = { supervisor: 's', auditor: 'a', admin: 'A', clerk: 'c' } as const

/** The rows of one half of the table written by hand: name → `-+2` for the five persons, and whose consent. */
function written(half: 'call' | 'command'): Map<string, { persons: string[]; second: string }> {
  const text = readFileSync(new URL('permission-matrix.txt', import.meta.url), 'utf8')
  const [, calls = '', commands = ''] = text.split(/^(?:call|command) +nobody.*$/m)
  const lines = (half === 'call' ? calls : commands).split('\n').filter(line => line.trim() !== '')
  return new Map(
    lines.map(line => {
      const [name = '', rest = ''] = line.split(/ {2,}(.*)/s)
      const cells = rest.trim().split(/ +/)
      return [name, { persons: cells.slice(0, 5), second: cells[5] ?? '' }]
    }),
  )
}
const second = (permission: { readonly consent?: readonly (typeof roles)[number][] }) =>
  roles
    .filter(role => permission.consent?.includes(role))
    .map(role => marks[role])
    .join('')

/** Those that answer with what they do, whoever asks: here it only counts that they are let through. */
const ownCalls = /^(session|operator)\./

describe('every call × role', () => {
  let desk: DeskOfTests
  beforeAll(async () => {
    desk = await deskOfTests()
    await desk.add({ id: 'head', role: 'admin' })
    for (const role of roles) await desk.add({ id: `the-${role}`, role })
  })
  afterAll(() => desk.close())
  const table = written('call')

  test('the table by hand has a row for every call, and no other; so have the permissions', () => {
    expect([...table.keys()].toSorted()).toEqual(Object.keys(callPermissions).toSorted())
    expect(Object.keys(callPermissions)).toEqual(expect.arrayContaining([...callNames]))
  })

  /** What the guard does with the call of this person. */
  async function asked(call: string, person: Person): Promise<string> {
    const guarded = guardedDesk(desk)
    if (person !== 'nobody') await guarded.session.signIn(`the-${person}`, '204060')
    const answer = guarded.call(call, { request: 'none', id: 'nobody-at-all', secret: '' }).then(
      () => undefined,
      (error: { tag: string }) => error.tag,
    )
    const waits = new Promise<'waits'>(resolve => {
      const look = setInterval(() => {
        const view = guarded.guard.view()
        if (view.state !== 'signed-in' || !view.consent) return
        clearInterval(look)
        resolve('waits')
      }, 1)
      void answer.finally(() => clearInterval(look))
    })
    const first = await Promise.race([answer, waits])
    const reachedAlone = guarded.reached.length
    guarded.guard.closed()
    await answer
    expect(guarded.reached).toHaveLength(reachedAlone)
    guarded.session.close()
    if (first === 'waits') return '2'
    if (ownCalls.test(call)) return first === 'ApiSignInNeeded' || first === 'ApiNotPermitted' ? '-' : '+'
    expect(first, `${call} by ${person}`).toBe(
      reachedAlone === 1 ? undefined : person === 'nobody' ? 'ApiSignInNeeded' : 'ApiNotPermitted',
    )
    return reachedAlone === 1 ? '+' : '-'
  }

  test.each(Object.keys(callPermissions))('%s', async call => {
    const row = table.get(call)
    const guarded: string[] = []
    for (const person of persons) guarded.push(await asked(call, person))
    expect(guarded).toEqual(row?.persons)
    const permission: Permission = callPermissions[call as keyof typeof callPermissions]
    expect(second(permission)).toBe(row?.second)
  })

  test('a call that is not in the table cannot exist', async () => {
    const guarded = guardedDesk(desk)
    await guarded.session.signIn('head', '204060')
    for (const name of ['store.dump', 'constructor', '__proto__', 'toString', ''])
      await expect(guarded.call(name)).rejects.toMatchObject({ tag: 'ApiUnknownCall' })
    expect(guarded.reached).toEqual([])
    guarded.session.close()
  })
})

describe('every command × role', () => {
  const table = written('command')
  test('the table by hand has a row for every command, and no other', () => {
    expect([...table.keys()].toSorted()).toEqual(Object.keys(commandPermissions).toSorted())
  })
  test.each(Object.entries(commandPermissions))('%s', (name, given) => {
    const permission: CommandPermission = given
    const may = (person: Person) => {
      if (permission.who === 'computer') return '+'
      if (person === 'nobody' || !permission.who.includes(person)) return '-'
      return permission.consent ? '2' : '+'
    }
    const row = table.get(name)
    expect(persons.map(may)).toEqual(row?.persons)
    expect(permission.who === 'computer' ? '' : second(permission)).toBe(row?.second)
  })
})
