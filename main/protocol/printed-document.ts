import { z } from 'zod'

/** Everything that a desk can print. A desk's definition lists those that it does. */
export const documentIds = [
  /** Reception of a patient, on a roll of 58 or 80 mm or on A5. */
  'reception-slip-58',
  'reception-slip-80',
  'reception-slip-a5',
  /** What a bank keeps of a verified identity, with a verification id and its QR code. */
  'teller-record',
  /** The same for any other desk that checks an identity. */
  'identity-record',
  /** Forms of TT 56/2021/TT-BCA, changed by TT 66/2023 and TT 53/2025: declaration, receipt, refusal, confirmation. */
  'ct01',
  'ct04',
  'ct06',
  'ct07',
] as const
export type DocumentId = (typeof documentIds)[number]

/** Print-outs about no single transaction. */
export const listIds = ['own-data', 'shift', 'statistics', 'test-page'] as const

export const paperSchema = z.object({
  widthMm: z.number(),
  /** Absent on a roll: as long as it gets. */
  heightMm: z.number().optional(),
})
export type Paper = z.infer<typeof paperSchema>

export const printedDocumentSchema = z.object({
  id: z.enum([...documentIds, ...listIds]),
  title: z.string(),
  paper: paperSchema,
  /** A whole page of HTML with its fonts, styles and pictures inside it: it asks nobody for anything and runs no script. */
  html: z.string(),
})
/** One print-out, the same in every shell. */
export type PrintedDocument = z.infer<typeof printedDocumentSchema>
