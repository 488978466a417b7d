import { Zip, ZipDeflate } from 'fflate'
import { exportColumns } from './export-columns.ts'
import type { ExportForm } from './export-writing.ts'
import { watermark } from './watermark.ts'
import { sheetBegin, sheetEnd, sheetRow, workbookParts } from './xlsx-parts.ts'

/** A sheet holds 1,048,576 rows; the watermark and the headings stand above. */
const rowsOfSheet = 1_000_000
/** Characters deflated at a time. */
const pieceLength = 64 * 1024

/** A workbook (ECMA-376) as one stream: sheets first, what points at them last. A further sheet begins where one is full. */
export const xlsxForm: ExportForm = (order, id, put) => {
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    put(bytes)
  })
  const encoder = new TextEncoder()
  const lines = watermark(order, id)
  let waiting = ''
  let sheets = 0
  let rows = 0
  let sheet: ZipDeflate | undefined

  // The time is the order's: the same rows give the same bytes.
  const part = (name: string) => {
    const made = new ZipDeflate(name, { level: 6 })
    made.mtime = order.by.at
    zip.add(made)
    return made
  }
  const push = (text: string, isLast = false) => {
    waiting += text
    if (waiting.length < pieceLength && !isLast) return
    sheet?.push(encoder.encode(waiting), isLast)
    waiting = ''
  }
  const beginSheet = () => {
    sheets++
    sheet = part(`xl/worksheets/sheet${sheets}.xml`)
    push(sheetBegin)
    for (const line of lines) push(sheetRow(line))
    push(
      sheetRow(
        exportColumns.map(([, heading]) => heading),
        1,
      ),
    )
  }

  return {
    begin: beginSheet,
    row(cells) {
      if (rows > 0 && rows % rowsOfSheet === 0) {
        push(sheetEnd, true)
        beginSheet()
      }
      rows++
      push(sheetRow(cells))
    },
    end() {
      push(sheetEnd, true)
      const text = lines.map(([name, value]) => `${name}: ${value}`).join(' · ')
      for (const [name, body] of workbookParts(sheets, { id, by: order.by.operator, at: order.by.at, text }))
        part(name).push(encoder.encode(body), true)
      zip.end()
    },
  }
}
