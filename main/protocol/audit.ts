import { z } from 'zod'
import { roles } from './roles.ts'

/** What was done. One word, one meaning; `trust.*` and `settings.*` are changes, everything else is access to somebody's data. */
export const auditActions = [
  'station.start',
  'station.clock',
  'session.sign-in',
  'session.sign-in-failed',
  'session.sign-out',
  'session.lock',
  'session.unlock',
  'operator.create',
  'operator.change',
  'card.read',
  'registry.ask',
  'registry.answer',
  'insurance.ask',
  'insurance.answer',
  'lookup.ask',
  'lookup.answer',
  'history.search',
  'history.view',
  'history.verify',
  'transaction.print',
  'transaction.export',
  'transaction.trace',
  'store.export',
  'store.purge',
  'store.backup',
  'store.restore',
  'store.key',
  'audit.view',
  'audit.export',
  'trust.change',
  'settings.change',
  'outbox.change',
  'transaction.override',
  'transaction.act',
  'hand-over.ask',
  'hand-over.answer',
  'citizen.own-record',
  'desk.list',
  'call.consent',
  'call.refused',
] as const
export type AuditAction = (typeof auditActions)[number]

export const newAuditEntrySchema = z.object({
  /** RFC 3339, UTC, milliseconds. */
  at: z.string(),
  desk: z.string(),
  /** Sign-in name; `station` for what the station does by itself, `os:NAME` on the command line. */
  operator: z.string(),
  role: z.enum([...roles, 'none']),
  action: z.enum(auditActions),
  purpose: z.string().optional(),
  legalBasis: z.string().optional(),
  /** Personal number of whom it is about. The store keeps a keyed hash of it, never the number. */
  subject: z.string().optional(),
  /** `done`, `refused`, `failed`, or the word of the outcome itself: a verdict, a result code. */
  outcome: z.string(),
  /** Never personal: ids, counts, codes. Kept for ever. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** May be personal: kept apart behind a salted commitment, and purged with what it is about. */
  detail: z.record(z.string(), z.string()).optional(),
})
/** An entry as it is given to the store, which gives it its place in the chain. */
export type NewAuditEntry = z.infer<typeof newAuditEntrySchema>
