import { z } from 'zod'
import { deskOutcomeSchema, deskViewSchema, visitSchema } from './desk.ts'
import { errorSchema } from './errors.ts'
import { faceSchema } from './face.ts'
import { phases, userInteractions } from './phases.ts'
import { fieldSchema } from './report.ts'
import { scannersSchema } from './scanners.ts'
import { sessionSchema } from './session.ts'
import { setUpSchema } from './set-up.ts'
import { transactionSchema } from './transaction.ts'

export const readerSchema = z.object({
  name: z.string(),
  card: z.boolean(),
  /** The reader the next read will use. */
  chosen: z.boolean(),
})

/** What the citizen's QR code or the clerk said, before any chip was opened: declared data, never more. */
export const declaredSchema = z.object({
  origin: z.enum(['qr', 'number', 'can', 'mrz']),
  fields: z.array(fieldSchema),
  /** From the code of a health-insurance card, which opens no chip. */
  insuranceNumber: z.string().optional(),
})
export type Declared = z.infer<typeof declaredSchema>

export const counterSchema = z.discriminatedUnion('step', [
  /** Nobody at the counter, or only half of what a read needs: a card, or a way to open it. */
  z.object({
    step: z.literal('waiting'),
    card: z.boolean(),
    declared: declaredSchema.optional(),
    /** The one thing to ask for before the chip can be opened: its number, the day of birth, the end of validity, or the printed lines. */
    needs: z.enum(['can', 'birth', 'expiry', 'mrz']).optional(),
    /** Why the last input or placement led to nothing. */
    error: errorSchema.optional(),
  }),
  z.object({
    step: z.literal('reading'),
    phase: z.enum(phases),
    dataGroup: z.string().optional(),
    bytesDone: z.number(),
    bytesTotal: z.number(),
    elapsedMs: z.number(),
    interaction: z.enum(userInteractions),
    declared: declaredSchema.optional(),
    /** Fields already read, unverified until the result. */
    fields: z.array(fieldSchema),
  }),
  z.object({
    step: z.literal('result'),
    transaction: transactionSchema,
    /** What the desk's definition makes of it. */
    outcome: deskOutcomeSchema.optional(),
    /** Held in memory for this result only. Absent where no face may be shown. */
    face: faceSchema.optional(),
    /** False once the card was lifted; the next card starts the next citizen. */
    card: z.boolean(),
    /** Said when the transaction could not be saved. */
    storeError: errorSchema.optional(),
  }),
])
export type Counter = z.infer<typeof counterSchema>

export const demoSchema = z.object({
  personas: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      number: z.string(),
      note: z.string(),
      noteEn: z.string(),
      hostile: z.boolean(),
    }),
  ),
  /** Persona whose card lies on the virtual reader. */
  placed: z.string().optional(),
  /** Whether the reference registry answers. */
  registryOnline: z.boolean(),
  /** `pcsc` through a virtual reader, or `in-process` where no PC/SC service can be started. */
  reader: z.enum(['pcsc', 'in-process']),
})

export const stationStateSchema = z.object({
  version: z.string(),
  desk: z.object({ id: z.string(), name: z.string() }),
  /** What the desk's definition asks of its screens; absent only where the desk did not open. */
  rules: deskViewSchema.optional(),
  /** Whom the counter is serving, for what and by what right. */
  visit: visitSchema.optional(),
  /** Why the desk did not open in the other mode, and goes on in its own. */
  notOpened: errorSchema.optional(),
  /** How many transactions of this desk wait to be looked at. */
  open: z.number().int().optional(),
  readers: z.array(readerSchema),
  /** Why no card can be read just now (service down, no reader). */
  readerError: errorSchema.optional(),
  /** Absent only where the store with the accounts could not be opened. */
  session: sessionSchema.optional(),
  counter: counterSchema,
  online: z.object({ status: z.enum(['unknown', 'online', 'offline']), pending: z.number().int() }),
  trust: z.object({ anchors: z.number().int(), test: z.boolean() }),
  /** The store was found damaged when this station started: how many records of visits are lost. */
  rescued: z.object({ at: z.string(), lost: z.number().int() }).optional(),
  /** Why the organisation's own system cannot say who stands at the counter, where it should. */
  doorError: errorSchema.optional(),
  /** The register has shown that the audit log of this desk is not what it was. */
  auditBroken: errorSchema.optional(),
  /** Scanners that are no keyboards; absent where this station looks for none. */
  scanners: scannersSchema.optional(),
  /** Id of the transaction that was kept last, here or before a restart: it tells whether a read that was broken off was kept. */
  lastKept: z.string().optional(),
  /** The shell fills the screen, and lets nobody out but an administrator. Said by the shell. */
  kiosk: z.literal(true).optional(),
  /** Present only until somebody has been led through the set-up, or wants none of it. */
  setUp: setUpSchema.optional(),
  /** Present only in demo mode: the screen then carries a watermark and a tray. */
  demo: demoSchema.optional(),
})
/** Everything a screen shows, pushed whole at every change. */
export type StationState = z.infer<typeof stationStateSchema>
