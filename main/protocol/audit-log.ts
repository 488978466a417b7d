import { z } from 'zod'
import { auditActions } from './audit.ts'

/**
 * How a log was tampered with. `altered`: what an entry says is not what was sealed. `missing`: entries were taken out. `inserted`: entries were put
 * in. `moved`: an entry stands in the place of another. `cut`: entries are gone from the end. `rolled-back`: the whole log is an older one.
 * `forked`: another log of this desk went on from the same beginning. `rewritten`: entries were replaced and every hash after them
 * made anew. `clock`: the time steps back and no entry says so. `receipt`: an acknowledgement was changed.
 */
export const tamperKinds = [
  'altered',
  'missing',
  'inserted',
  'moved',
  'cut',
  'rolled-back',
  'forked',
  'rewritten',
  'clock',
  'receipt',
] as const
export type TamperKind = (typeof tamperKinds)[number]

const day = z.iso.date()

export const auditQuerySchema = z.object({
  /** Sign-in name. */
  operator: z.string().trim().min(1).max(100).optional(),
  action: z.enum(auditActions).optional(),
  /** Days in Vietnam, `YYYY-MM-DD`, both included. */
  from: day.optional(),
  to: day.optional(),
  /** The whole number of whom it is about, as the inspector knows it: the log itself has none. */
  subject: z
    .string()
    .regex(/^\d{9}(\d{3})?$/)
    .optional(),
  /** `next` of the page before. */
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(200).default(100),
})

export const auditedEntrySchema = z.object({
  seq: z.number().int(),
  /** RFC 3339, UTC. */
  at: z.string(),
  desk: z.string(),
  operator: z.string(),
  /** Of the account, where there is one still. */
  name: z.string().optional(),
  role: z.string(),
  action: z.string(),
  outcome: z.string(),
  purpose: z.string().optional(),
  legalBasis: z.string().optional(),
  /** Beginning of the keyed hash of a number: the same for the same person, and nobody's number. */
  subject: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** What may be personal, as long as it is kept. */
  detail: z.record(z.string(), z.string()).optional(),
})
export type AuditedEntry = z.infer<typeof auditedEntrySchema>

export const auditVerdictSchema = z.object({
  whole: z.boolean(),
  entries: z.number().int(),
  last: z.object({ seq: z.number().int(), head: z.string() }),
  /** The last entry that the register has acknowledged; 0: none. */
  confirmedTo: z.number().int(),
  uncheckedReceipts: z.number().int(),
  clockSteps: z.number().int(),
  findings: z.array(
    z.object({
      kind: z.enum(tamperKinds),
      seq: z.number().int(),
      to: z.number().int().optional(),
      detail: z.string(),
    }),
  ),
})
/** Whether the log of this desk is what it was. */
export type AuditVerdictView = z.infer<typeof auditVerdictSchema>

/** A file that is made while it is taken: `audit.part` with this id until it is done. */
export const auditExportSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  entries: z.number().int(),
  receipts: z.number().int(),
})
export const auditPartSchema = z.object({
  text: z.string(),
  /** SHA-256 of the whole file, hex, with its last part. */
  sha256: z.string().optional(),
})
