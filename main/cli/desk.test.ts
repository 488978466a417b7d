import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { shippedDefinitions } from '../desks/load-definitions.ts'
import { newAccount } from '../operators/accounts.ts'
import type { StationState } from '../protocol/station-state.ts'
import { openStation } from '../station/open-station.ts'
import { inventedTransaction } from '../store/invented-transaction.ts'
import { UsageError } from './arguments.ts'
import { run } from './desk.ts'
import { type OpenDesk, openDesk } from './open-desk.ts'
import { run as runPurge } from './purge.ts'

const program = join(import.meta.dirname, 'chipdesk.ts')
const pin = '204060'
let home: string
/** As where a station runs: it has the store open all the time. */
let desk: OpenDesk

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-desk-cli-'))
  vi.stubEnv('CHIPDESK_HOME', home)
  vi.stubEnv('NO_COLOR', '1')
})
afterAll(async () => {
  await desk?.store.close()
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})
afterEach(() => vi.restoreAllMocks())

const shipped = (id: string) => readFileSync(join(shippedDefinitions(), `${id}.json`), 'utf8')
function file(name: string, text: string): string {
  writeFileSync(join(home, name), text)
  return join(home, name)
}
/** A shop of its own beside that of the product, with a purpose of its own. */
const lending = () =>
  shipped('telecom')
    .replace('"id": "telecom"', '"id": "lending"')
    .replaceAll('SUBSCRIBER_CHECK', 'LENDING_CHECK')
    .replace(
      // Its law is that of the other shop, told in the same words.
      '"vi": "Xác thực thông tin thuê bao"',
      '"vi": "Kiểm tra người vay"',
    )

const here = (...args: string[]) => printed(run, args)
/** With PINs on the standard input. */
async function printed(command: (args: string[]) => Promise<number>, args: string[]) {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([`${pin}\n${pin}\n`]) as typeof process.stdin)
  const out: string[] = []
  const told = (text: unknown) => void out.push(String(text))
  vi.spyOn(console, 'log').mockImplementation(told)
  const errors: string[] = []
  vi.spyOn(console, 'error').mockImplementation(text => void errors.push(String(text)))
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    told(text)
    return true
  })
  const status = await command(args)
  vi.restoreAllMocks()
  return { status, out: out.join('\n'), errors: errors.join('\n') }
}
function chipdesk(input: readonly string[], ...args: string[]) {
  const given = { env: { ...process.env, CHIPDESK_HOME: home }, input: input.join('\n'), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'desk', ...args], given)
  return { status, stdout, stderr }
}

describe('without a store', () => {
  test('list: those of the product, and which one this desk is', async () => {
    const { status, out, errors } = await here('list')
    expect(status).toBe(0)
    expect(errors).toBe('')
    expect(out.split('\n')).toHaveLength(5)
    expect(out).toContain('* office              product  2026-11-22  Bộ phận một cửa: ADMIN_PROCEDURE')
    expect(out).toContain('  telecom             product')
  })

  test('show: the very file', async () => {
    expect(await here('show', 'clinic')).toEqual({ status: 0, out: shipped('clinic'), errors: '' })
    expect(await here('show', 'post')).toMatchObject({
      status: 3,
      errors: expect.stringContaining('no definition post'),
    })
  })

  test('check: a good file, with what its lawyer has to confirm', async () => {
    const { status, out } = await here('check', file('lending.json', lending()))
    expect(status).toBe(0)
    expect(out).toContain('lending of 2026-11-22 is in order: LENDING_CHECK')
    expect(out).toContain('to be confirmed by your own lawyer: purposes.0.retention: 91/2025/QH15; 163/2024/NĐ-CP')
    expect(out).toContain('to be confirmed by your own lawyer: legalBases.1: 163/2024/NĐ-CP')
  })

  test('check: every problem of a bad one with its place', async () => {
    const bad = lending()
      .replace('"right": "CONSENT"', '"right": "LEGAL_DUTY"')
      .replace('"keeps": ["personalNumber"', '"keeps": ["oldIdNumber", "personalNumber"')
    const { status, out, errors } = await here('check', file('bad.json', bad))
    expect(status).toBe(3)
    expect(out.split('\n')).toEqual([
      'visits.0.right: LENDING_CHECK allows CONSENT',
      'visits.0.keeps: oldIdNumber is not shown',
    ])
    expect(errors).toMatch(/ConfigDesk.*\n.*bad\.json: 2 problems/)
    expect(JSON.parse((await here('check', join(home, 'bad.json'), '--json')).out).problems).toHaveLength(2)
  })

  test.each<[string, string | Uint8Array, string]>([
    ['none.json', '', 'ENOENT'],
    ['half.json', '{"id":', 'is not JSON'],
    ['latin.json', new Uint8Array([0x22, 0xe9, 0x22]), 'is not UTF-8'],
    ['huge.json', ' '.repeat(262_145), 'more than 262144 bytes'],
  ])('check: %s is none', async (name, content, why) => {
    const path = join(home, name)
    if (name !== 'none.json') writeFileSync(path, content)
    const { status, out, errors } = await here('check', path)
    expect(status).toBe(3)
    expect(`${out}\n${errors}`).toContain(why)
  })

  test.each([[[]], [['make']], [['show']], [['check']], [['import']], [['remove']], [['list', 'all']]])(
    'wrong usage: %j',
    async args => await expect(run(args)).rejects.toThrow(UsageError),
  )
})

