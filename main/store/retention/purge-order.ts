import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { Retention } from '../../purposes/purpose.ts'

/** Who purges, where and when; `at` is RFC 3339, UTC, with milliseconds. */
export type PurgedBy = Pick<NewAuditEntry, 'at' | 'desk' | 'operator' | 'role'>

/** `period`: the time is over. `request`: the citizen asked, and no law makes the desk keep it. */
export type PurgeReason = 'period' | 'request'

/** One bounded step: the counter's own writes come between two of them. */
export interface PurgeStep {
  /** Shared by all steps of one run. */
  readonly run: string
  readonly by: PurgedBy
  readonly reason: PurgeReason
  readonly purpose: string
  readonly rule: Retention
  /** First day that stays, `YYYY-MM-DD`. */
  readonly before: string
  /** Only this person's: a whole personal number. */
  readonly number?: string
  /** Most transactions of one step. */
  readonly limit: number
}

export interface PurgedTransactions {
  readonly transactions: number
  readonly auditDetails: number
  /** Questions that had passed their time unanswered and ended with their transaction. */
  readonly endedQuestions: number
  /** Whether the next step may find more. */
  readonly more: boolean
}

/** Details of audit entries whose own time is over, by the moment (RFC 3339, UTC) before which they go. */
export interface DetailPurgeStep {
  readonly run: string
  readonly by: PurgedBy
  readonly cutoffs: {
    readonly byPurpose: Readonly<Record<string, string>>
    /** Of entries under no purpose, or one that has no rule. */
    readonly others: string
  }
  readonly legalSource: string
  /** `next` of the step before. */
  readonly after: number
  /** Most details looked at in one step. */
  readonly limit: number
}

export interface PurgedDetails {
  readonly auditDetails: number
  readonly next?: number
}

/** `more`: call again. Otherwise `finished` says whether nothing of what was purged is left in the files. */
export interface PurgeEnd {
  readonly more: boolean
  readonly finished: boolean
}

/** A row of what was deleted. */
export interface Deletion {
  readonly seq: number
  readonly run: string
  readonly at: string
  readonly operator: string
  readonly what: 'transactions' | 'audit-details'
  readonly reason: PurgeReason
  readonly purpose?: string
  readonly legalSource: string
  readonly before: string
  readonly transactions: number
  /** JSON text: the rule, first and last day, counts, and the digest of the ids. */
  readonly body: string
}

/** What a purge would delete of one purpose. */
export interface PurgePlanRow {
  readonly purpose: string
  /** Absent where the purpose has no rule: nothing of it is ever purged. */
  readonly rule?: Retention
  readonly before?: string
  /** Due now. */
  readonly transactions: number
  /** Due, but a question about them still waits for its answer. */
  readonly held: number
  readonly total: number
}

/** Name of the setting that is there from the first step of a purge until its files are clean. */
export const unfinishedPurge = 'retention.unfinished'
