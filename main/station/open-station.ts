import type { LatencyName } from '../../fixtures/chip/latency.ts'
import { scanSources } from '../../native/scanner/scan-sources.ts'
import { startDoor } from '../api/door.ts'
import { cryptoSelfTest } from '../crypto/self-test.ts'
import type { DeskDefinition } from '../desks/definition.ts'
import { loadDefinitions } from '../desks/load-definitions.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { readPrintFonts } from '../print/fonts.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import type { Store } from '../store/store.ts'
import { openCardSource } from './card-source.ts'
import { demoConfig, loadConfig, type StationConfig } from './config.ts'
import { type DemoPad, openDemoPad } from './demo.ts'
import { createDemoDesk, type DemoDesk } from './demo-desk.ts'
import { type DemoServices, startDemoServices } from './demo-services.ts'
import { deskContext } from './desk-context.ts'
import type { DeskRules } from './desk-rules.ts'
import { openRecords } from './open-records.ts'
import { type StationPaths, stationPaths } from './paths.ts'
import { peopleGoingOn } from './people.ts'
import type { Reopen } from './reopening.ts'
import { loadScannerChoice, saveScannerChoice } from './scanner-choice.ts'
import type { ScannersParts } from './scanners.ts'
import type { HeldSession } from './session.ts'
import { openSetUp } from './set-up.ts'
import { createStation, type Station } from './station.ts'
import { stationAnchors, stationTrustStore } from './station-anchors.ts'
import type { StationParts } from './station-parts.ts'
import { version } from './version.ts'

export interface StationChoice {
  readonly mode: 'demo' | 'live'
  /** Definition of the desk that demo mode shows; a reception where absent. */
  readonly desk?: string | undefined
  /** Central services of demo mode in the hands of whoever started them; the station ends them. Its own where absent. */
  readonly services?: DemoServices
  /** Pad of demo mode, likewise. */
  readonly pad?: DemoPad
  readonly env?: NodeJS.ProcessEnv
  /** Of demo cards; default `contactless-424`, as on a real pad, so that the read can be watched. */
  readonly latency?: LatencyName
  /** What opens the key of the store where it is sealed. */
  readonly secrets?: KeySecrets
  /** Who was at the desk before it was opened anew in the same mode. */
  readonly goesOn?: HeldSession
  /** A demonstration that a real desk opened while it is being set up. */
  readonly trial?: boolean
  /** How the station has itself opened anew. */
  readonly reopen?: Reopen
}

/** Opens everything a station needs, in the mode asked for, and starts it. Nothing stays open if any part fails. */
export async function openStation({
  mode,
  desk: shownDesk,
  services,
  env = process.env,
  latency = 'contactless-424',
  secrets,
  pad,
  goesOn,
  trial = false,
  reopen,
}: StationChoice): Promise<Result<Station, ChipDeskError>> {
  const broken = cryptoSelfTest().filter(({ ok: works }) => !works)
  // The test also warms the curves up: the first citizen's PACE takes half the time.
  if (broken.length > 0) {
    return fail(
      chipDeskError('ConfigRuntime', { cause: `this runtime lacks ${broken.map(({ name }) => name).join(', ')}` }),
    )
  }
  const paths = stationPaths(mode === 'demo', env)
  const loaded = await loadConfig(paths.config)
  if (!loaded.ok) return loaded
  const config = mode === 'demo' ? demoConfig(loaded.value, shownDesk) : loaded.value
  const anchors = await stationAnchors({ demo: mode === 'demo', env })
  if (!anchors.ok) return anchors
  const demoServices =
    mode === 'demo' ? (services ?? (await startDemoServices(await shippedDesk(config.desk.definition)))) : undefined
  const opened = await openRecords({ paths, config, anchors: anchors.value, demoServices, secrets })
  if (!opened.ok) {
    await demoServices?.stop()
    return opened
  }
  const { records, store, rules, place, handsOver, people, upkeep, clock, rescued } = opened.value
  // A demo of a kind of desk is called what that kind is called.
  const desk = shownDesk === undefined ? config.desk : { ...config.desk, name: rules.definition.title.vi }
  const device = await openDevice(mode, demoServices, () => pad ?? openDemoPad(latency))
  if (!device.ok) {
    await upkeep.stop()
    await records.close()
    return device
  }
  const claimed = store.reader.operators().length > 0 || people.accountsLost === true
  const station = createStation({
    setUp: await openSetUp({ path: paths.setUp, mode, claimed, trial }),
    version,
    desk: { id: desk.id, name: desk.name },
    anchors: anchors.value,
    policy: mode === 'demo' ? 'demo' : config.policy,
    trust: {
      open: () => stationTrustStore({ demo: mode === 'demo', env }),
      changeable: mode === 'live',
      registryKeys: config.registry?.publicKeys ?? {},
    },
    records,
    people: goesOn ? await peopleGoingOn(people, goesOn) : people,
    upkeep,
    settings: { paths, config, demo: demoServices && { services: demoServices, desk: shownDesk } },
    ...(reopen && { reopen }),
    ...(rescued && { rescued }),
    place,
    store,
    rules,
    handsOver,
    lookAtStore: opened.value.lookAtStore,
    verifyAudit: opened.value.verifyAudit,
    context: serving => deskContext(desk, serving),
    printing: await printing(desk, rules, mode === 'demo'),
    clearAfterMs: config.clearAfterSeconds * 1000,
    ...(mode === 'live' && { scanners: await scannersOf(paths) }),
    ...(mode === 'live' && { clock }),
    ...device.value,
  })
  return ok(await withDoor(station, config, store))
}

