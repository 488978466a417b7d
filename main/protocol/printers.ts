import { z } from 'zod'

const printerName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must not hold control characters')

/** `printers.json` of a desk. */
export const printersSchema = z.strictObject({
  /** Of slips. */
  roll: printerName.optional(),
  /** Of A4 and A5. */
  sheet: printerName.optional(),
})
/** Names of the printers, as the operating system has them, that are printed on without asking; an absent one is asked for every time. */
export type Printers = z.infer<typeof printersSchema>

/** A printer that the operating system knows. */
export const knownPrinterSchema = z.object({
  name: z.string(),
  /** As people call it. */
  title: z.string(),
})
export type KnownPrinter = z.infer<typeof knownPrinterSchema>
