import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newAccount } from '../operators/accounts.ts'
import { inventedTransaction } from '../store/invented-transaction.ts'
import { UsageError } from './arguments.ts'
import { run as runExport } from './export.ts'
import { run as runHistory } from './history.ts'
import { type OpenDesk, openDesk } from './open-desk.ts'
import { run as runPurge } from './purge.ts'

const program = join(import.meta.dirname, 'chipdesk.ts')
const pin = '204060'
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString()
let home: string
/** As where a station runs: it has the store open all the time. */
let desk: OpenDesk | undefined

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-history-cli-'))
  mkdirSync(join(home, 'config'), { mode: 0o700 })
  writeFileSync(
    join(home, 'config', 'config.json'),
    JSON.stringify({ retention: { HEALTH_INSURANCE_CHECK: { days: 30 } } }),
  )
  const { store } = await opened()
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
  for (const [id, code, ago] of [
    ['old', 'HEALTH_INSURANCE_CHECK', 40],
    ['new', 'HEALTH_INSURANCE_CHECK', 1],
    ['duty', 'BANK_COUNTER_TXN', 40],
  ] as const)
    await store.writer.saveTransaction({
      ...inventedTransaction(id, { personalNumber: '999190000001' }),
      at: day(ago),
      purpose: { code, legalBasis: '26/2023/QH15' },
    })
})
afterAll(async () => {
  await desk?.store.close()
  rmSync(home, { recursive: true, force: true })
})

async function opened(): Promise<OpenDesk> {
  const open = await openDesk(undefined, { CHIPDESK_HOME: home })
  if (!open.ok) throw new Error(open.error.cause)
  desk = open.value
  return desk
}
function chipdesk(input: readonly string[], ...args: string[]) {
  const given = { env: { ...process.env, CHIPDESK_HOME: home }, input: input.join('\n'), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], given)
  return { status, stdout, stderr }
}
const logged = (action: string) => desk?.store.reader.auditList({ action, limit: 9 }) ?? []

describe('wrong usage', () => {
  test.each<[(args: string[]) => Promise<number>, string[]]>([
    [runHistory, ['--day', '2026-13-01']],
    [runHistory, ['--verdict', 'green']],
    [runHistory, ['--limit', '0']],
    [runExport, ['--reason', 'why']],
    [runExport, ['list.txt', '--reason', 'why']],
    [runExport, ['list.csv']],
    [runPurge, ['--before', 'yesterday']],
    [runPurge, ['--subject', '999']],
  ])('%o %j', async (run, args) => {
    await expect(run(args)).rejects.toThrow(UsageError)
  })
})

// Each command is a process of its own.
describe('beside a station', { timeout: 30_000 }, () => {
  test('history: masked, and in the log with who looked', () => {
    const { status, stdout, stderr } = chipdesk([pin], 'history', '--search', 'nguyen', '--json', '--operator', 'lan')
    expect(stderr).not.toContain('Error')
    expect(status).toBe(0)
    const { transactions } = JSON.parse(stdout)
    expect(transactions.map((row: { id: string }) => row.id)).toEqual(['duty', 'new', 'old'])
    expect(transactions[0]).toMatchObject({ personalNumber: '999****001', fullName: 'Nguyễn Thị Thử Nghiệm' })
    expect(stdout).not.toContain('999190000001')
    const [entry] = logged('history.search')
    expect(entry).toMatchObject({ operator: 'lan', role: 'clerk', outcome: 'done' })
    expect(entry?.facts).not.toContain('nguyen')
    expect(entry?.detail?.body).toContain('nguyen')
  })

  test('export: two people, a reason, whole numbers only where they are asked for', () => {
    const file = join(home, 'list.csv')
    const refused = chipdesk([pin], 'export', file, '--reason', 'Đối chiếu', '--operator', 'lan')
    expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining('ApiNotPermitted') })
    const two = ['--operator', 'chief', '--second', 'head']
    const done = chipdesk(
      [pin, pin],
      'export',
      file,
      '--reason',
      'Đối chiếu',
      '--purpose',
      'BANK_COUNTER_TXN',
      ...two,
      '--json',
    )
    expect(done.status).toBe(0)
    const { rows, sha256 } = JSON.parse(done.stdout)
    expect(rows).toBe(1)
    expect(readFileSync(file, 'utf8')).toContain('999****001')
    expect(logged('store.export').map(({ outcome }) => outcome)).toEqual(['done', 'begun'])
    expect(logged('store.export')[0]?.facts).toContain(sha256)
  })

  test('purge: what would go; then what goes, with traces left until the station is closed', async () => {
    const two = ['--operator', 'head', '--second', 'chief']
    const plan = chipdesk([pin, pin], 'purge', '--dry-run', '--json', ...two)
    expect(JSON.parse(plan.stdout).plan).toMatchObject([
      { purpose: 'BANK_COUNTER_TXN', transactions: 0, total: 1, rule: { days: 1827 } },
      { purpose: 'HEALTH_INSURANCE_CHECK', transactions: 1, total: 2, rule: { days: 30 } },
    ])
    expect(desk?.store.reader.transaction('old')).toBeDefined()
    const beside = chipdesk([pin, pin], 'purge', '--json', ...two)
    expect(JSON.parse(beside.stdout)).toMatchObject({ transactions: 1, finished: false })
    expect(desk?.store.reader.transaction('old')).toBeUndefined()
    const was = chipdesk([pin], 'history', '--deletions', '--search', 'old', '--json', '--operator', 'lan')
    expect(JSON.parse(was.stdout).deletions).toMatchObject([{ reason: 'period', transactions: 1, operator: 'head' }])
    const never = chipdesk([pin], 'history', '--deletions', '--search', 'new', '--json', '--operator', 'lan')
    expect(JSON.parse(never.stdout)).toEqual({ transactions: [] })
    await desk?.store.close()
    const alone = chipdesk([pin, pin], 'purge', '--subject', '999190000001', ...two)
    expect(alone).toMatchObject({ status: 0, stdout: expect.stringContaining('1 transactions, ') })
    expect(alone.stdout).toMatch(/duty {2}BANK_COUNTER_TXN {2}stays until \d{4}-\d\d-\d\d: 14\/2022\/QH15/)
    await opened()
    expect(desk?.store.reader.search({ limit: 9 }).map(({ id }) => id)).toEqual(['duty'])
    expect(logged('store.purge').map(({ outcome, operator }) => [outcome, operator])).toEqual([
      ['done', 'head'],
      ['done', 'head'],
      ['planned', 'head'],
    ])
  })
})
