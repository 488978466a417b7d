import { z } from 'zod'
import { verdicts } from './checks.ts'
import { deskOutcomeSchema } from './desk.ts'

const count = z.number().int()

/** Numbers of one desk on one day or over some, without anything personal. */
export const statisticsSchema = z.object({
  desk: z.string(),
  /** First and last day, `YYYY-MM-DD`. */
  from: z.string(),
  to: z.string(),
  visits: count,
  withoutCard: count,
  byPurpose: z.record(z.string(), count),
  byVerdict: z.partialRecord(z.enum(verdicts), count),
  /** Registry verdict, or `pending`, `failed`, `not-asked`. */
  byRegistry: z.record(z.string(), count),
  /** Deciding code of the insurance, or `pending`, `failed`. */
  byInsurance: z.record(z.string(), count),
  byDecision: z.record(z.string(), count),
  byDocument: z.record(z.string(), count),
  overrides: count,
  /** Visits by full hour in Vietnam, 0 to 23. */
  byHour: z.array(count).length(24),
  /** Milliseconds of whole reads; absent where none was. */
  read: z.object({ median: z.number(), p95: z.number() }).optional(),
})
export type Statistics = z.infer<typeof statisticsSchema>

/** Why a transaction stands on a list of things to look at. */
export const openReasons = [
  /** An answer came after the citizen had gone. */
  'late-answer',
  'pending',
  'failed',
  'stopped',
  'override',
  'hand-over-failed',
] as const
export const openItemSchema = z.object({
  transactionId: z.string(),
  /** RFC 3339. */
  at: z.string(),
  purpose: z.string(),
  operator: z.string().optional(),
  /** Masked. */
  number: z.string().optional(),
  name: z.string().optional(),
  reasons: z.array(z.enum(openReasons)).min(1),
  outcome: deskOutcomeSchema.shape.light,
  /** What the late answer said, in codes: a registry verdict, a code of the insurance, `citizenAnswerCode`. */
  says: z.array(z.string()),
})
export type OpenItem = z.infer<typeof openItemSchema>

export const shiftSchema = z.object({
  desk: z.string(),
  /** RFC 3339, both. */
  from: z.string(),
  to: z.string(),
  statistics: statisticsSchema,
  open: z.array(openItemSchema),
})
/** What one shift leaves to the next. */
export type Shift = z.infer<typeof shiftSchema>

export const ownRecordSchema = z.object({
  /** Masked. */
  number: z.string(),
  name: z.string().optional(),
  transactions: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      desk: z.string(),
      purpose: z.string(),
      legalBasis: z.string(),
      verdict: z.enum(verdicts),
      /** What is kept, by name: fields, answers, acts, whether raw data of the chip. */
      keeps: z.array(z.string()),
      evidence: z.boolean(),
      /** `YYYY-MM-DD` */
      deletedOn: z.string().optional(),
      mustStay: z.boolean(),
      source: z.string().optional(),
    }),
  ),
  accesses: z.array(
    z.object({
      at: z.string(),
      desk: z.string(),
      operator: z.string(),
      action: z.string(),
      purpose: z.string().optional(),
      outcome: z.string(),
    }),
  ),
})
/** What a desk holds about one person and who saw it (Luật 91/2025/QH15). */
export type OwnRecordView = z.infer<typeof ownRecordSchema>
