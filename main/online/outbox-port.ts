import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'

/** An unanswered question with how often it was tried. */
export interface QueuedQuestion {
  readonly question: RegistryQuestion
  readonly attempts: number
}

/** What the sender needs of the store. */
export interface OutboxPort {
  readonly reader: {
    dueQuestions(now: Date, limit: number): readonly QueuedQuestion[]
    pendingQuestions(limit: number): readonly QueuedQuestion[]
    pendingCount(): number
  }
  readonly writer: {
    recordAnswer(requestId: string, state: RegistryState): Result<void, ChipDeskError>
    recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Result<void, ChipDeskError>
  }
}