// Beside a counter that has the store open.
describe("an administrator's own", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    mkdirSync(join(home, 'config'), { mode: 0o700 })
    const opened = await openDesk(undefined, { CHIPDESK_HOME: home })
    if (!opened.ok) throw new Error(opened.error.cause)
    desk = opened.value
    const { store } = desk
    for (const [id, role] of [
      ['head', 'admin'],
      ['chief', 'supervisor'],
      ['lan', 'clerk'],
    ] as const) {
      const making = {
        accounts: store.reader.operators(),
        at: new Date(),
        by: 'station',
        cost: { N: 1024, r: 8, p: 1 },
        random: (n: number) => new Uint8Array(n),
      }
      const account = await newAccount({ id, role, name: id, secret: pin }, making)
      if (account.ok) await store.writer.saveOperator(account.value, [])
    }
  })
  const changes = () =>
    desk.store.reader
      .auditList({ action: 'settings.change', limit: 9 })
      .map(({ operator, role, outcome, facts }) => ({ operator, role, outcome, facts: JSON.parse(facts) }))

  test('is not for a clerk, nor a wrong one for an administrator', async () => {
    const path = file('lending.json', lending())
    expect(await here('import', path, '--operator', 'lan')).toMatchObject({
      status: 3,
      errors: expect.stringContaining('ApiNotPermitted'),
    })
    // Nobody is asked for a PIN for nothing.
    expect(await here('import', file('bad.json', '{}'))).toMatchObject({
      status: 3,
      errors: expect.stringContaining('bad.json: id: '),
    })
    expect(desk.store.reader.settings('desk.definition.')).toEqual([])
    expect(changes()).toEqual([])
  })

  test('is not taken in where it tells a purpose otherwise than another one', async () => {
    const path = file(
      'mobile.json',
      shipped('telecom').replace('"id": "telecom"', '"id": "mobile"').replace('180', '90'),
    )
    const { status, errors } = await here('import', path, '--operator', 'head')
    expect(status).toBe(3)
    expect(errors).toContain('telecom: SUBSCRIBER_CHECK is known already and may not be told anew')
    // As after an update of the product that brings the purpose too.
    await desk.store.writer.saveSetting('desk.definition.mobile', readFileSync(path, 'utf8'))
    expect(await here('list')).toMatchObject({
      status: 3,
      out: expect.stringContaining('mobile              own'),
      errors: expect.stringContaining('SUBSCRIBER_CHECK is known already'),
    })
    await desk.store.writer.saveSetting('desk.definition.mobile', undefined)
  })

  test('is kept with its text and an entry in one write; then it is among the others', async () => {
    const text = lending()
    const { status, stdout } = chipdesk([pin], 'import', file('lending.json', text), '--operator', 'head')
    expect(stdout).toContain('lending: imported')
    expect(status).toBe(0)
    expect(desk.store.reader.settings('desk.definition.')).toEqual([{ name: 'desk.definition.lending', value: text }])
    const facts = {
      setting: 'desk.definition.lending',
      change: 'set',
      version: '2026-11-22',
      sha256: expect.any(String),
    }
    expect(changes()).toEqual([{ operator: 'head', role: 'admin', outcome: 'done', facts }])
    expect((await here('list')).out).toContain('  lending             own      2026-11-22')
    expect((await here('show', 'lending')).out).toBe(text)
  })

  test('is not taken out while something stored has its period from it', async () => {
    await desk.store.writer.saveTransaction({
      ...inventedTransaction('loan', { personalNumber: '999190000001' }),
      purpose: { code: 'LENDING_CHECK', legalBasis: '163/2024/NĐ-CP' },
    })
    const { status, errors } = await here('remove', 'lending', '--operator', 'head')
    expect(errors).toContain('1 transactions of LENDING_CHECK are stored, and nothing would say how long they stay')
    expect(status).toBe(3)
    expect(desk.store.reader.settings('desk.definition.')).toHaveLength(1)
  })

  test('says when that goes, whichever desk this is', async () => {
    const { status, out } = await printed(runPurge, ['--dry-run', '--json', '--operator', 'head', '--second', 'chief'])
    expect(status).toBe(0)
    expect(JSON.parse(out).plan).toMatchObject([{ purpose: 'LENDING_CHECK', total: 1, rule: { days: 180 } }])
  })

  test('in the place of one of the product, which holds again when it is taken out; a broken one can be too', async () => {
    const { saveSetting } = desk.store.writer
    await saveSetting('desk.definition.office', shipped('office').replace('Bộ phận một cửa', 'Quầy của tôi'))
    await saveSetting('desk.definition.post', '{}')
    const { out } = await here('list')
    expect(out).toContain('* office              own      2026-11-22  Quầy của tôi')
    expect(out).toContain('  post                own      WRONG: desk.definition.post: id: ')
    expect(await here('remove', 'post', '--operator', 'head')).toMatchObject({ status: 0 })
    expect(await here('remove', 'office', '--operator', 'head', '--json')).toMatchObject({
      out: JSON.stringify({ id: 'office', change: 'remove' }, null, 2),
    })
    expect((await here('list')).out).toContain('* office              product')
    expect(changes().map(({ facts }) => facts)).toMatchObject([
      { setting: 'desk.definition.office', change: 'remove' },
      { setting: 'desk.definition.post', change: 'remove' },
      { setting: 'desk.definition.lending', change: 'set' },
    ])
  })

  test('is not taken out where the configuration names it', async () => {
    const text = shipped('office').replace('"id": "office"', '"id": "post"')
    await desk.store.writer.saveSetting('desk.definition.post', text)
    file(join('config', 'config.json'), JSON.stringify({ desk: { definition: 'post' } }))
    expect((await here('list')).out).toContain('* post                own')
    const { status, errors } = await here('remove', 'post', '--operator', 'head')
    expect(errors).toContain('config.json names post, and there would be none')
    expect(status).toBe(3)
  })

  test('is what the counter goes by after its next start', async () => {
    file(join('config', 'config.json'), '{}')
    expect(await here('import', file('lending.json', lending()), '--operator', 'head')).toMatchObject({ status: 0 })
    file(join('config', 'config.json'), JSON.stringify({ desk: { definition: 'lending' } }))
    await desk.store.close()
    // No service of readers: a desk starts without one, and waits for it.
    vi.stubEnv('PCSCLITE_CSOCK_NAME', join(home, 'no-service'))
    const opened = await openStation({ mode: 'live' })
    if (!opened.ok) throw new Error(opened.error.cause)
    const station = opened.value
    await station.call('session.sign-in', { id: 'lan', secret: pin })
    const seen: StationState[] = []
    station.subscribe(state => seen.push(state))()
    const [{ rules, visit } = {}] = seen
    await station.close()
    expect(rules).toMatchObject({
      definition: { id: 'lending', version: '2026-11-22' },
      visits: [
        { purpose: 'LENDING_CHECK', name: { vi: 'Kiểm tra người vay' }, right: 'CONSENT', notice: { days: 180 } },
      ],
    })
    expect(visit).toEqual({ purpose: 'LENDING_CHECK', needs: 'consent' })
  })
})
