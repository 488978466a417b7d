import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { cryptoSelfTest } from '../crypto/self-test.ts'
import type { Finding, FindingState } from '../protocol/diagnostics.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { findingWords } from '../protocol/finding-words.ts'
import { openCardSource } from '../station/card-source.ts'
import { loadConfig } from '../station/config.ts'
import { currentReaders } from '../station/connect-to-card.ts'
import { failed, readerFindings } from '../station/diagnose-devices.ts'
import {
  auditFinding,
  careFindings,
  databaseFinding,
  diskFinding,
  lookAtStore,
  outboxFinding,
} from '../station/diagnose-store.ts'
import { clockAlone, cryptoFinding, trustFindings } from '../station/diagnose-trust.ts'
import { runtimeFinding } from '../station/diagnostics.ts'
import { stationPaths } from '../station/paths.ts'
import { stationAnchors } from '../station/station-anchors.ts'
import { builtAfter, version } from '../station/version.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { readArguments } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { printJson } from './terminal.ts'

const marks: Readonly<Record<FindingState, string>> = { ok: 'ok ', unknown: '?  ', warn: '!  ', bad: '!! ' }

/** `chipdesk doctor`: what this computer can do for the counter, each line with its cure. A station that runs is asked on its own screen (F9). */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
  const now = new Date()
  const findings: Finding[] = [
    runtimeFinding(),
    cryptoFinding(cryptoSelfTest()),
    ...(await devices()),
    await virtualReader(),
    await scanners(),
    await configuration(),
    ...(await anchors(now)),
    ...(await store(now)),
    clockAlone(now, builtAfter),
  ]
  if (values.json) printJson({ version, findings })
  else for (const finding of findings) print(finding)
  return findings.every(({ state }) => state === 'ok' || state === 'unknown') ? exitCodes.done : exitCodes.unsure
}

function print(finding: Finding): void {
  const { title, text, cure, facts } = findingWords(finding, 'en')
  const beside = facts.map(([label, value]) => `${label}: ${value}`).join('; ')
  console.log(`${marks[finding.state]} ${title.padEnd(28)} ${text}${beside && ` ${beside}`}`)
  if (cure) console.log(`${' '.repeat(33)}→ ${cure}`)
}

async function devices(): Promise<Finding[]> {
  const opened = await openCardSource({ virtual: true })
  if (!opened.ok) return [failed('card-service', opened.error)]
  const { source, virtual } = opened.value
  const seen = await currentReaders(source, 1000)
  await source.close()
  return readerFindings({ ...seen, virtual })
}

async function virtualReader(): Promise<Finding> {
  const started = await startVirtualReader()
  if (!started.ok) return failed('virtual-reader', started.error, { state: 'warn' })
  await started.value.stop()
  return { part: 'virtual-reader', state: 'ok', says: 'virtual-works', facts: {} }
}

async function scanners(): Promise<Finding> {
  try {
    const { devicesAsync } = await import('node-hid')
    return { part: 'scanner', state: 'ok', says: 'scanner-software', facts: { devices: (await devicesAsync()).length } }
  } catch (error) {
    return failed('scanner', chipDeskError('ScannerSoftwareMissing', { cause: (error as Error).message }))
  }
}

async function configuration(): Promise<Finding> {
  const config = await loadConfig(stationPaths(false).config)
  if (!config.ok) return failed('configuration', config.error)
  const { name, definition } = config.value.desk
  return { part: 'configuration', state: 'ok', says: 'configured', facts: { desk: name, definition } }
}

async function anchors(now: Date): Promise<Finding[]> {
  const loaded = await stationAnchors({ demo: false })
  return loaded.ok ? trustFindings(loaded.value, now) : [failed('trust', loaded.error)]
}

/** Made where there is none, as the station would. */
async function store(now: Date): Promise<Finding[]> {
  const paths = stationPaths(false)
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  if (!key.ok) return [failed('database', key.error)]
  const opened = openStore({ path: paths.store, key: key.value })
  if (!opened.ok && opened.error.tag === 'StoreLocked')
    return [{ part: 'database', state: 'ok', says: 'database-in-use', facts: {} }]
  if (!opened.ok) return [failed('database', opened.error)]
  const { reader, close } = opened.value
  const look = await lookAtStore(paths.store, key.value)
  const findings = [
    databaseFinding(look),
    ...diskFinding(look),
    ...careFindings(reader, now, false),
    outboxFinding(reader, now),
    auditFinding(reader, { now, demo: false }),
  ]
  await close()
  return findings
}
