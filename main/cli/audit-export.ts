import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { exportLines } from '../audit/export.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { readArguments, UsageError } from './arguments.ts'
import { askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { openDeskBeside } from './open-desk-beside.ts'
import { permitCommand } from './permit-command.ts'
import { notDone, printJson } from './terminal.ts'

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
  const { details, json, key } = values
  const desk = await openDeskBeside()
  if (!desk.ok) return notDone(desk.error, json)
  const { store, people, config } = desk.value
  const answers = askedAnswers()
  try {
    const actor = await permitCommand('audit export', people, answers, values)
    if (!actor.ok) return notDone(actor.error, json)
    const { id: operator, role, second } = actor.value
    const who = { operator, role, action: 'audit.export' } as const
    const facts = { details, key: key !== undefined, ...(second && { second: second.id }) }
    // Recorded before it is done, so that the file tells of itself.
    const told = await store.writer.appendAudit([people.entry({ ...who, outcome: 'done', facts })])
    if (!told.ok) return notDone(told.error, json)
    const log = store.reader.auditLog()
    if (!log) return notDone(chipDeskError('StoreFailed', { cause: 'nothing was recorded' }), json)
    const about = { at: new Date().toISOString(), desk: config.desk.id, details }
    const { seq, key: sealKey } = log.sealKey
    const kept =
      key === undefined ? ok('') : written(key, [`${JSON.stringify({ chipdesk: 'audit-key', seq, key: sealKey })}\n`])
    const done = kept.ok ? written(path, exportLines(log, about)) : kept
    if (!done.ok) {
      await store.writer.appendAudit([people.entry({ ...who, outcome: 'failed', facts })])
      return notDone(done.error, json)
    }
    if (json) printJson({ entries: log.last, receipts: log.receipts.length, sha256: done.value })
    else console.log(`${log.last} entries, ${log.receipts.length} receipts; SHA-256 of the file ${done.value}`)
    return exitCodes.done
  } finally {
    answers.close()
    await store.close()
  }
}

/** A new file for its owner alone, whole or not there. @returns its SHA-256 */
function written(path: string, lines: Iterable<string>): Result<string, ChipDeskError> {
  const hash = createHash('sha256')
  let made = false
  try {
    const handle = openSync(path, 'wx', 0o600)
    made = true
    for (const text of batched(lines)) {
      hash.update(text)
      writeSync(handle, text)
    }
    fsyncSync(handle)
    closeSync(handle)
    return ok(hash.digest('hex'))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    if (made) rmSync(path, { force: true })
    return fail(chipDeskError('ConfigInvalid', { cause: `the file: ${error.code}` }))
  }
}

function* batched(lines: Iterable<string>): IterableIterator<string> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length < 1 << 18) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
