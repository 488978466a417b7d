import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { cryptoSelfTest } from '../crypto/self-test.ts'
import { errorText } from '../protocol/error-texts.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { openCardSource } from '../station/card-source.ts'
import { loadConfig } from '../station/config.ts'
import { currentReaders } from '../station/connect-to-card.ts'
import { stationPaths } from '../station/paths.ts'
import { stationAnchors } from '../station/station-anchors.ts'
import { builtAfter, version } from '../station/version.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { readArguments } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { printJson } from './terminal.ts'

interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
  readonly cure?: string
}

/** `chipdesk doctor`: what this computer can do for the counter, each line with its cure. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
  const findings = [
    runtime(),
    crypto(),
    ...(await devices()),
    await virtualReader(),
    await scanners(),
    await configuration(),
    await anchors(),
    await store(),
    clock(),
  ]
  if (values.json) printJson({ version, findings })
  else
    for (const { what, ok, detail, cure } of findings) {
      console.log(`${ok ? 'ok ' : '!! '} ${what.padEnd(18)}${detail}${cure ? `\n                      → ${cure}` : ''}`)
    }
  return findings.every(({ ok }) => ok) ? exitCodes.done : exitCodes.unsure
}

const failed = (what: string, error: ChipDeskError): Finding => ({
  what,
  ok: false,
  detail: [error.tag, error.cause].filter(Boolean).join(': '),
  cure: errorText(error, 'vi').cure,
})

const runtime = (): Finding => ({
  what: 'runtime',
  ok: true,
  detail: `ChipDesk ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
})

function crypto(): Finding {
  const broken = cryptoSelfTest().filter(({ ok }) => !ok)
  return {
    what: 'crypto',
    ok: broken.length === 0,
    detail: broken.length === 0 ? 'every primitive gives its known answer' : broken.map(({ name }) => name).join(', '),
  }
}

async function devices(): Promise<Finding[]> {
  const opened = await openCardSource({ virtual: true })
  if (!opened.ok) return [failed('PC/SC', opened.error)]
  const { readers, error } = await currentReaders(opened.value.source, 1000)
  await opened.value.source.close()
  if (error) return [failed('PC/SC', error)]
  const service = {
    what: 'PC/SC',
    ok: true,
    detail: opened.value.virtual ? 'ChipDesk’s own virtual reader' : 'service of this computer',
  }
  return [
    service,
    ...readers.map(({ name, card }) => ({
      what: 'reader',
      ok: true,
      detail: `${name}, ${card ? 'a card' : 'no card'}`,
    })),
  ]
}

async function virtualReader(): Promise<Finding> {
  const started = await startVirtualReader()
  if (!started.ok) return failed('virtual reader', started.error)
  await started.value.stop()
  return { what: 'virtual reader', ok: true, detail: 'a private PC/SC service starts and stops' }
}

async function scanners(): Promise<Finding> {
  try {
    const { devicesAsync } = await import('node-hid')
    return { what: 'HID', ok: true, detail: `${(await devicesAsync()).length} devices` }
  } catch (error) {
    return { what: 'HID', ok: false, detail: (error as Error).message, cure: 'npm run setup' }
  }
}

async function configuration(): Promise<Finding> {
  const config = await loadConfig(stationPaths(false).config)
  if (!config.ok) return failed('configuration', config.error)
  const { desk, registry } = config.value
  return {
    what: 'configuration',
    ok: true,
    detail: `${desk.name}; registry ${registry ? new URL(registry.url).origin : 'not set'}`,
  }
}

async function anchors(): Promise<Finding> {
  const loaded = await stationAnchors({ demo: false })
  if (!loaded.ok) return failed('anchors', loaded.error)
  const { anchors: entries, problems } = loaded.value
  const inUse = entries.length
  const [problem] = problems
  const detail = `${inUse} for real cards${problem ? `; ${problem.source}: ${problem.message}` : ''}`
  const cure = problem
    ? 'npx chipdesk trust audit names every problem'
    : `npx chipdesk trust import FILE, see docs/trust.md; the folder is ${stationPaths(false).anchors}`
  return { what: 'anchors', ok: inUse > 0 && !problem, detail, ...((inUse === 0 || problem) && { cure }) }
}

async function store(): Promise<Finding> {
  const paths = stationPaths(false)
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  if (!key.ok) return failed('store', key.error)
  const opened = openStore({ path: paths.store, key: key.value })
  if (!opened.ok && opened.error.tag === 'StoreLocked')
    return { what: 'store', ok: true, detail: 'in use by the counter' }
  if (!opened.ok) return failed('store', opened.error)
  const pending = opened.value.reader.pendingCount()
  await opened.value.close()
  return { what: 'store', ok: true, detail: `opens, encrypted; ${pending} questions pending` }
}

/** A clock before this release was made is certainly wrong. */
function clock(): Finding {
  const ok = Date.now() > builtAfter.getTime()
  return { what: 'clock', ok, detail: new Date().toISOString(), ...(!ok && { cure: 'Đặt lại ngày giờ của máy' }) }
}
