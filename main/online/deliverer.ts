import type { Result } from '../emrtd/result.ts'
import type { EidWaiting } from '../protocol/citizen-data.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { RegistryFailure } from './registry-failure.ts'

/** A state that ends a question. */
export type Ended<S = RegistryState | OnlineState> = Extract<S, { status: 'answered' | 'failed' }>

/** What a deliverer may tell before the end, for the screen alone. */
export type Progress = (waiting: EidWaiting) => void

/** Takes the questions of one kind to the service that answers them. */
export interface Deliverer {
  /**
   * Questions of one service share one line: its breaker, its waiting, one question at a time. Another service's line is not touched when
   * this one is dead.
   */
  readonly service: string
  /**
   * Asks, with the bytes and the request id of the question however often it is called.
   * @returns the end of the question, or why it has to be asked again. A refusal that asking again cannot change is an end (`failed`).
   */
  deliver(
    question: Question,
    signal: AbortSignal,
    now: () => Date,
    progress?: Progress,
  ): Promise<Result<Ended, RegistryFailure>>
  /** A sign of life; without it the next question is what tries the line. */
  status?(signal: AbortSignal): Promise<Result<unknown, RegistryFailure>>
}

/** Who delivers which kind. */
export type Deliverers = Readonly<Partial<Record<Question['kind'], Deliverer>>>
