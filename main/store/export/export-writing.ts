import type { ExportOrder } from './export-order.ts'

/** One way of writing rows: what to put into the file, piece by piece. Nothing but the piece at hand is kept. */
export interface ExportWriting {
  begin(): void
  row(cells: readonly string[]): void
  end(rows: number): void
}

/** Makes a way of writing; `put` takes the bytes or the text of the next piece. */
export type ExportForm = (order: ExportOrder, id: string, put: (piece: string | Uint8Array) => void) => ExportWriting

/** Characters that no table needs and that other programs take for commands or refuse. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Text that stands in one line of one cell. */
export const cellText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ')
    .replace(control, '\ufffd')
