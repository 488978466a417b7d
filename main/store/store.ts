import type { AuditEntry } from '../audit/entry.ts'
import type { AuditReceipt } from '../audit/receipt.ts'
import type { SealKey } from '../audit/seal.ts'
import type { Result } from '../emrtd/result.ts'
import type { Failures } from '../operators/sign-in-delay.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import type { Act } from '../protocol/act.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { Verdict } from '../protocol/checks.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion, OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState, Transaction } from '../protocol/transaction.ts'
import type { RetentionRules } from '../purposes/retention.ts'
import type {
  Deletion,
  DetailPurgeStep,
  PurgedDetails,
  PurgedTransactions,
  PurgeEnd,
  PurgePlanRow,
  PurgeStep,
} from './retention/purge-order.ts'

/** A question of the outbox with how often it was tried without an answer, why the last try failed, and when the next one is due. */
export interface QueuedQuestion {
  readonly question: Question
  readonly attempts: number
  readonly lastError?: ChipDeskError
  /** RFC 3339. */
  readonly nextTryAt: string
}

/** A question that ended without an answer: refused, expired, or impossible to ask. Somebody has to ask it again or give it up. */
export interface DeadQuestion {
  readonly question: Question
  readonly attempts: number
  readonly reason: ChipDeskError
  /** RFC 3339; how long it has been waiting counts from `question.createdAt`. */
  readonly endedAt: string
}

/** One entry of what was answered about a transaction: entries are only ever added. */
export interface StoredAnswer {
  readonly requestId: string
  readonly kind: Question['kind']
  /** RFC 3339. */
  readonly recordedAt: string
  readonly state: RegistryState | OnlineState
}

/** All of it must hold; what is absent does not limit. */
export interface HistoryFilter {
  /**
   * Digits find the personal number (whole, its beginning or its end) and the old CMND number; other text finds folded words of the
   * name, the last one as a beginning.
   */
  readonly text?: string | undefined
  /** A day in Vietnam, e.g. `2026-11-21`. */
  readonly day?: string | undefined
  /** First and last day, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly desk?: string | undefined
  readonly verdict?: Verdict | undefined
  /** Code of the purpose. */
  readonly purpose?: string | undefined
}

export interface HistoryQuery extends HistoryFilter {
  readonly limit: number
  /** `next` of the page before. */
  readonly before?: number | undefined
}

/** Newest first. `next` is there when there may be more. */
export interface HistoryPage {
  readonly transactions: readonly Transaction[]
  readonly next?: number
}

/** A time at one desk: RFC 3339, the first moment in and the first one out. */
export interface VisitSpan {
  readonly desk: string
  readonly from: string
  readonly to: string
}

/** A transaction with everything about it, and when each answer came. */
export interface StoredVisit {
  readonly transaction: Transaction
  /** Oldest first. */
  readonly answers: readonly StoredAnswer[]
}

/** The audit chain as it was at one moment. */
export interface StoredAuditLog {
  readonly genesis: string
  /** Of the entry that comes next. */
  readonly sealKey: SealKey
  readonly receipts: readonly AuditReceipt[]
  /** Number of the last entry; 0 where there is none. */
  readonly last: number
  /** First to last, read in batches. */
  entries(): IterableIterator<AuditEntry>
}

