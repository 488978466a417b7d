import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import type { RegistryState, Transaction } from '../protocol/transaction.ts'

/** A question of the outbox with how often it was tried without an answer. */
export interface QueuedQuestion {
  readonly question: RegistryQuestion
  readonly attempts: number
}

/** Everything that writes. `ok` means durable: the bytes were synced before the call returned. */
export interface StoreWriter {
  /**
   * Saves a transaction and its question to the register in one SQLite transaction. Saving the same transaction again
   * changes nothing; another one under the same id is refused (`StoreFailed`).
   */
  saveTransaction(transaction: Transaction, question?: RegistryQuestion): Result<void, ChipDeskError>
  /**
   * Links an answer (`answered` or `failed`) to the transaction of the question, as a new entry. A `pending` state, as
   * the first try at the counter may give, counts as one attempt and leaves the question in the outbox.
   */
  recordAnswer(requestId: string, state: RegistryState): Result<void, ChipDeskError>
  /** Counts a try without an answer; the question is due again at `nextTryAt`. */
  recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Result<void, ChipDeskError>
}

/** Everything that reads. Throws only when the file itself is broken. */
export interface StoreReader {
  /** The transaction with the latest linked answer of the register in `registry`. */
  transaction(id: string): Transaction | undefined
  /**
   * Newest first. Digits find the personal number (whole, its beginning or its end) and the old CMND number; other
   * text finds folded words of the name, the last one as a beginning; empty text finds everything.
   */
  search(query: { text: string; limit: number }): Transaction[]
  /** Unanswered questions whose next try has come, longest waiting first. */
  dueQuestions(now: Date, limit: number): QueuedQuestion[]
  /** Unanswered questions, due or not, oldest first. */
  pendingQuestions(limit: number): QueuedQuestion[]
  pendingCount(): number
}

export interface Store {
  readonly writer: StoreWriter
  readonly reader: StoreReader
  /** Empties the write-ahead log and lets the next instance in. */
  close(): void
}
