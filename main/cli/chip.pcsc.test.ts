import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { hostileCase } from '../../fixtures/hostile/catalogue.ts'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import type { Report } from '../protocol/report.ts'

const home = mkdtempSync(join(tmpdir(), 'chipdesk-chip-'))
// The note about the running virtual reader is kept apart: another test or a person may have one.
const env = { ...process.env, CHIPDESK_HOME: home, XDG_RUNTIME_DIR: home }

const missing = await (async () => {
  const started = await startVirtualReader()
  if (!started.ok) return `no virtual reader here: ${started.error.cause ?? started.error.tag}`
  await started.value.stop()
  return ''
})()

function chipdesk(...args: string[]): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> } {
  const command = [join(import.meta.dirname, 'chipdesk.ts'), ...args]
  return spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'ignore'] })
}

let card: ChildProcess | undefined
afterEach(async () => {
  const lying = card
  card = undefined
  // One that has ended already says so no more.
  if (!lying || lying.exitCode !== null || lying.signalCode !== null) return
  lying.kill('SIGTERM')
  await once(lying, 'exit')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Lays that card on the virtual reader and reads it, each in a process of its own. */
async function reportOf(...what: string[]): Promise<Report> {
  const lying = chipdesk('chip', ...what)
  card = lying
  await once(lying.stdout, 'data')
  const reading = chipdesk('read', '--can', '024680', '--json')
  let out = ''
  reading.stdout.on('data', text => {
    out += text
  })
  await once(reading, 'close')
  return JSON.parse(out)
}

test.for([
  'plain-data',
  'aa-replayed',
  'pace-mapping-off-curve',
  'long-form-lengths',
  'atr-empty',
  'atr-nonsense',
  'empty-response',
])('a card of the catalogue is over PC/SC what the catalogue says: %s', async (name, ctx) => {
  if (missing) return ctx.skip(missing)
  const { verdict, error } = await reportOf('mai', '--hostile', name)
  const { expected, overPcsc = expected } = hostileCase(name) ?? {}
  expect({ verdict, tag: error?.tag }).toEqual({ verdict: overPcsc?.verdict, tag: overPcsc?.tag })
})

// Protocols whose answers no other test brings over PC/SC: longer than a short APDU, and proven by EF.CardSecurity.
test.for([
  ['dh', 'PACE GM', 'chip.chip-authentication'],
  ['cam', 'PACE CAM', 'chip.pace-cam'],
  ['integrated', 'PACE IM', 'chip.chip-authentication'],
  ['largest', 'PACE GM', 'chip.chip-authentication'],
] as const)('a card of the profile %s is read over PC/SC', async ([name, opened, proof], ctx) => {
  if (missing) return ctx.skip(missing)
  const { verdict, access, checks } = await reportOf(`${name}/mai`)
  expect([verdict, `${access.protocol} ${access.mapping}`]).toEqual(['authentic', opened])
  expect(checks.find(({ id }) => id === proof)?.result).toBe('successful')
})

test('a card waits for the one that lies there, and ends with the reader', async ctx => {
  if (missing) return ctx.skip(missing)
  const first = chipdesk('chip', 'mai', '--json')
  card = first
  const [said] = await once(first.stdout, 'data')
  expect(JSON.parse(said)).not.toHaveProperty('waits')
  const second = chipdesk('chip', 'khoi', '--json')
  const ended = once(second, 'exit')
  const [saidThen] = await once(second.stdout, 'data')
  expect(JSON.parse(saidThen)).toMatchObject({ name: 'khoi', waits: true })
  first.kill('SIGINT')
  expect(await ended).toEqual([3, null])
})