/** All of it must hold; what is absent does not limit. */
export interface AuditQuery {
  /** A whole personal number. */
  readonly subject?: string
  readonly operator?: string
  readonly action?: string
  /** RFC 3339, the first moment in and the first one out. */
  readonly from?: string
  readonly to?: string
  /** Entries before this one. */
  readonly before?: number
  readonly limit: number
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

/** The desk's own numbering of one form of paper. */
export interface Numbering {
  /** E.g. `ct07/2026`: each counts from 1. At most 40 characters. */
  readonly series: string
  /** How the number stands on the paper, e.g. `{n}/XN`; `{year}` is that of the act in Vietnam. */
  readonly form: string
}

/** Everything that writes. `ok` means durable: the bytes were synced before the call returned. */
export interface StoreWriting {
  /** Saving the same transaction again changes nothing; another one under the same id is refused (`StoreFailed`). */
  saveTransaction(transaction: Transaction, also?: SavedWith): Result<void, ChipDeskError>
  /** Puts another question about a stored transaction into the outbox. The same request id again changes nothing. */
  saveQuestion(question: OnlineQuestion, audit?: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /**
   * Links an answer (`answered` or `failed`) to the transaction of the question, as a new entry. A `pending` state, as
   * the first try at the counter may give, counts as one attempt and leaves the question in the outbox. The same end again changes nothing.
   * @param heardAt now, where absent
   */
  recordAnswer(
    requestId: string,
    state: RegistryState | OnlineState,
    audit?: readonly NewAuditEntry[],
    heardAt?: Date,
  ): Result<void, ChipDeskError>
  /** Counts a try without an answer; the question is due again at `nextTryAt`. */
  recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Result<void, ChipDeskError>
  /**
   * Asks an unanswered question (dead, given up, or expired while it waited) again, at once, under the same request id and with the
   * same bytes. Earlier failures stay entries of the history.
   * @param expiresAt RFC 3339, until when it is worth asking now
   */
  requeueQuestion(
    requestId: string,
    expiresAt: string,
    now: Date,
    audit: readonly NewAuditEntry[],
  ): Result<void, ChipDeskError>
  /** Gives a dead question up: it is no longer listed. An answer that still comes is linked all the same. */
  dismissQuestion(requestId: string, reason: string, audit: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /**
   * Adds an act to a stored transaction. A number of `document` is given here and nowhere else, in the same write: the next of its series, so that none is
   * left out, none is given twice, and none again after a purge, a rescue or a restore. The same paper printed again (same transaction, form, basis and
   * reason) keeps its number: its stored act comes back and no other is added, only `audit` is. A draft of another basis is another paper.
   * The same id again changes nothing; of a document `audit` is added all the same, for each printing is an access.
   * @param audit entries get the number of the paper as `facts.number`
   * @returns the act as stored; `StoreFailed` where there is no such transaction
   */
  saveAct(
    transactionId: string,
    act: Act,
    audit?: readonly NewAuditEntry[],
    numbering?: Numbering,
  ): Result<Act, ChipDeskError>
  /** Appends to the audit chain what belongs to no other write. */
  appendAudit(entries: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /** Keeps what the register signed about the chain; the same place again changes nothing. */
  saveAuditReceipt(receipt: AuditReceipt): Result<void, ChipDeskError>
  /** A new account, or the account of that id as it is from now on. Refused (`StoreFailed`) where no active administrator would be left, or it is another account. */
  saveOperator(operator: StoredOperator, audit: readonly NewAuditEntry[]): Result<void, ChipDeskError>
  /**
   * Wrong sign-ins in a row by scope; `undefined` forgets them. @param seen what they are counted from: refused (`countedMeanwhile`) where another process
   * has counted since
   */
  saveSignInFailures(
    failures: Readonly<Record<string, Failures | undefined>>,
    audit?: readonly NewAuditEntry[],
    seen?: Readonly<Record<string, Failures | undefined>>,
  ): Result<void, ChipDeskError>
  /** One step of `purgeExpired` or `purgeOnRequest`: transactions with everything about them, the record of it and its audit entry. */
  purgeTransactions(step: PurgeStep): Result<PurgedTransactions, ChipDeskError>
  /** One step: what audit entries keep apart, where its time is over. */
  purgeAuditDetails(step: DetailPurgeStep): Result<PurgedDetails, ChipDeskError>
  /** Cleans the files of what was purged, see `finish-purge.ts`. With `compact` nobody can save meanwhile. */
  finishPurge(how: { readonly compact: boolean }): Result<PurgeEnd, ChipDeskError>
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
  /** The transaction with the latest linked answer of the register in `registry`, every other question in `checks`, and what was done since in `acts`. */
  transaction(id: string): Transaction | undefined
  /** Newest first, no more than `limit`: the transactions of `historyPage`. */
  search(query: HistoryQuery): Transaction[]
  /** A page of the history. What is saved or purged between two pages shifts none of them. */
  historyPage(query: HistoryQuery): HistoryPage
  /**
   * How many visits the filter lets through on each day, `YYYY-MM-DD` in Vietnam, on which this page has any; undefined where the page reaches over so much
   * of the history that counting would take long.
   */
  dayCounts(
    filter: Pick<HistoryFilter, 'desk' | 'verdict' | 'purpose'>,
    page: readonly Pick<Transaction, 'at'>[],
  ): Record<string, number> | undefined
  /**
   * Everything that the filter lets through, newest first, read in batches: memory does not grow with the history. Other work gets its turn
   * only where the caller lets it, between two transactions.
   */
  transactionsOf(filter: HistoryFilter): IterableIterator<Transaction>
  /** Every transaction of a desk that was read in that time, newest first, in batches as `transactionsOf` gives them. */
  visitsBetween(span: VisitSpan): IterableIterator<StoredVisit>
  /** Every answer and failure about a transaction, oldest first. */
  answersOf(transactionId: string): StoredAnswer[]
  /** What was done about a transaction, oldest first. */
  acts(transactionId: string): Act[]
  /** Text of the evidence file, where one was kept. */
  evidence(transactionId: string): string | undefined
  /** What the desk trusted under this digest, as JSON text. */
  trustState(digest: string): string | undefined
  /** Unanswered questions whose next try has come, longest waiting first; of some kinds only, where they are given. */
  dueQuestions(now: Date, limit: number, kinds?: readonly Question['kind'][]): QueuedQuestion[]
  /** Unanswered questions, due or not, oldest first. */
  pendingQuestions(limit: number, kinds?: readonly Question['kind'][]): QueuedQuestion[]
  pendingCount(): number
  /**
   * Questions that waited at any time since: put since then, ended since then, or waiting still. One that was asked again counts from its first time.
   * Read in batches.
   */
  questionsSince(since: Date): IterableIterator<{ readonly createdAt: string; readonly endedAt?: string }>
  /** Questions that ended without an answer and were not given up, latest first. */
  deadQuestions(limit: number): DeadQuestion[]
  /** Undefined where nothing was ever recorded. */
  auditLog(): StoredAuditLog | undefined
  /** The last entry's place, hash and time. */
  auditHead(): { readonly seq: number; readonly head: string; readonly at: string } | undefined
  /** The last one of the register. */
  auditReceipt(): AuditReceipt | undefined
  auditEntry(seq: number): AuditEntry | undefined
  /** Newest first. */
  auditList(query: AuditQuery): AuditEntry[]
  /** It is this late at least: the register's last signed time, the last entry, and what the clock was set back from since. */
  auditFloor(): Date | undefined
  /** What a purge on that day, `YYYY-MM-DD`, would delete, for every purpose in the store. */
  purgePlan(rules: RetentionRules, today: string, now: Date): PurgePlanRow[]
  /** The last day before this one on which anybody was served. */
  latestDay(before: string): string | undefined
  /** What was deleted, latest first. */
  deletions(limit: number): Deletion[]
  /** When and why a transaction of this id was deleted; undefined if none was. */
  deletionOf(transactionId: string): Deletion | undefined
  setting(name: string): string | undefined
  /** Those whose name begins so, by name. */
  settings(prefix: string): { readonly name: string; readonly value: string }[]
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
