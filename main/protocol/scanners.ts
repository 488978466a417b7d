import { z } from 'zod'
import { errorSchema } from './errors.ts'

/** Speeds of serial ports, bits per second. */
export const baudRates = [9600, 19_200, 38_400, 57_600, 115_200] as const
export type BaudRate = (typeof baudRates)[number]

/** A scanner that is no keyboard, as the settings show it. */
export const scannerSchema = z.object({
  /** The same after it was unplugged and came back. */
  id: z.string(),
  kind: z.enum(['serial', 'hid']),
  /** As it names itself, or where it is plugged in. */
  label: z.string(),
  /** Taken now: what it scans comes to the counter. */
  attached: z.boolean(),
  /** Why it cannot be used, or what was wrong with its last code. */
  problem: errorSchema.optional(),
})
export type Scanner = z.infer<typeof scannerSchema>

/** The last code of a scanner for the live test: how it arrived, never what it says. */
export const lastScanSchema = z.object({
  scanner: z.string(),
  at: z.iso.datetime(),
  characters: z.int(),
  /** Why the counter did not take it; absent where it did. */
  refused: errorSchema.optional(),
  charset: z.string(),
  /** The scanner is to be set to UTF-8: letters are missing, or were repaired. */
  notUtf8: z.boolean(),
})
export type LastScan = z.infer<typeof lastScanSchema>

export const scannersSchema = z.object({
  scanners: z.array(scannerSchema),
  /** Of a whole kind, such as software that is not installed. */
  problems: z.array(errorSchema),
  last: lastScanSchema.optional(),
  /** The serial port that the desk chose; without it every port of a maker of scanners is taken. */
  serial: z.object({ id: z.string().optional(), baudRate: z.union(baudRates.map(rate => z.literal(rate))) }),
})
export type Scanners = z.infer<typeof scannersSchema>
