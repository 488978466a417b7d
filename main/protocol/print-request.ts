import { z } from 'zod'

/** What can be fed to a printer: a roll of 40 mm up to A3. */
const millimetres = z.number().min(25).max(420)

export const printRequestSchema = z.strictObject({
  /** Name of the print job, or of the file. */
  title: z.string().min(1).max(200),
  /** Measured by the page that shows it, where it is a piece of a roll. */
  paper: z.strictObject({ widthMm: millimetres, heightMm: z.number().min(10).max(3_000) }),
  /** All of the page: fonts and pictures are inside it. */
  html: z.string().min(1).max(4_000_000),
  to: z.enum(['printer', 'pdf']),
})
/** What the page asks the Electron shell to print. */
export type PrintRequest = z.infer<typeof printRequestSchema>

/** `cancelled`: by the person at the dialog. `refused`: not a request of ours, or not allowed here. */
export const printResults = ['printed', 'saved', 'cancelled', 'refused', 'failed'] as const
export type PrintResult = (typeof printResults)[number]
