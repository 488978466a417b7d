import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { type ThreadWriter, threadWriter } from './thread-writer.ts'

const key = new Uint8Array(32).fill(7)
const done = { ok: true, value: undefined }
let folder: string
let path: string
let store: Store
let others: ThreadWriter[]

const open = (thread: boolean): Store => {
  const opened = openStore({ path, key, thread })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-thread-'))
  path = join(folder, 'store.db')
  store = open(true)
  others = []
})
afterEach(async () => {
  for (const other of others) await other.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What another connection finds in the file. */
function inFile<T>(sql: string): T[] {
  const database = openEncrypted(path, key)
  if (!database.ok) throw new Error(database.error.cause)
  const rows = database.value.prepare<[], T>(sql).pluck().all()
  database.value.close()
  return rows
}

test('what was acknowledged is in the file, and only this thread can write', async () => {
  expect(await store.writer.saveTransaction(inventedTransaction('t1'))).toEqual(done)
  expect(inFile('select id from transactions')).toEqual(['t1'])
  expect(store.reader.transaction('t1')).toEqual(inventedTransaction('t1'))
  const other = inventedTransaction('t1', { fullName: 'Người Khác' })
  expect(await store.writer.saveTransaction(other)).toMatchObject({ ok: false, error: { tag: 'StoreFailed' } })
})

test('writes happen in the order of the calls, awaited or not', async () => {
  const ids = Array.from({ length: 200 }, (_, n) => `t${n}`)
  const results = ids.flatMap(id => [
    store.writer.saveTransaction(inventedTransaction(id), { questions: [inventedQuestion(id)] }),
    store.writer.recordAnswer(`ask-${id}`, { status: 'answered', requestId: `ask-${id}`, answeredAt: 'now' }),
  ])
  expect(new Set((await Promise.all(results)).map(result => result.ok))).toEqual(new Set([true]))
  expect(inFile('select id from transactions order by seq')).toEqual(ids)
  expect(store.reader.pendingCount()).toBe(0)
})

test('closing lets every write given before it end and refuses later ones', async () => {
  const saves = Array.from({ length: 50 }, (_, n) => store.writer.saveTransaction(inventedTransaction(`t${n}`)))
  const closed = store.close()
  const late = store.writer.saveTransaction(inventedTransaction('late'))
  expect(await Promise.all(saves)).toEqual(saves.map(() => done))
  expect(await late).toMatchObject({ ok: false, error: { tag: 'StoreFailed', cause: 'closed' } })
  await closed
  store = open(true)
  expect(store.reader.search({ limit: 100 })).toHaveLength(50)
})

/** How often a timer of 5 ms came while a write waited 300 ms for another connection. */
async function ticksWhileWaiting(writer: Store['writer']): Promise<number> {
  await writer.saveSetting('warm', 'yes')
  const blocker = `
    import { openEncrypted } from './encrypted-database.ts'
    const database = openEncrypted(process.argv[1], new Uint8Array(32).fill(7)).value
    database.exec('begin immediate')
    process.stdout.write('locked')
    setTimeout(() => database.exec('commit'), 300)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', blocker, path], {
    cwd: join(import.meta.dirname, '..', 'database'),
  })
  const ended = new Promise(resolve => child.once('close', resolve))
  await new Promise(resolve => child.stdout.once('data', resolve))
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  expect(await writer.saveTransaction(inventedTransaction('waited'))).toEqual(done)
  clearInterval(timer)
  await ended
  return ticks
}

test('the station goes on while a write waits', async () => {
  expect(await ticksWhileWaiting(store.writer)).toBeGreaterThan(10)
})

test('in its own thread, the wait would stop everything: the check above can fail', async () => {
  await store.close()
  store = open(false)
  expect(await ticksWhileWaiting(store.writer)).toBeLessThan(3)
})

const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

test('the station goes on while the disk syncs slowly', { timeout: 60_000 }, ctx => {
  if (!canTrace) return ctx.skip('strace is not installed or not allowed: no slow disk')
  const program = join(folder, 'slow.mjs')
  writeFileSync(
    program,
    `
    const { openStore } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '..', 'open-store.ts')).href)})
    const store = openStore({ path: process.argv[2], key: new Uint8Array(32).fill(7), thread: true }).value
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    await store.writer.saveSetting('warm', 'yes')
    ticks = 0
    const started = performance.now()
    const saved = await store.writer.saveSetting('slow', 'yes')
    const took = performance.now() - started
    clearInterval(timer)
    const counted = ticks
    await store.close()
    process.stdout.write(JSON.stringify({ saved: saved.ok, took, ticks: counted }))`,
  )
  const slow = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync']
  const { stdout } = spawnSync(
    'strace',
    [...slow, '-e', 'inject=fsync,fdatasync:delay_exit=150000', process.execPath, program, join(folder, 'slow.db')],
    { encoding: 'utf8' },
  )
  const { saved, took, ticks } = JSON.parse(stdout)
  expect(saved).toBe(true)
  expect(took).toBeGreaterThan(150)
  expect(ticks).toBeGreaterThan(10)
})

/** A writer whose thread does, before the program of the real one, what `dies` says about a task. */
function dying(dies: string): ThreadWriter {
  const file = join(folder, `dying-${others.length}.mjs`)
  const program = (...parts: string[]) => JSON.stringify(pathToFileURL(join(import.meta.dirname, ...parts)).href)
  writeFileSync(
    file,
    `
    import { parentPort, workerData } from 'node:worker_threads'
    import { openEncrypted } from ${program('..', 'database', 'encrypted-database.ts')}
    const on = parentPort.on.bind(parentPort)
    parentPort.on = (event, listener) => on(event, task => {
      if (task.name === 'saveSetting' && task.args[0] === 'death') { ${dies} }
      listener(task)
    })
    await import(${program('writer-thread.ts')})`,
  )
  const writer = threadWriter({ path, key }, ['saveSetting', 'saveTransaction'], pathToFileURL(file))
  others.push(writer)
  return writer
}

test.each([
  ['exits', 'process.exit(3)'],
  ['throws', `throw new Error('Nguyễn Thị Thử Nghiệm')`],
  [
    'exits in the middle of a transaction',
    `const { value } = openEncrypted(workerData.path, workerData.key)
     value.exec("begin immediate; insert into settings values ('half', 'written')")
     process.exit(3)`,
  ],
])('a thread that %s fails what was under way; the next write starts another one', async (_, dies) => {
  const { writer } = dying(dies)
  expect(await writer.saveTransaction(inventedTransaction('before'))).toEqual(done)
  const [death, after] = await Promise.all([
    writer.saveSetting('death', 'now'),
    writer.saveTransaction(inventedTransaction('after')),
  ])
  expect(death).toMatchObject({ ok: false, error: { tag: 'StoreFailed', cause: 'the writer ended' } })
  expect(after).toMatchObject({ ok: false, error: { tag: 'StoreFailed' } })
  expect(await writer.saveTransaction(inventedTransaction('after'))).toEqual(done)
  expect(await writer.saveSetting('alive', 'again')).toEqual(done)
  expect(inFile('select id from transactions order by seq')).toEqual(['before', 'after'])
  expect(inFile('select name from settings')).toEqual(['alive'])
})

test('a thread that cannot open the file says why to every write', async () => {
  const wrong = threadWriter({ path, key: new Uint8Array(32).fill(8) }, ['saveSetting'])
  others.push(wrong)
  const save = () => wrong.writer.saveSetting('a', 'b')
  const results = [...(await Promise.all([save(), save()])), await save()]
  expect(results.map(result => !result.ok && result.error.tag)).toEqual(Array(3).fill('StoreKeyWrong'))
  expect(await store.writer.saveSetting('a', 'b')).toEqual(done)
})

test('what cannot be sent to a thread rejects, quotes nothing, and stops nothing', async () => {
  const secret = () => 'Nguyễn Thị Thử Nghiệm'
  await expect(store.writer.saveSetting('name', secret as never)).rejects.toThrow(/^what is written must be data$/)
  expect(await store.writer.saveSetting('name', 'value')).toEqual(done)
})

test('a bug rejects with its name and place, quotes nothing, and stops nothing', async () => {
  const spoilt = { ...inventedTransaction('t1'), at: 'Nguyễn Thị Thử Nghiệm' }
  await expect(store.writer.saveTransaction(spoilt)).rejects.toThrow(
    /^a write threw RangeError at day-in-vietnam\.ts:\d+:\d+$/,
  )
  expect(await store.writer.saveTransaction(inventedTransaction('t1'))).toEqual(done)
})
