import { writeFile } from 'node:fs/promises'
import { dataGroupId } from '../emrtd/lds/elementary-files.ts'
import { version } from '../station/version.ts'
import { type EvidenceOptions, encodeEvidence } from '../verification/evidence.ts'
import { isWithholdable, type WithholdableGroup } from '../verification/kept-read.ts'
import { UsageError } from './arguments.ts'

/** The options by which `read` is told to keep evidence, and of what not. */
export const evidenceOptions = {
  evidence: { type: 'string' },
  withhold: { type: 'string' },
} as const

/** Groups to withhold out of `2,13`; what cannot be withheld is wrong usage. */
export function withheldGroups(values: {
  readonly evidence?: string | undefined
  readonly withhold?: string | undefined
}): WithholdableGroup[] {
  if (values.withhold === undefined) return []
  if (values.evidence === undefined) throw new UsageError('--withhold goes with --evidence FILE')
  return values.withhold.split(',').map(text => {
    const id = /^[0-9]{1,2}$/.test(text.trim()) ? dataGroupId(Number(text)) : undefined
    if (!id || !isWithholdable(id))
      throw new UsageError(`--withhold takes numbers of data groups as 2,13, without 14 and 15: ${text}`)
    return id
  })
}

/** Writes evidence that this user alone may read: there is a person's data in it. */
export const writeEvidence = (
  file: string,
  read: Parameters<typeof encodeEvidence>[0],
  report: Parameters<typeof encodeEvidence>[1],
  options: EvidenceOptions,
): Promise<void> =>
  writeFile(file, encodeEvidence(read, report, { name: 'ChipDesk', version }, options), { mode: 0o600 })
