import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issuerLine } from '../../fixtures/country/issuer-line.ts'
import { commandPermissions } from '../protocol/permissions.ts'
import { deskOfTests, testPin } from '../station/desk-of-tests.ts'
import { UsageError } from './arguments.ts'
import type { Answers } from './ask-secret.ts'
import { type OpenDesk, openDesk } from './open-desk.ts'
import { run as runOperator } from './operator.ts'
import { permitCommand } from './permit-command.ts'

const program = join(import.meta.dirname, 'chipdesk.ts')
let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-operator-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const operator = (input: string, ...args: string[]) => run('operator', input, ...args)
function run(command: string, input: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, command, ...args], {
    env: { ...process.env, CHIPDESK_HOME: home },
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}
async function withDesk<T>(look: (desk: OpenDesk) => T | Promise<T>): Promise<T> {
  const desk = await openDesk(undefined, { CHIPDESK_HOME: home })
  if (!desk.ok) throw new Error(desk.error.cause)
  const looked = await look(desk.value)
  await desk.value.store.close()
  return looked
}
const typed = (...lines: string[]): Answers => ({
  typed: false,
  secret: async () => lines.shift(),
  line: async () => lines.shift(),
  close: () => {},
})

test('sets the people of a desk up, changes them, and lets one back in', async () => {
  const add = (id: string, role: string) => ['add', id, '--name', `Người ${id}`, '--role', role]
  expect(operator('204060\n', ...add('lan', 'clerk'))).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('quản trị viên'),
  })
  expect(operator('204060\n999190020304\n', ...add('head', 'admin'), '--officer')).toMatchObject({ status: 0 })
  expect(operator('731946\n', ...add('lan', 'clerk'))).toMatchObject({ status: 0, stdout: 'lan  clerk  Người lan\n' })
  expect(operator('', 'change', 'lan', '--role', 'supervisor')).toMatchObject({ status: 0 })
  expect(operator('', 'change', 'head', '--disable').stderr).toContain('quản trị viên cuối cùng')
  const failures = { count: 9, at: Date.now(), uptime: 0 }
  await withDesk(({ store }) => store.writer.saveSignInFailures({ 'name:lan': failures, '*': failures }))
  expect(operator('385104\n', 'reset', 'lan')).toMatchObject({ status: 0 })
  const { stdout } = operator('', 'list')
  expect(stdout).toMatch(/^head +admin +Người head +•••••••••304$/m)
  expect(stdout).toMatch(/^lan +supervisor +Người lan +$/m)
  await withDesk(async ({ people, store }) => {
    expect(await people.check({ id: 'lan', secret: '385104', action: 'session.sign-in' })).toMatchObject({ ok: true })
    const log = store.reader.auditList({ limit: 50 }).toReversed()
    const changes = log.filter(({ action }) => action.startsWith('operator.'))
    expect(changes.map(({ action }) => action)).toEqual([
      'operator.create',
      'operator.create',
      'operator.change',
      'operator.change',
    ])
    expect(new Set(changes.map(({ operator: by, role }) => `${by} ${role}`)).size).toBe(1)
    expect(changes[0]?.operator).toMatch(/^os:./)
    expect(JSON.stringify(log)).not.toMatch(/204060|731946|385104|999190/)
  })
}, 90_000)

