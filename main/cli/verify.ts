import { readFile, stat } from 'node:fs/promises'
import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CardRead } from '../reading/card-read.ts'
import { stationAnchors } from '../station/station-anchors.ts'
import { decodeEvidence } from '../verification/evidence.ts'
import { readEvidenceFolder } from '../verification/evidence-folder.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { readArguments, timeOf, UsageError } from './arguments.ts'
import { exitCodeOf } from './exit-codes.ts'
import { policyNamed } from './policy-option.ts'
import { notDone, printJson, printReport } from './terminal.ts'

/** `chipdesk verify`: every check again, from an evidence file or a folder of elementary files, without a card. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      trust: { type: 'string' },
      at: { type: 'string' },
      policy: { type: 'string', default: 'counter' },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  const [path] = positionals
  if (path === undefined) throw new UsageError('name an evidence file or a folder')
  const policy = policyNamed(values.policy)
  const read = await evidenceAt(path)
  if (!read.ok) return notDone(read.error, values.json)
  const trust = await stationAnchors({ folder: values.trust, demo: policy === 'demo' })
  if (!trust.ok) return notDone(trust.error, values.json)
  const { report } = verifyRead(read.value, { anchors: trust.value, policy, at: timeOf(values.at) })
  if (values.json) printJson(report)
  else printReport(report)
  return exitCodeOf(report.light)
}

async function evidenceAt(path: string): Promise<Result<CardRead, ChipDeskError>> {
  try {
    if ((await stat(path)).isDirectory()) return await readEvidenceFolder(path)
    return decodeEvidence(await readFile(path, 'utf8'))
  } catch (error) {
    return fail(chipDeskError('ConfigInvalid', { cause: `${path}: ${(error as NodeJS.ErrnoException).code}` }))
  }
}