/** Opens the door for the organisation's own system, where one is configured. Without it the desk works: customers are typed. */
async function withDoor(station: Station, { door, desk }: StationConfig, { reader }: Store): Promise<Station> {
  if (!door) return station
  const opened = await startDoor({
    port: door.port,
    token: reader.setting('secret.door.token') ?? '',
    onCustomer: customer => station.customer(customer),
    onStatus: () => ({ desk: desk.id, ready: station.takesCustomers() }),
  })
  if (!opened.ok) {
    process.stderr.write(`${JSON.stringify({ door: opened.error })}\n`)
    station.doorClosed(opened.error)
    return station
  }
  return { ...station, close: () => Promise.all([opened.value.close(), station.close()]).then(() => {}) }
}

async function scannersOf({ scanners }: StationPaths): Promise<ScannersParts> {
  return {
    choice: await loadScannerChoice(scanners),
    save: choice => saveScannerChoice(scanners, choice),
    open: ({ serial: { id, baudRate } }) => scanSources({ serial: { device: id, baudRate } }),
  }
}

async function openDevice(
  mode: StationChoice['mode'],
  services: DemoServices | undefined,
  padOf: () => DemoPad | Promise<DemoPad>,
): Promise<Result<{ source: Parameters<typeof createStation>[0]['source']; demo?: DemoDesk }, ChipDeskError>> {
  if (mode === 'demo' && services) {
    const pad = await padOf()
    return ok({ source: pad.source, demo: createDemoDesk(pad, services) })
  }
  const opened = await openCardSource({ virtual: false })
  return opened.ok ? ok({ source: opened.value.source }) : opened
}

/** What stands on every print-out of this desk. */
async function printing(
  { id, name, letterhead }: StationConfig['desk'],
  { definition, table }: DeskRules,
  demo: boolean,
): Promise<StationParts['printing']> {
  const { version: of, masked, withoutCard } = definition
  return {
    desk: { id, name, ...definedOnly(letterhead) },
    demo,
    masked: masked.paper,
    definition: { id: definition.id, version: of },
    names: {
      purposes: Object.fromEntries(table.purposes.map(({ code, name: called }) => [code, called])),
      legalBases: Object.fromEntries(table.legalBases.map(({ code, title }) => [code, title])),
      withoutCard: Object.fromEntries(withoutCard.map(({ reason, name: called }) => [reason, called])),
    },
    fonts: await readPrintFonts(),
  }
}

const definedOnly = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

/** A definition of the product itself: a demo has no other. */
async function shippedDesk(id: string): Promise<DeskDefinition | undefined> {
  const shipped = await loadDefinitions()
  return shipped.ok ? shipped.value.find(definition => definition.id === id) : undefined
}
