/**
 * How fast the store keeps what it acknowledges: `node bench/store.ts [FOLDER]`, the folder being on the disk to be measured. Goal P10:
 * encrypted at least 0.7 times as fast as plain, a commit within 20 ms at p99, and nobody waits for it but who asked. Absolute numbers are
 * those of this disk; the ratios travel. How a long history answers (P11) is proved by `vitest run --project proof history`, at full
 * size with `CHIPDESK_PROVE=full`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { checkIds } from '../main/protocol/checks.ts'
import { openEncrypted } from '../main/store/database/encrypted-database.ts'
import { migrate } from '../main/store/database/migrations.ts'
import { inventedQuestion, inventedTransaction } from '../main/store/invented-transaction.ts'
import { openStore } from '../main/store/open-store.ts'
import type { SavedWith, StoreWriter, StoreWriting } from '../main/store/store.ts'
import { storeWriting } from '../main/store/writer/store-writing.ts'
import { line, machine, quantile } from './statistics.ts'

const rounds = 20
const perRound = 100
const key = new Uint8Array(32).fill(7)
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'chipdesk-bench-'))

/** A visit as the counter saves it: the whole report, the question to the register, and who read the card and why. */
function visit(id: string): [ReturnType<typeof inventedTransaction>, SavedWith] {
  const invented = inventedTransaction(id)
  const checks = checkIds.map(check => ({ id: check, result: 'successful' as const }))
  const audit = {
    at: '2026-11-21T01:15:00.000Z',
    desk: 'quay-1',
    operator: 'thu',
    role: 'clerk',
    action: 'card.read',
    subject: '999190000001',
    outcome: 'authentic',
  } as const
  return [
    { ...invented, report: { ...invented.report, checks } },
    { questions: [inventedQuestion(id)], audit: [audit] },
  ]
}

interface Contender {
  readonly database: Database.Database
  readonly writing: StoreWriting
  readonly samples: number[]
  /** Of this process alone, microseconds: what else the machine does hardly counts here. */
  cpu: number
}

function contender(name: string, isEncrypted: boolean, synchronous: 'FULL' | 'NORMAL'): Contender {
  const path = join(folder, `${name}.db`)
  const database = isEncrypted ? encrypted(path) : new Database(path)
  for (const pragma of [
    'journal_mode = wal',
    'foreign_keys = on',
    'secure_delete = on',
    `synchronous = ${synchronous}`,
  ])
    database.pragma(pragma)
  const migrated = migrate(database)
  if (!migrated.ok) throw new Error(migrated.error.tag)
  return { database, writing: storeWriting(database), samples: [], cpu: 0 }
}

function encrypted(path: string): Database.Database {
  const opened = openEncrypted(path, key)
  if (!opened.ok) throw new Error(opened.error.tag)
  return opened.value
}

let visits = 0
function saveSome(one: Contender): void {
  const { writing, samples } = one
  const before = process.cpuUsage()
  for (let n = 0; n < perRound; n++) {
    const [transaction, also] = visit(`visit-${visits++}`)
    const started = performance.now()
    const saved = writing.saveTransaction(transaction, also)
    samples.push(performance.now() - started)
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  }
  const { user, system } = process.cpuUsage(before)
  one.cpu += user + system
}

const perSecond = (samples: readonly number[]) =>
  Math.round((1000 * samples.length) / samples.reduce((sum, sample) => sum + sample, 0))

/** In turns, so that what else the machine does meets all alike. */
function commits() {
  const all = {
    'encrypted, FULL': contender('encrypted-full', true, 'FULL'),
    'plain, FULL': contender('plain-full', false, 'FULL'),
    'encrypted, NORMAL (may lose rows)': contender('encrypted-normal', true, 'NORMAL'),
    'plain, NORMAL (may lose rows)': contender('plain-normal', false, 'NORMAL'),
  }
  for (const one of Object.values(all)) saveSome({ ...one, samples: [] })
  for (let round = 0; round < rounds; round++) for (const one of Object.values(all)) saveSome(one)
  console.log('\nOne visit with its question and its audit entry, one transaction')
  for (const [name, { samples, cpu }] of Object.entries(all)) {
    const goal = name === 'encrypted, FULL' ? 'goal: p99 ≤ 20 ms' : ''
    console.log(
      line(name, samples, `${perSecond(samples)}/s   ${Math.round(cpu / samples.length)} µs of CPU   ${goal}`),
    )
  }
  const rate = (name: keyof typeof all) => perSecond(all[name].samples)
  const medians = (name: keyof typeof all) => quantile(all[name].samples, 0.5)
  const ratio = rate('encrypted, FULL') / rate('plain, FULL')
  const atMedian = medians('plain, FULL') / medians('encrypted, FULL')
  console.log(`encrypted / plain: ${ratio.toFixed(2)} in all, ${atMedian.toFixed(2)} at the median   goal: ≥ 0.7`)
  console.log(
    `FULL / NORMAL, encrypted: ${(rate('encrypted, FULL') / rate('encrypted, NORMAL (may lose rows)')).toFixed(2)}`,
  )
  together(all['encrypted, FULL'])
  for (const { database } of Object.values(all)) database.close()
}

/** What one sync for several visits would save: a desk has one visit at a time, so that none waits for another. */
function together({ database, writing }: Contender): void {
  const size = 8
  const samples: number[] = []
  const group = database.transaction(() => {
    for (let n = 0; n < size; n++) writing.saveTransaction(...visit(`visit-${visits++}`))
  })
  for (let n = 0; n < perRound; n++) {
    const started = performance.now()
    group.immediate()
    samples.push((performance.now() - started) / size)
  }
  console.log(line(`encrypted, FULL, ${size} at once, each`, samples, `${perSecond(samples)}/s   not built`))
}

const ms = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(1)} ms`
const delay = (what: string, histogram: ReturnType<typeof monitorEventLoopDelay>) =>
  console.log(
    `${what.padEnd(44)} median ${ms(histogram.percentile(50))}   p99 ${ms(histogram.percentile(99))}   longest ${ms(histogram.max)}`,
  )

/** How late a timer of the station comes while visits are saved one after another. */
async function eventLoop(what: string, thread: boolean): Promise<void> {
  const opened = openStore({ path: join(folder, `loop-${thread}.db`), key, thread })
  if (!opened.ok) throw new Error(opened.error.tag)
  const { writer } = opened.value
  await save(writer)
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  const started = performance.now()
  let saved = 0
  for (; performance.now() - started < 3000; saved++) {
    await save(writer)
    await setImmediate()
  }
  histogram.disable()
  delay(`${what}, ${Math.round(saved / 3)}/s`, histogram)
  await opened.value.close()
}

async function save(writer: StoreWriter): Promise<void> {
  const saved = await writer.saveTransaction(...visit(`visit-${visits++}`))
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
}

async function idle(): Promise<void> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await new Promise(resolve => setTimeout(resolve, 2000))
  histogram.disable()
  delay('nothing is saved', histogram)
}

const sqlite = new Database(':memory:')
const version = sqlite.prepare<[], string>('select sqlite_version()').pluck().get()
sqlite.close()
console.log(`Store, goal P10. ${machine()}, SQLite ${version}`)
try {
  commits()
  console.log('\nHow late a timer of 1 ms comes while visits are saved without a pause')
  await idle()
  await eventLoop('saved by the thread', true)
  await eventLoop('saved in the same thread', false)
} finally {
  rmSync(folder, { recursive: true })
}