test('what this desk trusts is changed by an administrator with a second person, also beside a running station', async () => {
  const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
  const [issuer] = issuerLine('operator command test', name, [{ validFrom: '2020-01-01', validTo: '2038-01-01' }])
  if (!issuer) throw new Error('one key')
  const file = join(home, 'csca.cer')
  writeFileSync(file, issuer.csca)
  const trust = (input: string) => run('trust', input, 'import', file, '--as', 'identity-card', '--yes')
  await withDesk(() => {
    expect(trust('')).toMatchObject({ status: 3, stderr: expect.stringContaining('ApiSignInNeeded') })
    expect(trust('head\n204060\n')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('ApiSecondPersonNeeded'),
    })
    expect(existsSync(join(home, 'config', 'anchors', 'trust-index.json'))).toBe(false)
    expect(trust('head\n204060\nlan\n385104\n')).toMatchObject({ status: 0 })
    expect(existsSync(join(home, 'config', 'anchors', 'trust-index.json'))).toBe(true)
  })
  await withDesk(({ store }) => {
    const [entry] = store.reader.auditList({ action: 'trust.change', limit: 1 })
    expect(entry).toMatchObject({ operator: 'head', outcome: 'done' })
    expect(JSON.parse(entry?.facts ?? '')).toEqual({ command: 'trust import', second: 'lan', secondRole: 'supervisor' })
  })
}, 90_000)

test.each([
  [['add', 'lan', '--name', 'Lan', '--role', 'king']],
  [['add', 'lan', '--pin', '204060']],
  [['change', 'lan']],
  [['change', 'lan', '--disable', '--enable']],
  [['drop', 'lan']],
])('%j is wrong usage', async args => {
  await expect(runOperator(args)).rejects.toBeInstanceOf(UsageError)
})

test('a command of roles asks for a name and PIN, and for a second person where the table says so', async () => {
  const desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  await desk.add({ id: 'lan', role: 'supervisor' })
  const people = { ...desk.session(), store: desk.store, entry: desk.entry, computerUser: 'os:tester' }
  const answer = (command: keyof typeof commandPermissions, ...lines: string[]) =>
    permitCommand(command, people, typed(...lines))
  const [head, lan] = [
    ['head', testPin],
    ['lan', testPin],
  ]
  expect(await answer('doctor')).toEqual({ ok: true, value: { id: 'os:tester', role: 'none' } })
  expect(await answer('history', ...lan)).toMatchObject({ ok: true, value: { id: 'lan', role: 'supervisor' } })
  expect(await answer('export', ...lan, ...head)).toEqual({
    ok: true,
    value: { id: 'lan', role: 'supervisor', second: { id: 'head', role: 'admin' } },
  })
  expect(await answer('history')).toMatchObject({ error: { tag: 'ApiSignInNeeded' } })
  expect(await answer('history', 'lan', '731946')).toMatchObject({ error: { tag: 'ApiPinWrong' } })
  expect(await answer('purge', ...lan)).toMatchObject({ error: { tag: 'ApiNotPermitted' } })
  expect(await answer('export', ...lan)).toMatchObject({ error: { tag: 'ApiSecondPersonNeeded' } })
  expect(await answer('export', ...lan, ...lan)).toMatchObject({ error: { cause: 'same-person' } })
  expect(desk.log().slice(0, 3)).toEqual([
    'lan session.sign-in done',
    'lan session.sign-in done',
    'head call.consent done',
  ])
  expect(desk.log().at(-1)).toBe('lan call.refused same-person')
  await desk.close()
})

test('every command that is for roles asks for them, by its own name', () => {
  const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const asking = files
    .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .filter(source => /\b(atDesk|permitCommand|changeTrust)\(/.test(source))
  const ofRoles = Object.entries(commandPermissions).filter(([, { who }]) => who !== 'computer')
  expect(ofRoles.length).toBeGreaterThan(8)
  for (const [name] of ofRoles)
    expect(
      asking.some(source => source.includes(`'${name}',`)),
      name,
    ).toBe(true)
})

test('every command of the program has its row', () => {
  const usage = execFileSync(process.execPath, [program, 'help'], { encoding: 'utf8' })
  const words = [...usage.matchAll(/^ {2}([a-z]+)/gm)].map(([, word]) => word)
  const rows = new Set(Object.keys(commandPermissions).map(name => name.split(' ')[0]))
  expect(words.length).toBeGreaterThan(10)
  expect(words.filter(word => word === undefined || !rows.has(word))).toEqual([])
})
