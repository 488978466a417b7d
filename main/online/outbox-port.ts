import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'

/** An unanswered question with how often it was tried. */
export interface QueuedQuestion {
  readonly question: Question
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
    recordAnswer(requestId: string, state: RegistryState | OnlineState): Promise<Result<void, ChipDeskError>>
    recordAttempt(requestId: string, error: ChipDeskError, nextTryAt: Date): Promise<Result<void, ChipDeskError>>
  }
}
