import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { proofSize } from '../../fixtures/proof/proof-size.ts'
import { openStore } from './open-store.ts'
import { proofKey } from './proof/store-check.ts'

let folder: string
let path: string
const started: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-two-'))
  path = join(folder, 'store.db')
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function holding(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./proof/holding-store.ts', import.meta.url)), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('one process has the store, another is refused by name, and takes it over when the first is killed', async () => {
  const rounds = proofSize({ ci: 3, full: 100 })
  const seconds = stopwatch()
  let slowest = 0
  for (let round = 0; round < rounds; round++) {
    const first = await holding()
    expect(first.said).toBe('open')
    expect((await holding()).said).toBe('StoreLocked')
    expect(openStore({ path, key: proofKey })).toMatchObject({ ok: false, error: { tag: 'StoreLocked' } })
    await kill(first.child)
    const since = stopwatch()
    const store = openStore({ path, key: proofKey })
    slowest = Math.max(slowest, since())
    expect(store.ok).toBe(true)
    if (store.ok) await store.value.close()
  }
  expect(slowest).toBeLessThan(2)
  const counts = { refused: 2 * rounds, 'taken over': rounds, 'slowest take-over, ms': Math.round(slowest * 1000) }
  proofResult({ goal: 'R7', name: 'two processes, one store', seconds: seconds(), counts })
})
