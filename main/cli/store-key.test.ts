import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = join(import.meta.dirname, 'chipdesk.ts')
const passphrase = 'mật khẩu đủ dài'
const pins = { head: '204060', chief: '731946' }
let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-passphrase-'))
  mkdirSync(join(home, 'config'), { mode: 0o700 })
  const populationBase = {
    url: 'https://base.example',
    front: { kind: 'gateway', tokenPath: '/token' },
    officers: { head: 'canbo.01' },
  }
  writeFileSync(join(home, 'config', 'config.json'), JSON.stringify({ populationBase }))
  expect(chipdesk([pins.head], 'operator', 'add', 'head', '--name', 'Head', '--role', 'admin').status).toBe(0)
  expect(chipdesk([passphrase], 'key', 'passphrase').status).toBe(0)
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

function chipdesk(input: readonly string[], ...args: string[]) {
  const given = { env: { ...process.env, CHIPDESK_HOME: home }, input: input.join('\n'), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], given)
  return { status, stdout, stderr }
}

test('commands ask for the passphrase of the store before anything else, once', () => {
  const chief = ['operator', 'add', 'chief', '--name', 'Chief', '--role', 'supervisor']
  expect(chipdesk([passphrase, pins.chief], ...chief)).toMatchObject({ status: 0 })
  expect(chipdesk([passphrase], 'operator', 'list').stdout).toContain('chief')
  expect(chipdesk([passphrase], 'audit', 'verify').stdout).toContain('whole')
  expect(chipdesk([passphrase, pins.head], 'audit', 'list', '--operator', 'head').status).toBe(0)
  const purge = ['purge', '--dry-run', '--operator', 'head', '--second', 'chief']
  expect(chipdesk([passphrase, pins.head, pins.chief], ...purge).status).toBe(0)
  const wrong = { status: 3, stderr: expect.stringContaining('wrong passphrase') }
  expect(chipdesk(['không phải nó'], 'operator', 'list')).toMatchObject(wrong)
  const missing = { status: 3, stderr: expect.stringContaining('passphrase needed') }
  expect(chipdesk([], 'history', '--operator', 'head')).toMatchObject(missing)
}, 60_000)

test('the secrets of officers whom the configuration names are listed too', () => {
  const officer = 'population-base.officer.canbo.01'
  expect(chipdesk([passphrase], 'secret', 'list').stdout).toContain(`not set  ${officer}`)
  const set = chipdesk([passphrase, pins.head, 'bí mật'], 'secret', 'set', officer, '--operator', 'head')
  expect(set).toMatchObject({ status: 0, stdout: expect.stringContaining(`set      ${officer}`) })
  expect(set.stdout).not.toContain('bí mật')
}, 60_000)

test('an export in the place of another file is refused before anybody signs in', () => {
  const file = join(home, 'list.csv')
  writeFileSync(file, 'of somebody else')
  const there = { status: 2, stderr: expect.stringContaining('is there already') }
  expect(chipdesk([], 'export', file, '--reason', 'Đối chiếu')).toMatchObject(there)
  expect(chipdesk([], 'audit', 'export', file)).toMatchObject(there)
  expect(chipdesk([], 'audit', 'export', join(home, 'new'), '--key', file)).toMatchObject(there)
})
