import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import { connectStation } from '../shell/station-wire.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { checkStore } from '../store/proof/store-check.ts'
import { stationPaths } from './paths.ts'
import { type StationProcess, startStationProcess } from './proof/station-process.ts'

const seed = proofSeed('kills of the whole station')
let home: string
const stations: StationProcess[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-process-'))
})
afterEach(async () => {
  for (const { child, ended } of stations.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(home, { recursive: true, force: true })
})

function start(): StationProcess {
  const station = startStationProcess(home, connectStation)
  stations.push(station)
  return station
}

async function kill({ child, ended }: StationProcess): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

const paths = () => stationPaths(true, { CHIPDESK_HOME: home })
async function keyOfStore(): Promise<Uint8Array> {
  const key = await loadOrCreateKey({ path: paths().key, store: paths().store })
  if (!key.ok) throw new Error(key.error.tag)
  return key.value
}

/** Serves an invented citizen. @returns the id of what the station says it saved */
async function serve({ port, until }: StationProcess, persona: string): Promise<string> {
  await until(({ readers }) => readers.length > 0)
  const { text } = await port.call('demo.qr', { persona })
  await port.call('demo.place', { persona })
  await port.call('counter.input', { text })
  const { counter } = await until(state => state.counter.step === 'result')
  if (counter.step !== 'result' || counter.storeError) throw new Error('not saved')
  return counter.transaction.id
}

describe('the whole station', { timeout: 60 * 60_000 }, () => {
  test('killed after a read, and while it starts: what the screen showed as saved is in the store', async () => {
    const kills = proofSize({ ci: 2, full: 300 })
    const lot = lots(seed)
    const seconds = stopwatch()
    const saved: string[] = []
    let slowest = 0
    for (let round = 0; round < kills; round++) {
      const station = start()
      const id = await serve(station, round % 2 === 0 ? 'mai' : 'khoi')
      saved.push(id)
      await wait(lot() * 200)
      await kill(station)
      const since = stopwatch()
      const opened = openStore({ path: paths().store, key: await keyOfStore() })
      slowest = Math.max(slowest, since())
      expect(opened.ok, 'the lock went with the process').toBe(true)
      if (opened.ok) await opened.value.close()
      const starting = start()
      await wait(lot() * 3000)
      await kill(starting)
      const problems = await checkStore(paths().store, await keyOfStore(), database => {
        const ids = new Set(database.prepare('select id from transactions').pluck().all())
        const asked = new Set(database.prepare('select transaction_id from outbox').pluck().all())
        return saved.filter(known => !ids.has(known) || !asked.has(known)).map(known => `lost: ${known}`)
      })
      expect(problems, `kill ${round}`).toEqual([])
    }
    expect(slowest).toBeLessThan(2)
    const counts = { kills: 2 * kills, 'reads shown as saved': saved.length, lost: 0 }
    proofResult({ goal: 'R1', name: 'whole station killed', seed, seconds: seconds(), counts })
  })

  test('a second one says that there is one already, and the first goes on', async () => {
    const first = start()
    await first.until(({ session }) => session?.state === 'signed-in')
    const second = start()
    const { readerError } = await second.until(state => state.readerError !== undefined)
    expect(readerError?.tag).toBe('StoreLocked')
    second.child.disconnect()
    expect(await second.ended).toBe(3)
    expect(await serve(first, 'mai')).toMatch(/^[0-9a-f-]{36}$/)
    expect(first.problems()).toBe('')
  })
})
