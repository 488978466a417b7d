import { existsSync } from 'node:fs'
import { exportLines } from '../audit/export.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { discardDraft, publishDraft, writeDraft } from '../store/export/draft-file.ts'
import { readArguments, UsageError } from './arguments.ts'
import { atDesk } from './at-desk.ts'
import { openDeskBeside } from './open-desk.ts'
import { printJson } from './terminal.ts'

/** `chipdesk audit export FILE`: the log with everything that is needed to verify it without this program. */
export async function runExport(args: string[]): Promise<number> {
  const options = {
    details: { type: 'boolean', default: false },
    key: { type: 'string' },
    operator: { type: 'string' },
    second: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = readArguments(args, options, 1)
  const [path] = positionals
  if (path === undefined) throw new UsageError('name the file to write')
  for (const file of [path, values.key])
    if (file !== undefined && existsSync(file)) throw new UsageError(`${file} is there already: name a new file`)
  const { details, json, key } = values
  return atDesk('audit export', values, openDeskBeside, async ({ desk: { store, people, config }, actor }) => {
    const { id: operator, role, second } = actor
    const who = { operator, role, action: 'audit.export' } as const
    const facts = { details, key: key !== undefined, ...(second && { second: second.id }) }
    // Recorded before it is done, so that the file tells of itself.
    const told = await store.writer.appendAudit([people.entry({ ...who, outcome: 'done', facts })])
    if (!told.ok) return told
    const log = store.reader.auditLog()
    if (!log) return fail(chipDeskError('StoreFailed', { cause: 'nothing was recorded' }))
    const about = { at: new Date().toISOString(), desk: config.desk.id, details }
    const { seq, key: sealKey } = log.sealKey
    const kept =
      key === undefined ? ok('') : written(key, [`${JSON.stringify({ chipdesk: 'audit-key', seq, key: sealKey })}\n`])
    const done = kept.ok ? written(path, exportLines(log, about)) : kept
    if (!done.ok) {
      await store.writer.appendAudit([people.entry({ ...who, outcome: 'failed', facts })])
      return done
    }
    if (json) printJson({ entries: log.last, receipts: log.receipts.length, sha256: done.value })
    else console.log(`${log.last} entries, ${log.receipts.length} receipts; SHA-256 of the file ${done.value}`)
    return ok(undefined)
  })
}

/** A new file for its owner alone, whole or not there. @returns its SHA-256 */
function written(path: string, lines: Iterable<string>): Result<string, ChipDeskError> {
  const drafted = writeDraft(path, put => {
    for (const line of lines) put(line)
  })
  if (!drafted.ok) return drafted
  const published = publishDraft(path)
  if (!published.ok) discardDraft(path)
  return published.ok ? ok(drafted.value.sha256) : published
}
