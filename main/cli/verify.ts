import { readFile, stat } from 'node:fs/promises'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { stationAnchors } from '../station/station-anchors.ts'
import { decodeEvidence, type Evidence, longestEvidence } from '../verification/evidence.ts'
import { readEvidenceFolder } from '../verification/evidence-folder.ts'
import type { KeptRead } from '../verification/kept-read.ts'
import { compareReports } from '../verification/report-comparison.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { readArguments, timeOf, UsageError } from './arguments.ts'
import { exitCodeOf } from './exit-codes.ts'
import { policyNamed } from './policy-option.ts'
import { reportOptions, reportRequested, writeReport } from './report-option.ts'
import { notDone, printJson, printReport } from './terminal.ts'
import { printComparison } from './verify-comparison.ts'

/**
 * `chipdesk verify`: every check again, from an evidence file or a folder of elementary files, without a card. Evidence is judged as of the
 * time at which its desk judged it, a folder as of now, unless `--at` says otherwise; the policy is the verifier's, never the evidence's.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      trust: { type: 'string' },
      at: { type: 'string' },
      policy: { type: 'string', default: 'counter' },
      json: { type: 'boolean', default: false },
      ...reportOptions,
    },
    1,
  )
  const [path] = positionals
  if (path === undefined) throw new UsageError('name an evidence file or a folder')
  const policy = policyNamed(values.policy)
  const page = reportRequested(values)
  const given = await evidenceAt(path)
  if (!given.ok) return notDone(given.error, values.json)
  const { read, evidence } = given.value
  const trust = await stationAnchors({ folder: values.trust, demo: policy === 'demo' })
  if (!trust.ok) return notDone(trust.error, values.json)
  const at =
    values.at === undefined && evidence && !doubtsClock(evidence) ? new Date(evidence.report.at) : timeOf(values.at)
  const declared = evidence?.declared
  const { report, face } = verifyRead(read, { anchors: trust.value, policy, at, ...(declared && { declared }) })
  const comparison = evidence && compareReports(evidence.report, report)
  if (page) {
    const subject = evidence
      ? ({ kind: 'evidence', ...(evidence.app && { writer: evidence.app }) } as const)
      : ({ kind: 'files' } as const)
    await writeReport(page, {
      read,
      report,
      trust: trust.value,
      subject,
      ...(face && { face }),
      ...(comparison && { comparison }),
    })
  }
  if (values.json) printJson({ ...report, ...(comparison && { comparison }) })
  else {
    printReport(report)
    if (comparison && evidence) printComparison(comparison, writerOf(evidence))
  }
  return exitCodeOf(report.light)
}

/** A folder of files has no report of its own to be compared with. */
interface Given {
  readonly read: KeptRead
  readonly evidence?: Evidence
}

async function evidenceAt(path: string): Promise<Result<Given, ChipDeskError>> {
  try {
    const file = await stat(path)
    if (file.size > longestEvidence && !file.isDirectory())
      return fail(chipDeskError('DataMalformed', { cause: 'evidence too long' }))
    if (file.isDirectory()) {
      const read = await readEvidenceFolder(path)
      return read.ok ? ok({ read: read.value }) : read
    }
    const evidence = decodeEvidence(await readFile(path))
    return evidence.ok ? ok({ read: evidence.value.read, evidence: evidence.value }) : evidence
  } catch (error) {
    return fail(chipDeskError('ConfigInvalid', { cause: `${path}: ${(error as NodeJS.ErrnoException).code}` }))
  }
}

/** Then its time is nobody's to go by. */
const doubtsClock = ({ report }: Evidence) => report.checks.some(({ reason }) => reason === 'clock-wrong')

const writerOf = ({ app, report }: Evidence) => `${app ? `${app.name} ${app.version}, ` : ''}${report.at}`
