import type { LatencyName } from '../../fixtures/chip/latency.ts'
import { scanSources } from '../../native/scanner/scan-sources.ts'
import { cryptoSelfTest } from '../crypto/self-test.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import { placeOf } from './access.ts'
import { openCardSource } from './card-source.ts'
import { demoConfig, loadConfig } from './config.ts'
import { openDemoPad } from './demo.ts'
import { createDemoDesk, type DemoDesk } from './demo-desk.ts'
import { type DemoServices, startDemoServices } from './demo-services.ts'
import { deskContext } from './desk-context.ts'
import { openRecords } from './open-records.ts'
import { type StationPaths, stationPaths } from './paths.ts'
import { loadScannerChoice, saveScannerChoice } from './scanner-choice.ts'
import type { ScannersParts } from './scanners.ts'
import { createStation, type Station } from './station.ts'
import { stationAnchors } from './station-anchors.ts'
import { version } from './version.ts'

export interface StationChoice {
  readonly mode: 'demo' | 'live'
  readonly env?: NodeJS.ProcessEnv
  /** Of demo cards; default `contactless-424`, as on a real pad, so that the read can be watched. */
  readonly latency?: LatencyName
  /** What opens the key of the store where it is sealed. */
  readonly secrets?: KeySecrets
}

/** Opens everything a station needs, in the mode asked for, and starts it. Nothing stays open if any part fails. */
export async function openStation({
  mode,
  env = process.env,
  latency = 'contactless-424',
  secrets,
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
  const config = mode === 'demo' ? demoConfig(loaded.value) : loaded.value
  const anchors = await stationAnchors({ demo: mode === 'demo', env })
  if (!anchors.ok) return anchors
  const demoServices = mode === 'demo' ? await startDemoServices() : undefined
  const opened = await openRecords({ paths, config, anchors: anchors.value, demoServices, secrets })
  if (!opened.ok) {
    await demoServices?.stop()
    return opened
  }
  const { records, people, upkeep, clock, rescued } = opened.value
  const { desk } = config
  const device = await openDevice(mode, demoServices, latency)
  if (!device.ok) {
    await upkeep.stop()
    await records.close()
    return device
  }
  return ok(
    createStation({
      version,
      desk: { id: desk.id, name: desk.name },
      anchors: anchors.value,
      policy: mode === 'demo' ? 'demo' : config.policy,
      records,
      people,
      upkeep,
      ...(rescued && { rescued }),
      place: placeOf(desk),
      context: (access, now) => deskContext(desk, access, now),
      clearAfterMs: config.clearAfterSeconds * 1000,
      ...(mode === 'live' && { scanners: await scannersOf(paths) }),
      ...(mode === 'live' && { clock }),
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

async function openDevice(
  mode: StationChoice['mode'],
  services: DemoServices | undefined,
  latency: LatencyName,
): Promise<Result<{ source: Parameters<typeof createStation>[0]['source']; demo?: DemoDesk }, ChipDeskError>> {
  if (mode === 'demo' && services) {
    const pad = await openDemoPad(latency)
    return ok({ source: pad.source, demo: createDemoDesk(pad, services) })
  }
  const opened = await openCardSource({ virtual: false })
  return opened.ok ? ok({ source: opened.value.source }) : opened
}
