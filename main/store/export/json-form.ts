import { exportColumns } from './export-columns.ts'
import type { ExportForm } from './export-writing.ts'
import { watermark } from './watermark.ts'

/** `{ chipdeskExport, watermark, rows, count }`: one row a line, the count at the end, without which the file is not whole. */
export const jsonForm: ExportForm = (order, id, put) => {
  let separator = ''
  return {
    begin() {
      const { by, reason, purpose, legalBasis, numbers, filter } = order
      const head = {
        id,
        by,
        reason,
        purpose,
        legalBasis,
        numbers,
        filter,
        text: Object.fromEntries(watermark(order, id)),
      }
      put(`{"chipdeskExport":1,\n"watermark":${JSON.stringify(head)},\n"rows":[`)
    },
    row(cells) {
      const members = exportColumns.map(([name], index) => [name, cells[index] ?? ''])
      put(`${separator}\n${JSON.stringify(Object.fromEntries(members))}`)
      separator = ','
    },
    end: rows => put(`\n],\n"count":${rows}}\n`),
  }
}
