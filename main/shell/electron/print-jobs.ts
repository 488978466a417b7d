import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog, type WebContents, type WebContentsPrintOptions } from 'electron'
import { type PrintRequest, type PrintResult, printRequestSchema } from '../../protocol/print-request.ts'
import type { Printers } from '../../protocol/printers.ts'
import { servePrintOut } from './print-session.ts'
import { printerFor } from './printers.ts'
import { printWindow, showPrintOut } from './window.ts'

interface Desk {
  owner: BrowserWindow
  /** No files are chosen where a citizen may reach the screen. */
  kiosk: boolean
  /** As they are chosen when something is printed. */
  printers(): Promise<Printers>
}

/**
 * Prints what the page asks for, one after another, each in a window of its own that nobody sees, that runs no script and reaches nothing.
 * @returns answers one request, whatever it is: what is no `PrintRequest` is refused
 */
export function printJobs(desk: Desk): (request: unknown) => Promise<PrintResult> {
  let last: Promise<unknown> = Promise.resolve()
  return request => {
    const { data } = printRequestSchema.safeParse(request)
    if (!data || (data.to === 'pdf' && desk.kiosk)) return Promise.resolve('refused')
    const job = last.then(() => printed(data, desk)).catch((): PrintResult => 'failed')
    last = job
    return job
  }
}

async function printed(request: PrintRequest, desk: Desk): Promise<PrintResult> {
  const window = printWindow()
  try {
    servePrintOut(window.webContents.session, request.html)
    await showPrintOut(window)
    return request.to === 'pdf'
      ? await savePdf(window.webContents, request, desk.owner)
      : await toPrinter(window.webContents, printOptions(request, await desk.printers()))
  } finally {
    window.destroy()
  }
}

const micronsOfMm = 1_000

/** The paper in microns, the margins as the page has them; without asking where the printer is known. */
export function printOptions({ paper }: Pick<PrintRequest, 'paper'>, printers: Printers): WebContentsPrintOptions {
  const deviceName = printerFor(paper, printers)
  return {
    silent: deviceName !== undefined,
    ...(deviceName !== undefined && { deviceName }),
    printBackground: true,
    pageSize: {
      width: Math.round(paper.widthMm * micronsOfMm),
      height: Math.round(paper.heightMm * micronsOfMm),
    },
  }
}

const toPrinter = (contents: WebContents, options: WebContentsPrintOptions): Promise<PrintResult> =>
  new Promise(resolve => {
    contents.print(options, (done, reason) => {
      if (done) resolve('printed')
      else resolve(/cancel/i.test(reason) ? 'cancelled' : 'failed')
    })
  })

async function savePdf(contents: WebContents, { title }: PrintRequest, owner: BrowserWindow): Promise<PrintResult> {
  const { filePath } = await dialog.showSaveDialog(owner, {
    defaultPath: `${fileNameOf(title)}.pdf`,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  })
  if (!filePath) return 'cancelled'
  const pdf = await contents.printToPDF({ preferCSSPageSize: true, printBackground: true })
  // Somebody's data: for nobody but whoever is signed in.
  await writeFile(filePath, pdf, { mode: 0o600 })
  return 'saved'
}

/** A title without what no file name may hold. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 80) || 'ChipDesk'
