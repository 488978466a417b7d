import { type ReactNode, useState } from 'react'
import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import { PrintPreview } from './print-preview.tsx'

/** Opens the preview of a print-out; `preview` has to stand somewhere in what the caller renders. */
export function usePrint(): { open(document: PrintedDocument): void; preview: ReactNode } {
  const [document, setDocument] = useState<PrintedDocument>()
  return {
    open: setDocument,
    preview: document && <PrintPreview document={document} onClose={() => setDocument(undefined)} />,
  }
}
