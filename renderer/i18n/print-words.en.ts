import type { Dictionary } from './vi.ts'

export const englishPrint: Dictionary['print'] = {
  print: 'Print',
  savePdf: 'Save as PDF',
  close: 'Close',
  page: 'The print-out',
  working: 'Printing…',
  sizeRoll: (width, height) => `Roll of ${width} mm, ${height} mm long`,
  sizeSheet: (width, height) => `Paper ${width} × ${height} mm`,
  results: {
    printed: 'Sent to the printer.',
    saved: 'The PDF was saved.',
    cancelled: 'Cancelled, nothing was printed.',
    refused: 'This machine does not print that way. Tell the administrator.',
    failed: 'Could not print. Check the printer and its paper, and print again.',
  },
}
