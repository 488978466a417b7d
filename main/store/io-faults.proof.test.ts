import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultyEnvironment, ioFaults } from '../../fixtures/faulty-disk/io-faults.ts'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import type { FaultOutcome } from './proof/faulty-saving.ts'
import { savedIn, storeIn } from './proof/saving.ts'
import { checkStore, proofKey } from './proof/store-check.ts'

const run = promisify(execFile)
const faults = ioFaults()
const cannot = 'cannot' in faults ? faults.cannot : undefined

describe.skipIf(cannot !== undefined)(`writes and syncs that fail${cannot ? ` [skipped: ${cannot}]` : ''}`, () => {
  let folder: string
  let outcomes: readonly FaultOutcome[]
  let acknowledged: readonly string[]
  const of = (kind: FaultOutcome['kind'], work: FaultOutcome['work'] = 'save') =>
    outcomes.filter(outcome => outcome.kind === kind && outcome.work === work)
  const results = (found: readonly FaultOutcome[]) => [...new Set(found.map(({ result }) => result))].sort()

  beforeAll(async () => {
    const seconds = stopwatch()
    folder = mkdtempSync(join(tmpdir(), 'chipdesk-faults-'))
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const control = join(folder, 'control')
    const env = faultyEnvironment('library' in faults ? faults.library : '', disk, control)
    const program = join(import.meta.dirname, 'proof', 'faulty-saving.ts')
    const { stdout } = await run(process.execPath, [program, disk, control], { env, maxBuffer: 2 ** 26 })
    ;({ outcomes, acknowledged } = JSON.parse(stdout))
    const refused = outcomes.filter(({ result }) => result !== 'ok').length
    const counts = { faults: outcomes.length, refused, acknowledged: acknowledged.length }
    proofResult({ goal: 'R4', name: 'I/O faults', seconds: seconds(), counts })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('every write of a save failed, with each error, and each save was refused by a name', () => {
    for (const error of ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT'] as const) {
      const found = of('write').filter(outcome => outcome.error === error)
      expect(found.length, error).toBeGreaterThan(20)
      // SQLite tells only a full disk apart.
      const name = error === 'ENOSPC' ? 'StoreFull SQLITE_FULL' : 'StoreReadOnly SQLITE_IOERR_WRITE'
      // What fails after the commit, while the log is worked into the file, costs nobody anything.
      const refused = found.filter(({ result }) => result !== 'ok')
      expect(results(refused), error).toEqual([name])
      expect(refused.length, error).toBeGreaterThan(found.length * 0.8)
    }
    expect(results(of('short write, then a failed one'))).toContain('StoreFull SQLITE_FULL')
  })

  test('what was not synced is never acknowledged', () => {
    expect(of('sync').length).toBeGreaterThan(3)
    expect(results(of('sync'))).toEqual(['StoreReadOnly SQLITE_IOERR_FSYNC'])
  })

  test('a write that is only cut short is written on, and saves', () => {
    expect(of('short write').length).toBeGreaterThan(10)
    expect(results(of('short write'))).toEqual(['ok'])
  })

  test('a paper that cannot be written down gets no number, and says so', () => {
    expect(of('write', 'print').length).toBeGreaterThan(5)
    expect(results(of('write', 'print').filter(({ result }) => result !== 'ok'))).toEqual(['StoreFull SQLITE_FULL'])
    expect(results(of('sync', 'print'))).toEqual(['StoreReadOnly SQLITE_IOERR_FSYNC'])
    expect(acknowledged.filter(line => line.startsWith('numbered ')).length).toBeGreaterThan(0)
  })

  test('a station that cannot write opens by a name or not at all, and closes in any case', () => {
    for (const kind of ['write', 'sync'] as const) {
      expect(of(kind, 'open').length, kind).toBeGreaterThan(0)
      for (const { result } of of(kind, 'open')) expect(result).toMatch(/^ok$|^Store(Full|ReadOnly) \w+$/)
      expect(of(kind, 'close').length, kind).toBeGreaterThan(0)
      expect(results(of(kind, 'close'))).toEqual(['ok'])
    }
  })

  test('the next save works once the fault is lifted', () => {
    expect([...new Set(outcomes.map(({ next }) => next))]).toEqual(['ok'])
  })

  test('nothing acknowledged is lost, nothing is half saved', async () => {
    const facts = new Set<string>()
    expect(await checkStore(storeIn(join(folder, 'disk')), proofKey, database => savedIn(database, facts))).toEqual([])
    expect(acknowledged.filter(line => !facts.has(line))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(outcomes.length)
  })
})
