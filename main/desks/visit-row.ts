import type { OnlineCheckKind, OnlineState } from '../protocol/online-check.ts'
import type { RegistryState, Transaction } from '../protocol/transaction.ts'

/** A transaction as stored, with when each answer about it came. */
export interface VisitRow {
  readonly transaction: Transaction
  /** Oldest first. */
  readonly answers: readonly {
    readonly requestId: string
    readonly kind: 'registry' | OnlineCheckKind
    /** RFC 3339. */
    readonly recordedAt: string
    readonly state: RegistryState | OnlineState
  }[]
}
