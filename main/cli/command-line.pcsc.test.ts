import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import type { Report } from '../protocol/report.ts'

const root = join(import.meta.dirname, '..', '..')
const bsi = join(root, '..', 'shared', 'vectors', 'bsi-tr03105-5-reference')
const home = mkdtempSync(join(tmpdir(), 'chipdesk-cli-'))
// The note about the running virtual reader is kept apart too: another test or a person may have one.
const env = { ...process.env, CHIPDESK_HOME: home, XDG_RUNTIME_DIR: home }
const command = (args: string[]) => [join(root, 'main', 'cli', 'chipdesk.ts'), ...args]

const missing = await (async () => {
  const started = await startVirtualReader()
  if (!started.ok) return `no virtual reader here: ${started.error.cause ?? started.error.tag}`
  await started.value.stop()
  return ''
})()

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

/** Runs a command as a person does, in a process of its own. */
async function chipdesk(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, command(args), { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', text => {
    out += text
  })
  child.stderr.on('data', text => {
    err += text
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

/** Lays a card on the virtual reader as `chipdesk chip` does, and waits until it lies there. */
async function chip(...args: string[]) {
  const child = spawn(process.execPath, command(['chip', ...args]), { env, stdio: ['ignore', 'pipe', 'inherit'] })
  card = child
  await once(child.stdout, 'data')
}

const reportOf = ({ out }: { out: string }): Report => JSON.parse(out)

describe('the command line over a real PC/SC service', () => {
  test('read says authentic of the card that chip laid there, with timings; its evidence says the same without the card', async ctx => {
    if (missing) return ctx.skip(missing)
    await chip('mai')
    const evidence = join(home, 'mai.evidence.json')
    const done = await chipdesk('read', '--can', '024680', '--json', '--evidence', evidence)
    expect(done.code).toBe(0)
    const report = reportOf(done)
    expect(report).toMatchObject({
      verdict: 'authentic',
      policy: 'demo',
      reasons: ['test-anchor'],
      trust: { test: true },
    })
    expect(report.timings.total).toBeGreaterThan(0)
    expect(report.apdu.count).toBeLessThanOrEqual(40)
    const readers = await chipdesk('readers', '--json')
    expect(JSON.parse(readers.out).readers[0]).toMatchObject({ card: true, virtual: true })

    expect((await chipdesk('verify', evidence, '--policy', 'demo')).code).toBe(0)
    const elsewhere = await chipdesk('verify', evidence, '--json')
    expect(elsewhere.code).toBe(4)
    expect(reportOf(elsewhere)).toMatchObject({ verdict: 'intact', reasons: expect.arrayContaining(['no-anchor']) })
    writeFileSync(evidence, readFileSync(evidence, 'utf8').replace('"count":21', '"count":22'))
    expect((await chipdesk('verify', evidence)).code).toBe(3)
  })

  test('a wrong CAN, an altered card and wrong usage have their exit codes', async ctx => {
    if (missing) return ctx.skip(missing)
    await chip('mai', '--hostile', 'dg13-changed')
    const wrong = await chipdesk('read', '--can', '111111')
    expect(wrong).toMatchObject({ code: 3 })
    expect(wrong.err).toContain('CardWrongKey (SW 6300)')
    const altered = await chipdesk('read', '--number', '999190024680', '--json')
    expect(altered.code).toBe(1)
    expect(reportOf(altered)).toMatchObject({ verdict: 'altered', reasons: expect.arrayContaining(['hash-wrong']) })
    expect((await chipdesk('read', '--can', '12')).code).toBe(2)
    expect((await chipdesk('frobnicate')).code).toBe(2)
  })

  test('no reader is said as such', async ctx => {
    if (missing) return ctx.skip(missing)
    const { code, out, err } = await chipdesk('read', '--can', '024680', '--json', '--reader', 'no such reader')
    expect(code).toBe(3)
    expect(JSON.parse(out).error.tag).toMatch(/^(Service|Reader)/)
    expect(err).not.toBe('')
  })

  test('the BSI specimen set, from the files to the verdict: opened by BAC, intact', async ctx => {
    if (missing) return ctx.skip(missing)
    if (!existsSync(bsi)) return ctx.skip('no ../shared/vectors here')
    await chip(bsi)
    const key = ['--document', 'C11T002JM', '--birth', '960812', '--expiry', '231031']
    const done = await chipdesk('read', ...key, '--policy', 'counter', '--json')
    expect(done.code).toBe(4)
    const report = reportOf(done)
    expect(report).toMatchObject({ verdict: 'intact', access: { protocol: 'BAC', cipher: '3DES' } })
    const result = (id: string) => report.checks.filter(check => check.id === id).map(check => check.result)
    expect(result('sod.signature')).toEqual(['successful'])
    expect(new Set(result('sod.hashes'))).toEqual(new Set(['successful']))
    expect(result('issuer.chain')).toEqual(['undetermined'])
  })

  test('doctor looks at everything', async () => {
    const { code, out } = await chipdesk('doctor', '--json')
    expect([0, 4]).toContain(code)
    const { findings } = JSON.parse(out)
    const found = findings.map(({ part }: { part: string }) => part)
    expect(found).toEqual(
      expect.arrayContaining(['runtime', 'crypto', 'card-service', 'virtual-reader', 'trust', 'database', 'clock']),
    )
  })
})
