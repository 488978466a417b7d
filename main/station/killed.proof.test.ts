import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { checkStore, glanceAtStore, proofKey } from '../store/proof/store-check.ts'
import { bundledStation } from './proof/bundled-station.ts'
import { drawKill, killedStation, sendRest } from './proof/killed-station.ts'

const kills = proofSize({ ci: 60, full: 10_000 })
/** A store of a few weeks; then a new one, so that the thousandth kill is as quick as the first. */
const killsOfAStore = 50
const seed = proofSeed('kills')

interface Totals {
  kills: number
  saved: number
  answered: number
  numbered: number
  asked: number
}

const count = (database: Database.Database, sql: string) => Number(database.prepare(sql).pluck().get())

/** What a store must show of what was acknowledged, and what it must never show. */
function missing(database: Database.Database, lines: readonly string[]): string[] {
  const ids = (sql: string) => new Set(database.prepare<[], string>(sql).pluck().all())
  const known = {
    saved: ids('select id from transactions'),
    answered: ids(`select transaction_id from checks where status = 'answered'`),
    numbered: ids(`select transaction_id || ' ' || json_extract(body, '$.number') from acts`),
  }
  const lost = lines.filter(line => {
    const [, what = '', of = ''] = /^(\S+) (.*)$/.exec(line) ?? []
    return (what === 'saved' || what === 'answered' || what === 'numbered') && !known[what].has(of)
  })
  const halves = [
    ['without its question', 'select count(*) from transactions where id not in (select transaction_id from outbox)'],
    [
      'without its audit entry',
      `select count(*) from transactions where id not in (
        select json_extract(facts, '$.transaction') from audit where action = 'card.read')`,
    ],
    [
      'with two audit entries',
      `select count(*) from (select 1 from audit where action = 'card.read'
        group by json_extract(facts, '$.transaction') having count(*) > 1)`,
    ],
    ['numbers left out', 'select coalesce(max(number), 0) - count(number) from acts'],
    [
      'papers without their audit entry',
      `select count(*) from acts where not exists (select 1 from audit where action = 'transaction.print'
        and json_extract(facts, '$.transaction') = transaction_id and json_extract(facts, '$.number') = json_extract(acts.body, '$.number'))`,
    ],
    [
      'answered twice',
      `select count(*) from (select 1 from checks where status = 'answered' group by request_id having count(*) > 1)`,
    ],
  ].map(([what, sql = '']) => `${count(database, sql)} ${what}`)
  return [...lost.map(line => `lost: ${line}`), ...halves.filter(half => !half.startsWith('0 '))]
}

/** Kills the stations of one store one after another, then lets the last one send what is left. */
async function killsOf(store: number, howMany: number, program: string, totals: Totals): Promise<void> {
  const lot = lots(seed + store)
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-killed-'))
  const registry = await startRegistry({ people: [], limits: 'none' })
  const { url, publicKeys } = registry
  const path = join(folder, 'store.db')
  const told = { store: path, key: Buffer.from(proofKey).toString('hex'), registry: { url, publicKeys } }
  const acknowledged: string[] = []
  try {
    for (let round = 0; round < howMany; round++) {
      const kill = drawKill(lot)
      const lines = await killedStation(program, told, kill)
      acknowledged.push(...lines)
      const look = (database: Database.Database) => missing(database, lines)
      const isThorough = round % 10 === 9 || round === howMany - 1
      const problems = isThorough ? await checkStore(path, proofKey, look) : glanceAtStore(path, proofKey, look)
      expect(problems, `store ${store}, kill ${round}: ${JSON.stringify(kill)}`).toEqual([])
      totals.kills++
    }
    await sendRest(program, told)
    expect(await checkStore(path, proofKey, database => missing(database, acknowledged))).toEqual([])
    glanceAtStore(path, proofKey, database => {
      const asked = registry.audit().filter(row => row.path === '/v1/card-verifications')
      const kept = database.prepare<[], string>(`select request_id from outbox where state = 'sent' order by 1`).pluck()
      // The register did the work of each question once, and of none that the store does not know.
      expect(asked.map(({ requestId }) => requestId).sort()).toEqual(kept.all())
      expect(count(database, `select count(*) from outbox where state = 'pending'`)).toBe(0)
      totals.asked += asked.length
      return []
    })
    for (const line of acknowledged) {
      if (line.startsWith('saved ')) totals.saved++
      if (line.startsWith('answered ')) totals.answered++
      if (line.startsWith('numbered ')) totals.numbered++
    }
  } finally {
    await registry.stop()
    rmSync(folder, { recursive: true })
  }
}

describe('the core of a station', { timeout: 60 * 60_000 }, () => {
  test(`killed ${kills} times while it saves and asks: nothing acknowledged is lost, nothing happens twice`, async () => {
    const seconds = stopwatch()
    const program = await bundledStation()
    const totals: Totals = { kills: 0, saved: 0, answered: 0, numbered: 0, asked: 0 }
    const stores = Array.from({ length: Math.ceil(kills / killsOfAStore) }, (_, store) => store)
    const lane = async () => {
      for (let store = stores.shift(); store !== undefined; store = stores.shift())
        await killsOf(store, Math.min(killsOfAStore, kills - store * killsOfAStore), program, totals)
    }
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, lane))
    proofResult({
      goal: 'R1',
      name: 'core killed',
      seed,
      seconds: seconds(),
      counts: {
        kills: totals.kills,
        'transactions acknowledged': totals.saved,
        'answers acknowledged': totals.answered,
        'papers acknowledged with their numbers': totals.numbered,
        'questions at the register, each once': totals.asked,
        'lost or doubled': 0,
      },
    })
    expect(totals.kills).toBe(kills)
    expect(totals.saved).toBeGreaterThan(kills)
    expect(totals.numbered).toBeGreaterThan(kills / 10)
    expect(totals.asked, 'every question was asked in the end').toBeGreaterThanOrEqual(totals.saved)
  })
})
