import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEncrypted } from './database/encrypted-database.ts'
import { openStore } from './open-store.ts'

const kills = 30
const key = new Uint8Array(32).fill(7)

/** Saves without end and says so after each acknowledged write, and only then. */
const saving = `
  import { writeSync } from 'node:fs'
  import { inventedQuestion, inventedTransaction } from './invented-transaction.ts'
  import { openStore } from './open-store.ts'
  const [, path, round] = process.argv
  const store = openStore({ path, key: new Uint8Array(32).fill(7) })
  if (!store.ok) throw new Error(store.error.tag)
  const { writer } = store.value
  for (let n = 0; ; n++) {
    const id = round + '-' + n
    if ((await writer.saveTransaction(inventedTransaction(id), { questions: [inventedQuestion(id)] })).ok) writeSync(1, 'saved ' + id + '\\n')
    if (n % 3) continue
    const answer = { status: 'answered', requestId: 'ask-' + id, answeredAt: '2026-11-21T01:15:02.000Z' }
    if ((await writer.recordAnswer('ask-' + id, answer)).ok) writeSync(1, 'answered ' + id + '\\n')
  }`

/** Runs the saving process, kills it some milliseconds after its first write, and gives what it acknowledged. */
function killedAfter(milliseconds: number, path: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', saving, path, String(round)], {
    cwd: import.meta.dirname,
  })
  let out = ''
  let problem = ''
  child.stdout.on('data', data => {
    if (out === '') setTimeout(() => child.kill('SIGKILL'), milliseconds)
    out += data
  })
  child.stderr.on('data', data => {
    problem += data
  })
  return new Promise((resolve, reject) => {
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve(out.split('\n').slice(0, -1))
      else reject(new Error(problem))
    })
  })
}

test(`killed ${kills} times while saving: nothing acknowledged is lost, nothing is half saved`, {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-killed-'))
  const path = join(folder, 'store.db')
  const acknowledged: string[] = []
  for (let round = 0; round < kills; round++) {
    const lines = await killedAfter(Math.random() * 60, path, round)
    acknowledged.push(...lines)
    const start = performance.now()
    const store = openStore({ path, key })
    expect(store.ok, 'the lock of the killed process is gone').toBe(true)
    expect(performance.now() - start).toBeLessThan(2000)
    if (!store.ok) return
    for (const line of lines) {
      const [what, id = ''] = line.split(' ')
      const found = store.value.reader.transaction(id)
      expect(found?.id, line).toBe(id)
      if (what === 'answered') expect(found?.registry.status, line).toBe('answered')
    }
    store.value.close()
  }
  const database = openEncrypted(path, key)
  if (!database.ok) throw new Error(database.error.cause)
  const count = (sql: string) => database.value.prepare(sql).pluck().get()
  const saved = new Set(acknowledged.filter(line => line.startsWith('saved')))
  expect(saved.size).toBeGreaterThan(kills)
  expect(count('select count(*) from transactions')).toBeGreaterThanOrEqual(saved.size)
  expect(count('select count(*) from transactions where id not in (select transaction_id from outbox)')).toBe(0)
  expect(count('select count(*) from transactions where seq not in (select rowid from transaction_names)')).toBe(0)
  expect(
    count(`select count(*) from outbox where state = 'sent' and request_id not in (
    select request_id from checks)`),
  ).toBe(0)
  expect(database.value.pragma('integrity_check', { simple: true })).toBe('ok')
  database.value.close()
  rmSync(folder, { recursive: true })
})
