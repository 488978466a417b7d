import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { ok } from '../emrtd/result.ts'
import { placeOf } from '../station/access.ts'
import { type ExportFormat, exportFormats } from '../store/export/export-order.ts'
import { exportTransactions } from '../store/export/export-transactions.ts'
import { writeExport } from '../store/export/write-export.ts'
import { readArguments, UsageError } from './arguments.ts'
import { atDesk } from './at-desk.ts'
import { filterOf, filterOptions } from './history-filter.ts'
import { openDeskBeside } from './open-desk.ts'
import { printJson } from './terminal.ts'

/** `chipdesk export FILE`: transactions as JSON, CSV or XLSX, by the ending of the file's name. Two people, a reason, and an audit entry. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...filterOptions,
      reason: { type: 'string' },
      'full-numbers': { type: 'boolean', default: false },
      operator: { type: 'string' },
      second: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  const [file] = positionals
  if (file === undefined) throw new UsageError('name the file to write')
  const format = formatOf(file)
  if (existsSync(file)) throw new UsageError(`${file} is there already: name a new file`)
  const { reason = '', json } = values
  if (reason.trim().length < 3) throw new UsageError('say why: --reason TEXT')
  const filter = filterOf(values)
  return atDesk('export', values, openDeskBeside, async ({ desk: { store, config }, actor }) => {
    const { id: operator, role } = actor
    const { desk: id, purpose } = placeOf(config.desk)
    const done = await exportTransactions(
      {
        path: resolve(file),
        format,
        filter,
        numbers: values['full-numbers'] ? 'full' : 'masked',
        reason,
        by: { at: new Date().toISOString(), desk: id, operator, role },
        purpose: purpose.code,
        legalBasis: purpose.legalBasis,
      },
      store.writer,
      async (order, exportId) => writeExport(store.reader, order, exportId),
    )
    if (!done.ok) return done
    if (json) printJson(done.value)
    else
      console.log(
        `${done.value.rows} rows, ${done.value.bytes} bytes; SHA-256 ${done.value.sha256}; export ${done.value.id}`,
      )
    return ok(undefined)
  })
}

function formatOf(file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase()
  const format = exportFormats.find(known => known === ending)
  if (!format)
    throw new UsageError(`the name of the file ends in one of ${exportFormats.map(known => `.${known}`).join(', ')}`)
  return format
}
