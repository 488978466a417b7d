import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import type { TraceLine } from '../reading/trace.ts'

const root = join(import.meta.dirname, '..', '..')
const home = mkdtempSync(join(tmpdir(), 'chipdesk-read-'))
const env = { ...process.env, CHIPDESK_HOME: home, XDG_RUNTIME_DIR: home }
let missing = ''
let card: ChildProcess | undefined

/** Runs a command in a process of its own; a card lies there until its process ends. */
const start = (...args: string[]) =>
  spawn(process.execPath, [join(root, 'main', 'cli', 'chipdesk.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

beforeAll(async () => {
  const started = await startVirtualReader()
  if (!started.ok) {
    missing = `no virtual reader here: ${started.error.cause ?? started.error.tag}`
    return
  }
  await started.value.stop()
  card = start('chip', 'mai')
  if (card.stdout) await once(card.stdout, 'data')
})
afterAll(async () => {
  if (card && card.exitCode === null && card.signalCode === null) {
    card.kill('SIGTERM')
    await once(card, 'exit')
  }
  rmSync(home, { recursive: true, force: true })
})

async function read(...args: string[]) {
  const child = start('read', '--can', '024680', '--json', ...args)
  let out = ''
  child.stdout.on('data', text => {
    out += text
  })
  const [code] = await once(child, 'close')
  return { code, report: JSON.parse(out) }
}

test('read --trace writes every APDU without data; --trace-plain those of files that do not name the holder', async ctx => {
  if (missing) return ctx.skip(missing)
  const path = join(home, 'trace.jsonl')
  const lines = () =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text): TraceLine => JSON.parse(text))
  const { code, report } = await read('--trace', path)
  expect(code).toBe(0)
  const wire = lines().flatMap(line => line.wire)
  expect(wire).toHaveLength(report.apdu.count)
  expect(wire.reduce((sum, each) => sum + each.in, 0)).toBe(report.apdu.bytesIn)
  expect(lines().some(({ response }) => response?.data)).toBe(false)
  await read('--trace', path, '--trace-plain')
  const shown = lines().filter(({ response }) => response?.data)
  expect(new Set(shown.map(({ phase }) => phase))).toEqual(
    new Set(['card-access', 'com', 'sod', 'dg14', 'dg15', 'dg2']),
  )
})

test('read --no-photo asks for no DG2, --no-com for no EF.COM; --challenge is what the chip signs', async ctx => {
  if (missing) return ctx.skip(missing)
  const evidence = join(home, 'evidence.json')
  const options = ['--no-photo', '--no-com', '--challenge', '0102030405060708', '--evidence', evidence]
  const { report } = await read(...options)
  expect(report.dataGroups.notRead).toContainEqual({ dg: 'DG2', reason: 'not-requested' })
  expect(Object.keys(report.apdu.byPhase)).not.toContain('dg2')
  expect(Object.keys(report.apdu.byPhase)).not.toContain('com')
  const written = JSON.parse(readFileSync(evidence, 'utf8'))
  const challenge = Buffer.from(written.read.activeAuthentication.challenge, 'base64').toString('hex')
  expect([challenge, written.read.activeAuthentication.challengeFrom]).toEqual(['0102030405060708', 'caller'])
})
