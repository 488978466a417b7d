import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { proofSize } from '../../fixtures/proof/proof-size.ts'
import { slowness } from '../../fixtures/proof/slowness.ts'
import { openEncrypted } from '../store/database/encrypted-database.ts'
import { migrate } from '../store/database/migrations.ts'
import { auditReading } from '../store/reader/audit.ts'
import { auditAppender } from '../store/writer/audit.ts'
import { inventedChain, inventedEntry } from './invented-entries.ts'
import { verifyAudit } from './verify-audit.ts'

// Goal S11: a million entries in five seconds. A CI run verifies a part of them in that part of the time, on whatever machine it is given.
const length = proofSize({ ci: 30_000, full: 1_000_000 })
const limitMs = (length / 200) * proofSize({ ci: slowness(), full: 1 })
const detail = { query: 'Nguyễn Thị Thử Nghiệm' }

function* entries(from: number, to: number) {
  for (let n = from; n < to; n++) yield inventedEntry(n, n % 10 === 0 ? { detail } : {})
}

/** On a machine that others use as well, the time of the processor is the one that counts. */
const timed = <T>(what: string, work: () => T): { result: T; ms: number } => {
  const [start, used] = [performance.now(), process.cpuUsage()]
  const result = work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  const processor = (user + system) / 1000
  console.log(`${what}: ${length} entries in ${Math.round(wall)} ms, ${Math.round(processor)} ms of processor`)
  return { result, ms: Math.min(wall, processor) }
}

test('a chain in memory', { timeout: 120_000 }, () => {
  const chain = inventedChain([...entries(0, length)])
  const { result, ms } = timed('verified', () => verifyAudit({ ...chain, sealKey: chain.end.sealKey }))
  expect(result).toMatchObject({ whole: true, entries: length })
  expect(ms).toBeLessThan(limitMs)
  const sealed = timed('verified with every seal', () =>
    verifyAudit({ ...chain, sealKey: chain.end.sealKey, givenKey: chain.firstKey }),
  )
  expect(sealed.result).toMatchObject({ whole: true, entries: length })
})

test('a chain read from the encrypted store', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-audit-speed-'))
  try {
    const opened = openEncrypted(join(folder, 'store.db'), new Uint8Array(32).fill(7))
    if (!opened.ok) throw new Error(opened.error.cause)
    const database = opened.value
    migrate(database)
    const append = auditAppender(database)
    const all = database.transaction((from: number) => append([...entries(from, from + 10_000)]))
    timed('appended', () => {
      for (let from = 0; from < length; from += 10_000) all.immediate(from)
    })
    const log = auditReading(database).auditLog()
    if (!log) throw new Error('no log')
    const { result, ms } = timed('read and verified', () => verifyAudit({ ...log, entries: log.entries() }))
    expect(result).toMatchObject({ whole: true, entries: length })
    database.close()
    expect(ms).toBeLessThan(2 * limitMs)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
