import type { Result } from '../emrtd/result.ts'
import type { Failures } from '../operators/sign-in-delay.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion, OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState, Transaction } from '../protocol/transaction.ts'

/** A question of the outbox with how often it was tried without an answer. */
export interface QueuedQuestion {
  readonly question: Question
  readonly attempts: number
}

/** What is saved with a transaction: all of it or nothing. */
export interface SavedWith {
  readonly questions?: readonly Question[]
  readonly audit?: readonly NewAuditEntry[]
  /** Text of an evidence file, where the desk's policy keeps one. */
  readonly evidence?: string
  /** What the desk trusted: kept once for every digest, as JSON text. */
  readonly trust?: { readonly digest: string; readonly body: string }
}

/** Everything that writes. `ok` means durable: the bytes were synced before the call returned. */
export interface StoreWriting {
  /** Saving the same transaction again changes nothing; another one under the same id is refused (`StoreFailed`). */
  saveTransaction(transaction: Transaction, also?: SavedWith): Result<void, ChipDeskError>
  /** Puts another question about a stored transaction into the outbox. The same request id again changes nothing. */
  saveQuestion(question: OnlineQuestion, audit?: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /**
   * Links an answer (`answered` or `failed`) to the transaction of the question, as a new entry. A `pending` state, as
   * the first try at the counter may give, counts as one attempt and leaves the question in the outbox.
   */
  recordAnswer(
    requestId: string,
    state: RegistryState | OnlineState,
    audit?: readonly NewAuditEntry[],
  ): Result<void, ChipDeskError>
  /** Counts a try without an answer; the question is due again at `nextTryAt`. */
  recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Result<void, ChipDeskError>
  /** Appends to the audit chain what belongs to no other write. */
  appendAudit(entries: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /** A new account, or the account of that id as it is from now on. Refused (`StoreFailed`) where no active administrator would be left. */
  saveOperator(operator: StoredOperator, audit: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /** Wrong sign-ins in a row by scope; `undefined` forgets them. */
  saveSignInFailures(
    failures: Readonly<Record<string, Failures | undefined>>,
    audit?: readonly NewAuditEntry[],
  ): Result<void, ChipDeskError>
  /** `undefined` deletes it. Secrets belong here, not into files: the store is encrypted. */
  saveSetting(name: string, value: string | undefined, audit?: readonly NewAuditEntry[]): Result<void, ChipDeskError>
}

/** The writing side as everybody sees it: it may run in a thread of its own. */
export type StoreWriter = {
  readonly [Name in keyof StoreWriting]: (
    ...args: Parameters<StoreWriting[Name]>
  ) => Promise<ReturnType<StoreWriting[Name]>>
}

/** Everything that reads. Throws only when the file itself is broken. */
export interface StoreReader {
  /** The transaction with the latest linked answer of the register in `registry`, and every other question in `checks`. */
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
  setting(name: string): string | undefined
  /** Every account, disabled ones too, by name to sign in. */
  operators(): StoredOperator[]
  operator(id: string): StoredOperator | undefined
  signInFailures(scope: string): Failures | undefined
}

export interface Store {
  readonly writer: StoreWriter
  readonly reader: StoreReader
  /** Ends what is being written, empties the write-ahead log and lets the next instance in. */
  close(): Promise<void>
}
