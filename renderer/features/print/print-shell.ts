import type { PrintRequest, PrintResult } from '../../../main/protocol/print-request.ts'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'

/** How this shell prints: the Electron shell by itself, a browser by its own dialog, where a PDF is one of the printers. */
export interface PrintShell {
  /** Undefined: only the person at the dialog knows. */
  print(document: PrintedDocument, frame: HTMLIFrameElement): Promise<PrintResult | undefined>
  /** Absent where the browser's dialog does it. */
  savePdf?(document: PrintedDocument): Promise<PrintResult>
}

type Bridge = { print(request: PrintRequest): Promise<PrintResult> }

export function printShell(bridge: Bridge | undefined): PrintShell {
  if (!bridge)
    return {
      print: async (_, frame) => {
        frame.contentWindow?.print()
        return undefined
      },
    }
  const ask = (document: PrintedDocument, to: PrintRequest['to']) => {
    const request = requestOf(document, to)
    return request ? bridge.print(request) : Promise.resolve<PrintResult>('refused')
  }
  return { print: document => ask(document, 'printer'), savePdf: document => ask(document, 'pdf') }
}

/** Undefined for a roll that was not measured. */
export function requestOf({ title, paper, html }: PrintedDocument, to: PrintRequest['to']): PrintRequest | undefined {
  const { widthMm, heightMm } = paper
  return heightMm === undefined ? undefined : { title, paper: { widthMm, heightMm }, html, to }
}
