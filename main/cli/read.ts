import { randomBytes } from '../crypto/random.ts'
import { readCard } from '../reading/read-card.ts'
import { openCardSource } from '../station/card-source.ts'
import { connectToCard } from '../station/connect-to-card.ts'
import { stationAnchors } from '../station/station-anchors.ts'
import { builtAfter } from '../station/version.ts'
import { trustedFloor, watchClock } from '../verification/clock.ts'
import type { PolicyName } from '../verification/policy.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { readArguments, timeOf, UsageError } from './arguments.ts'
import { secretOptions, secretsFrom } from './declared.ts'
import { evidenceOptions, withheldGroups, writeEvidence } from './evidence-option.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { inspectionOptions, inspectionSystemFrom } from './inspection-system.ts'
import { policyNamed } from './policy-option.ts'
import { readingFrom, readingOptions } from './read-arguments.ts'
import { openTrace } from './read-trace.ts'
import { reportOptions, reportRequested, writeReport } from './report-option.ts'
import { notDone, printError, printJson, printReport } from './terminal.ts'

/** `chipdesk read`: one card, read and judged, nothing stored. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    ...secretOptions,
    reader: { type: 'string' },
    trust: { type: 'string' },
    at: { type: 'string' },
    ...evidenceOptions,
    policy: { type: 'string' },
    ...readingOptions,
    trace: { type: 'string' },
    'trace-plain': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    ...reportOptions,
    ...inspectionOptions,
  })
  const { secrets, declared } = secretsFrom(values)
  const asked = timeOf(values.at)
  const reading = readingFrom(values)
  const inspectionSystem = await inspectionSystemFrom(values)
  const page = reportRequested(values)
  const withhold = withheldGroups(values)
  if (values['trace-plain'] && values.trace === undefined) throw new UsageError('--trace-plain goes with --trace FILE')
  const trace = values.trace === undefined ? undefined : await openTrace(values.trace)
  const source = await openCardSource({ virtual: true })
  if (!source.ok) return notDone(source.error, values.json)
  const trust = await stationAnchors({ folder: values.trust, demo: source.value.virtual })
  if (!trust.ok) return notDone(trust.error, values.json)
  const policy = policyOf(values.policy, source.value.virtual)
  const connect = () => connectToCard(source.value.source, values.reader)
  const read = await readCard(connect, {
    ...reading,
    ...(inspectionSystem && { inspectionSystem }),
    secrets,
    random: randomBytes,
    ...(trace && { onTrace: trace.onTrace, tracePlain: values['trace-plain'] }),
  })
  await trace?.close()
  await source.value.source.close()
  // What the caller says is the time is taken as it is; what this computer says is measured.
  const { at, doubt: clock } =
    values.at === undefined ? watchClock(trustedFloor(builtAfter)).read() : { at: asked, doubt: undefined }
  const { report, face } = verifyRead(read, { anchors: trust.value, policy, at, clock, ...(declared && { declared }) })
  if (values.evidence) await writeEvidence(values.evidence, read, report, { withhold, ...(declared && { declared }) })
  if (page)
    await writeReport(page, { read, report, trust: trust.value, subject: { kind: 'card' }, ...(face && { face }) })
  const shown = values.evidence ? { ...report, evidence: values.evidence } : report
  if (values.json) printJson(shown)
  else if (read.files.has('DG1') || read.files.has('SOD')) printReport(shown)
  if (read.error) printError(read.error, false)
  return read.error && report.light !== 'red' ? exitCodes.notDone : exitCodeOf(report.light)
}

/** A virtual card is judged by the demo policy, which alone accepts a test anchor; a real reader never is. */
function policyOf(name: string | undefined, virtualCard: boolean): PolicyName {
  if (name !== undefined) return policyNamed(name)
  return virtualCard ? 'demo' : 'counter'
}
