import type { PrintWordsTable } from './print-words.vi.ts'

export const englishPrintWords: PrintWordsTable = {
  demo: 'SAMPLE / DEMO – NOT VALID',
  demoStamp: 'MẪU / DEMO',
  page: 'Page',
  desk: 'Desk',
  operator: 'Officer',
  printedAt: 'Printed',
  reference: 'Verification id',
  sexes: { M: 'Male', F: 'Female', X: 'Other' },
  unlimited: 'No expiry',
}
