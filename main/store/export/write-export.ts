import { ok, type Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import type { StoreReader } from '../store.ts'
import { csvForm } from './csv-form.ts'
import { writeDraft } from './draft-file.ts'
import { exportRow } from './export-columns.ts'
import type { ExportDone, ExportFormat, ExportOrder } from './export-order.ts'
import type { ExportForm } from './export-writing.ts'
import { jsonForm } from './json-form.ts'
import { xlsxForm } from './xlsx-form.ts'

const forms: Readonly<Record<ExportFormat, ExportForm>> = { json: jsonForm, csv: csvForm, xlsx: xlsxForm }

/**
 * Writes the draft of an export, row by row from batches of the history, without waiting for anything: it belongs into a thread of its own.
 * The draft gets its name by `publishDraft`, once its hash is in the audit log.
 * @returns what was written; the error of the disk, and then nothing is left behind
 */
export function writeExport(
  reader: Pick<StoreReader, 'transactionsOf'>,
  order: ExportOrder,
  id: string,
): Result<ExportDone, ChipDeskError> {
  let rows = 0
  const written = writeDraft(order.path, put => {
    const writing = forms[order.format](order, id, put)
    writing.begin()
    for (const transaction of reader.transactionsOf(order.filter)) {
      writing.row(exportRow(transaction, order, id))
      rows++
    }
    writing.end(rows)
  })
  return written.ok ? ok({ id, rows, ...written.value }) : written
}
