import { exportColumns } from './export-columns.ts'
import { cellText, type ExportForm } from './export-writing.ts'
import { watermark } from './watermark.ts'

/** What spreadsheets take for a formula, in full width too, and after spaces that some of them pass over. */
const formula = /^[\s'"\ufffd]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/

/** One cell after RFC 4180 §2, always quoted; an apostrophe before what would be a formula makes it text. */
export function csvCell(text: string): string {
  const plain = cellText(text)
  return `"${(formula.test(text) || formula.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`
}

const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`

/** Comma-separated, UTF-8 with a mark by which Excel knows it; the watermark stands in rows that begin with `#`, before the headings. */
export const csvForm: ExportForm = (order, id, put) => ({
  begin() {
    put('\ufeff')
    for (const [name, value] of watermark(order, id)) put(line([`# ${name}: ${value}`]))
    put(line(exportColumns.map(([, heading]) => heading)))
  },
  row: cells => put(line(cells)),
  end: rows => put(line([`# ${rows} dòng / rows`])),
})
