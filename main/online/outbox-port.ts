import type { Result } from '../emrtd/result.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'

/** An unanswered question with how often it was tried. */
export interface QueuedQuestion {
  readonly question: Question
  readonly attempts: number
  /** RFC 3339. */
  readonly nextTryAt: string
}

/** What the sender needs of the store. */
export interface OutboxPort {
  readonly reader: {
    /** Those whose next try has come, the longest waiting first; of some kinds only, where they are given. */
    dueQuestions(now: Date, limit: number, kinds?: readonly Question['kind'][]): readonly QueuedQuestion[]
    /** Due or not, the oldest first. */
    pendingQuestions(limit: number, kinds?: readonly Question['kind'][]): readonly QueuedQuestion[]
    pendingCount(): number
  }
  readonly writer: {
    recordAnswer(
      requestId: string,
      state: RegistryState | OnlineState,
      audit?: readonly NewAuditEntry[],
    ): Promise<Result<void, ChipDeskError>>
    recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Promise<Result<void, ChipDeskError>>
  }
}
