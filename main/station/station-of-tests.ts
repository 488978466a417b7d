import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import { type Persona, personas } from '../../fixtures/country/persona.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import { createRegistryClient } from '../online/registry-client.ts'
import type { Counter, StationState } from '../protocol/station-state.ts'
import type { CardSource } from '../reading/card-transport.ts'
import type { ResumePolicy } from '../reading/read-options.ts'
import { openStore } from '../store/open-store.ts'
import type { ClockWatch } from '../verification/clock.ts'
import { placeOf } from './access.ts'
import { askedRegister } from './asked-register-of-tests.ts'
import { defaultConfig, type StationConfig } from './config.ts'
import { deskContext } from './desk-context.ts'
import { evidenceOf } from './open-records.ts'
import { peopleOfTests } from './people-of-tests.ts'
import { createRecords, type RecordsParts } from './records.ts'
import { startReferenceRegistry } from './reference-registry.ts'
import { printingOfTests, rulesOfTests } from './rules-of-tests.ts'
import { createStation, type Station } from './station.ts'
import { stationAnchors } from './station-anchors.ts'

export interface Options {
  desk?: Partial<StationConfig['desk']>
  scenario?: RegistryScenario
  latencyMs?: number
  clearAfterMs?: number
  store?: (store: RecordsParts['store']) => RecordsParts['store']
  resume?: ResumePolicy
  clock?: ClockWatch
}

/**
 * A station on the in-process chip, with a real store and a real registry.
 * @param ends what to do when the test is over, last first
 */
export async function stationOfTests(
  ends: (() => unknown)[],
  {
    scenario = 'normal',
    latencyMs = 0,
    clearAfterMs = 60_000,
    store: changed = store => store,
    resume,
    clock,
    desk: ofDesk = {},
  }: Options = {},
) {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-station-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const registry = await startReferenceRegistry({ scenario })
  ends.push(() => registry.stop())
  const store = openStore({ path: join(home, 'store.db'), key: new Uint8Array(32).fill(7) })
  const anchors = await stationAnchors({ demo: true, env: { CHIPDESK_HOME: home } })
  if (!store.ok || !anchors.ok) throw new Error('no store or no anchors')
  const people = await peopleOfTests(store.value)
  const pads = [inProcessReader('Pad A', () => latencyMs), inProcessReader('Pad B')] as const
  const desk = { ...defaultConfig().desk, ...ofDesk }
  const rules = await rulesOfTests(ofDesk)
  const ofPlace = placeOf(desk, rules.definition.visits[0])
  const station = createStation({
    version: '0',
    desk: { id: desk.id, name: desk.name },
    source: sideBySide(pads.map(({ source }) => source)),
    anchors: anchors.value,
    policy: 'demo',
    clearAfterMs,
    ...(resume && { resume }),
    ...(clock && { clock }),
    people,
    place: ofPlace,
    rules,
    store: changed(store.value),
    printing: printingOfTests,
    handsOver: false,
    context: serving => deskContext(desk, serving),
    records: createRecords({
      ...askedRegister(
        changed(store.value),
        createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 2000 }),
        1000,
        rules.table,
      ),
      store: changed(store.value),
      evidence: evidenceOf(rules.table),
      context: serving => deskContext(desk, serving),
      demo: true,
      place: ofPlace,
    }),
  })
  ends.push(() => station.close())
  const place = (options: IssueOptions = {}, persona: Persona = personas[0] as Persona, pad = pads[0]) =>
    pad.place(createChip(issueCard(persona, options).image))
  return {
    station,
    registry,
    store: store.value,
    anchors: anchors.value,
    pads,
    place,
    say: (text: string) => station.call('counter.input', { text }),
  }
}

/** Readers of several sources as one, as a service with two readers shows them. */
function sideBySide(sources: CardSource[]): CardSource {
  return {
    watch(listener) {
      const lists = sources.map((): Parameters<typeof listener>[0] => [])
      const stops = sources.map((source, i) =>
        source.watch(readers => {
          lists[i] = readers
          listener(lists.flat())
        }),
      )
      return () => {
        for (const stop of stops) stop()
      }
    },
    connect: async name => (sources[name === 'Pad B' ? 1 : 0] as CardSource).connect(name),
    close: async () => {},
  }
}

/** The first state that fits, within 10 s. */
export function until(station: Station, fits: (state: StationState) => boolean): Promise<StationState> {
  return new Promise((resolve, reject) => {
    let stop = () => {}
    let last: StationState | undefined
    const timer = setTimeout(() => reject(new Error(`stayed at ${JSON.stringify(last?.counter)}`)), 10_000)
    stop = station.subscribe(state => {
      last = state
      if (!fits(state)) return
      clearTimeout(timer)
      queueMicrotask(() => stop())
      resolve(state)
    })
  })
}

export async function result(station: Station) {
  const { counter } = await until(station, state => isResult(state.counter))
  if (counter.step !== 'result') throw new Error('no result')
  return counter
}

const isResult = (counter: Counter) => counter.step === 'result'
