import type { LatencyName } from '../../fixtures/chip/latency.ts'
import { scanSources } from '../../native/scanner/scan-sources.ts'
import { cryptoSelfTest } from '../crypto/self-test.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { createRegistryClient } from '../online/registry-client.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { trustedFloor, watchClock } from '../verification/clock.ts'
import { accessOf, purposeOf } from './access.ts'
import { askedRegister } from './asked-register.ts'
import { openCardSource } from './card-source.ts'
import { loadConfig, type StationConfig } from './config.ts'
import { openDemoPad } from './demo.ts'
import { createDemoDesk, type DemoDesk } from './demo-desk.ts'
import { demoOperator, ensureDemoPeople } from './demo-people.ts'
import { deskContext } from './desk-context.ts'
import { type StationPaths, stationPaths } from './paths.ts'
import { type People, peopleOf } from './people.ts'
import { createRecords, type Records } from './records.ts'
import { startReferenceRegistry } from './reference-registry.ts'
import { loadScannerChoice, saveScannerChoice } from './scanner-choice.ts'
import type { ScannersParts } from './scanners.ts'
import { createStation, type Station } from './station.ts'
import { stationAnchors } from './station-anchors.ts'
import { builtAfter, version } from './version.ts'

export interface StationChoice {
  readonly mode: 'demo' | 'live'
  readonly env?: NodeJS.ProcessEnv
  /** Of demo cards; default `contactless-424`, as on a real pad, so that the read can be watched. */
  readonly latency?: LatencyName
}

/** Opens everything a station needs, in the mode asked for, and starts it. Nothing stays open if any part fails. */
export async function openStation({
  mode,
  env = process.env,
  latency = 'contactless-424',
}: StationChoice): Promise<Result<Station, ChipDeskError>> {
  const broken = cryptoSelfTest().filter(({ ok: works }) => !works)
  // The test also warms the curves up: the first citizen's PACE takes half the time.
  if (broken.length > 0) {
    return fail(
      chipDeskError('ConfigRuntime', { cause: `this runtime lacks ${broken.map(({ name }) => name).join(', ')}` }),
    )
  }
  const paths = stationPaths(mode === 'demo', env)
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const anchors = await stationAnchors({ demo: mode === 'demo', env })
  if (!anchors.ok) return anchors
  const registry = mode === 'demo' ? await demoRegistry(config.value) : { ...config.value.registry, demo: undefined }
  const opened = await openRecords(paths, config.value, registry, mode === 'demo')
  if (!opened.ok) {
    await registry.demo?.stop()
    return opened
  }
  const { records, people } = opened.value
  const { desk } = config.value
  const device = await openDevice(mode, registry.demo, latency)
  if (!device.ok) {
    await records.close()
    return device
  }
  return ok(
    createStation({
      version,
      desk: { id: desk.id, name: desk.name },
      anchors: anchors.value,
      policy: mode === 'demo' ? 'demo' : config.value.policy,
      records,
      people,
      access: operator => accessOf(desk, operator),
      clearAfterMs: config.value.clearAfterSeconds * 1000,
      ...(mode === 'live' && { scanners: await scannersOf(paths) }),
      ...(mode === 'live' && { clock: watchClock(trustedFloor(builtAfter)) }),
      ...device.value,
    }),
  )
}

async function scannersOf({ scanners }: StationPaths): Promise<ScannersParts> {
  return {
    choice: await loadScannerChoice(scanners),
    save: choice => saveScannerChoice(scanners, choice),
    open: ({ serial: { id, baudRate } }) => scanSources({ serial: { device: id, baudRate } }),
  }
}

type DemoRegistry = Awaited<ReturnType<typeof startReferenceRegistry>>

interface RegistryAccess {
  readonly url?: string | undefined
  readonly publicKeys?: Readonly<Record<string, string>> | undefined
  readonly limitMs?: number | undefined
  readonly demo: DemoRegistry | undefined
}

async function demoRegistry({ registry }: StationConfig): Promise<RegistryAccess> {
  const demo = await startReferenceRegistry()
  return { url: demo.url, publicKeys: demo.publicKeys, limitMs: registry?.limitMs, demo }
}

async function openRecords(
  paths: StationPaths,
  config: StationConfig,
  registry: RegistryAccess,
  demo: boolean,
): Promise<Result<{ records: Records; people: People }, ChipDeskError>> {
  const key = await loadOrCreateKey(paths.key)
  if (!key.ok) return key
  const store = openStore({ path: paths.store, key: key.value, thread: true })
  if (!store.ok) return store
  const { url, publicKeys = {}, limitMs = 3000 } = registry
  const client = url ? createRegistryClient({ baseUrl: url, timeoutMs: 10_000, publicKeys }) : undefined
  const { desk } = config
  const place = { desk: desk.id, purpose: purposeOf(desk) }
  const people = peopleOf(
    store.value,
    place,
    demo ? { startsAs: demoOperator } : { idleMs: config.lockAfterSeconds * 1000 },
  )
  const accounts = demo ? await ensureDemoPeople(store.value, people.entry) : ok(undefined)
  if (!accounts.ok) {
    await store.value.close()
    return accounts
  }
  return ok({
    people,
    records: createRecords({
      store: store.value,
      context: (access, now) => deskContext(desk, access, now),
      demo,
      limitMs,
      ...askedRegister(store.value, client),
    }),
  })
}

async function openDevice(
  mode: StationChoice['mode'],
  registry: DemoRegistry | undefined,
  latency: LatencyName,
): Promise<Result<{ source: Parameters<typeof createStation>[0]['source']; demo?: DemoDesk }, ChipDeskError>> {
  if (mode === 'demo' && registry) {
    const pad = await openDemoPad(latency)
    return ok({ source: pad.source, demo: createDemoDesk(pad, registry) })
  }
  const opened = await openCardSource({ virtual: false })
  return opened.ok ? ok({ source: opened.value.source }) : opened
}
