import type { DeskOutcome } from '../protocol/desk.ts'
import type { Transaction } from '../protocol/transaction.ts'

/** What one print-out is about. */
export interface DocumentData {
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
  /** Of a paper that is drafted for somebody to sign, from its act. */
  readonly draft?: {
    /** In the desk's own numbering, as it is written, e.g. `12/XN`. */
    readonly number?: string
    /** `YYYY-MM-DD` */
    readonly validUntil?: string
    /** What it may rest on; whatever came later is left out. */
    readonly basis?: 'registry' | 'chip' | 'declared'
    /** Of a refusal or a receipt; of a declaration, what is asked for. */
    readonly reason?: string
    /** Of the draft, `YYYY-MM-DD`. */
    readonly date?: string
  }
}
