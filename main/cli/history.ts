import { ok } from '../emrtd/result.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { exportColumns, exportRow } from '../store/export/export-columns.ts'
import type { Deletion } from '../store/retention/purge-order.ts'
import { aboutText, filterFacts } from '../store/search-facts.ts'
import type { HistoryQuery, StoreReader } from '../store/store.ts'
import { readArguments, UsageError } from './arguments.ts'
import { atDesk } from './at-desk.ts'
import { filterOf, filterOptions } from './history-filter.ts'
import { openDeskBeside } from './open-desk.ts'
import { printJson } from './terminal.ts'

/** `chipdesk history`: transactions, newest first, numbers masked, or what of them was deleted. Looking is an audit entry, made before anything is shown. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    ...filterOptions,
    limit: { type: 'string', default: '50' },
    'full-numbers': { type: 'boolean', default: false },
    deletions: { type: 'boolean', default: false },
    operator: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const { limit, json, 'full-numbers': full } = values
  if (!/^[1-9][0-9]{0,4}$/.test(limit)) throw new UsageError(`not a limit: ${limit}`)
  const filter = filterOf(values)
  return atDesk('history', values, openDeskBeside, async ({ desk: { store, people }, actor }) => {
    const wanted = { ...filter, limit: Number(limit) }
    const found = values.deletions ? deletionsOf(store.reader, wanted) : store.reader.search(wanted)
    const { id: operator, role } = actor
    const seen = await store.writer.appendAudit([
      people.entry({
        operator,
        role,
        action: 'history.search',
        outcome: 'done',
        facts: {
          ...filterFacts(filter),
          found: found.length,
          numbers: full ? 'full' : 'masked',
          deletions: values.deletions,
        },
        ...aboutText(filter.text),
      }),
    ])
    // What cannot be recorded is not shown.
    if (!seen.ok) return seen
    print(found, full ? 'full' : 'masked', json)
    return ok(undefined)
  })
}

/** What was purged, latest first; with a text, the record of the transaction of that id. */
function deletionsOf({ deletions, deletionOf }: StoreReader, { text, limit }: HistoryQuery): Deletion[] {
  return text === undefined ? deletions(limit) : [deletionOf(text)].filter(found => found !== undefined)
}

function print(found: readonly (Transaction | Deletion)[], numbers: 'masked' | 'full', json: boolean) {
  const deletions = found.filter(entry => 'legalSource' in entry)
  const rows = found.filter(entry => 'report' in entry).map(entry => named(exportRow(entry, { numbers }, '')))
  if (json) return printJson(deletions.length > 0 ? { deletions } : { transactions: rows })
  for (const row of rows) console.log(lineOf(row))
  for (const { at, operator, what, reason, purpose = '', before, transactions, legalSource, run: id } of deletions)
    console.log(
      `${at}  ${operator}  ${transactions} ${what} ${purpose} before ${before} (${reason}): ${legalSource}; run ${id}`,
    )
  if (found.length === 0) console.error('Nothing found.')
}

const named = (row: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    exportColumns.map(([id], index) => [id, row[index] ?? ''] as const).filter(([id]) => id !== 'export'),
  )

function lineOf({
  at = '',
  desk,
  verdict = '',
  personalNumber = '',
  fullName,
  registry,
  purpose,
}: Record<string, string>) {
  return `${at.slice(0, 16)}  ${desk}  ${verdict.padEnd(11)}${personalNumber.padEnd(14)}${fullName}  ${registry}  ${purpose}`
}
