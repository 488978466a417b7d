/**
 * One station process, thousands of citizens: `node --expose-gc bench/soak.ts [--reads N]`. Each is a whole read of a chip in this process by a counter with
 * an encrypted store and a register in another process. Goal R10: after the first twentieth memory grows by less than 5 %, no file stays open, and the
 * slowest reads of the last twentieth take at most 1.1 times those of the first.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createChip } from '../fixtures/chip/chip.ts'
import { inProcessReader } from '../fixtures/chip/in-process.ts'
import { issueCard } from '../fixtures/country/card.ts'
import { population } from '../fixtures/country/population.ts'
import { createRegistryClient } from '../main/online/registry-client.ts'
import type { StationState } from '../main/protocol/station-state.ts'
import { placeOf } from '../main/station/access.ts'
import { askedRegister } from '../main/station/asked-register-of-tests.ts'
import { defaultConfig } from '../main/station/config.ts'
import { deskContext } from '../main/station/desk-context.ts'
import { peopleOfTests } from '../main/station/people-of-tests.ts'
import { createRecords } from '../main/station/records.ts'
import { startReferenceRegistry } from '../main/station/reference-registry.ts'
import { printingOfTests, rulesOfTests } from '../main/station/rules-of-tests.ts'
import { createStation } from '../main/station/station.ts'
import { stationAnchors } from '../main/station/station-anchors.ts'
import { openStore } from '../main/store/open-store.ts'
import { machine, quantile } from './statistics.ts'

interface Register {
  readonly url: string
  readonly publicKeys: Readonly<Record<string, string>>
}

/** The register keeps every question it was asked: in this process that would count as growth of the station. */
async function beRegister(): Promise<void> {
  const { url, publicKeys } = await startReferenceRegistry({ limits: 'none' })
  process.send?.({ url, publicKeys } satisfies Register)
}

function startRegister(): Promise<{ register: Register; stop(): void }> {
  const child = fork(import.meta.filename, ['--register'], { execArgv: [] })
  return new Promise(resolve =>
    child.once('message', register => resolve({ register: register as Register, stop: () => child.kill() })),
  )
}

const openFiles = () => readdirSync('/proc/self/fd').length
function memory(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

async function soak(reads: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-soak-'))
  const { register, stop } = await startRegister()
  const store = openStore({ path: join(home, 'store.db'), key: new Uint8Array(32).fill(7), thread: true })
  const anchors = await stationAnchors({ demo: true, env: { CHIPDESK_HOME: home } })
  if (!store.ok || !anchors.ok) throw new Error('no store or no anchors')
  const people = await peopleOfTests(store.value)
  const pad = inProcessReader('Pad', () => 0)
  const { desk } = defaultConfig()
  const client = createRegistryClient({ baseUrl: register.url, publicKeys: register.publicKeys, timeoutMs: 5000 })
  const station = createStation({
    version: '0',
    desk: { id: desk.id, name: desk.name },
    source: pad.source,
    anchors: anchors.value,
    policy: 'demo',
    clearAfterMs: 60_000,
    people,
    rules: await rulesOfTests(),
    store: store.value,
    printing: printingOfTests,
    handsOver: false,
    place: placeOf(desk),
    context: serving => deskContext(desk, serving),
    records: createRecords({
      ...askedRegister(store.value, client, 2000),
      store: store.value,
      context: serving => deskContext(desk, serving),
      demo: true,
      place: placeOf(desk),
    }),
  })
  const cards = population()
    .slice(0, 12)
    .map(person => issueCard(person, { profile: person.generation }))
  const settled = (wanted: (state: StationState) => boolean) =>
    new Promise<void>(resolve => {
      let done = false
      let stopListening = () => {}
      stopListening = station.subscribe(state => {
        if (done || !wanted(state)) return
        done = true
        queueMicrotask(() => stopListening())
        resolve()
      })
    })

  const times: number[] = []
  const share = Math.max(10, Math.round(reads / 20))
  let atFirst = { memory: 0, files: 0 }
  let notGreen = 0
  for (let n = 0; n < reads; n++) {
    const card = cards[n % cards.length]
    if (!card) throw new Error('no cards')
    const start = performance.now()
    pad.place(createChip(card.image))
    const shown = settled(
      ({ counter }) => counter.step === 'result' && counter.transaction.registry.status !== 'pending' && counter.card,
    )
    await station.call('counter.input', { text: card.qrText })
    await shown
    times.push(performance.now() - start)
    const gone = settled(({ counter }) => {
      if (counter.step === 'result' && counter.transaction.registry.status !== 'answered') notGreen++
      return counter.step === 'result' && !counter.card
    })
    pad.remove()
    await gone
    await station.call('counter.clear', {})
    if (n + 1 === share) atFirst = { memory: memory(), files: openFiles() }
  }
  const atLast = { memory: memory(), files: openFiles() }
  const [first, last] = [times.slice(0, share), times.slice(-share)].map(part => quantile(part, 0.99)) as [
    number,
    number,
  ]
  let kept = 0
  for (const _ of store.value.reader.transactionsOf({})) kept++
  const pending = store.value.reader.pendingCount()
  await station.close()
  stop()
  rmSync(home, { recursive: true, force: true })
  console.log(
    JSON.stringify({
      machine: machine(),
      reads,
      kept,
      pending,
      notGreen,
      memory: { first: atFirst.memory, last: atLast.memory, growth: atLast.memory / atFirst.memory - 1 },
      files: { first: atFirst.files, last: atLast.files },
      p99: { first, last, ratio: last / first },
      median: quantile(times, 0.5),
    }),
  )
}

const { values } = parseArgs({ options: { register: { type: 'boolean' }, reads: { type: 'string', default: '2000' } } })
await (values.register ? beRegister() : soak(Number(values.reads)))
