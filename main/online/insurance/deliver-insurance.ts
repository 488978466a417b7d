import { fail, ok, type Result } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { causeOfCode, decidingCode, type InsuranceAnswer } from '../../protocol/insurance.ts'
import type { OnlineQuestion, OnlineState } from '../../protocol/online-check.ts'
import type { Deliverer, Ended } from '../deliverer.ts'
import { type RegistryFailure, retryable } from '../registry-failure.ts'
import type { InsuranceAdapter } from './insurance-adapter.ts'
import { readInsuranceQuestion } from './insurance-question.ts'

/**
 * Asks the insurance one question of the outbox.
 *
 * Only what says something of the card is an answer. What says that the portal has a fault is no answer yet: the question
 * waits. What says that the question is not taken (officer unknown, malformed) has failed: somebody must mend it first.
 * @returns the end of the question, or why it has to be asked again
 */
export async function deliverInsurance(
  adapter: InsuranceAdapter,
  question: OnlineQuestion,
  signal: AbortSignal,
  now: () => Date = () => new Date(),
): Promise<Result<Ended<OnlineState>, RegistryFailure>> {
  if (Date.parse(question.expiresAt) <= now().getTime()) return ended('OnlineExpired')
  const lookUp = readInsuranceQuestion(question)
  if (!lookUp) return ended('OnlineFailed', 'not a look-up')
  const answer = await adapter.lookUp(lookUp, signal)
  if (!answer.ok) return answer.error.final ? ok({ status: 'failed', error: answer.error.error }) : answer
  return endOf(answer.value, now())
}

const ended = (tag: 'OnlineExpired' | 'OnlineFailed' | 'OnlineRefused' | 'OnlineAccount', cause?: string) =>
  ok({ status: 'failed', error: chipDeskError(tag, cause ? { cause } : {}) } as const)

function endOf(answer: InsuranceAnswer, now: Date): Result<Ended<OnlineState>, RegistryFailure> {
  const cause = causeOfCode(decidingCode(answer))
  if (answer.action === 'retry-later') return fail(retryable('OnlineFailed', cause))
  if (answer.action === 'admin') return ended('OnlineAccount', cause)
  if (answer.action === 'bug') return ended('OnlineRefused', cause)
  return ok({ status: 'answered', answeredAt: now.toISOString(), answer })
}

/** Takes the outbox's questions about insurance to the portal. */
export const insuranceDeliverer = (adapter: InsuranceAdapter): Deliverer => ({
  service: 'insurance',
  async deliver(question, signal, now) {
    if (question.kind !== 'insurance') throw new Error(`not about insurance: ${question.kind}`)
    return await deliverInsurance(adapter, question, signal, now)
  },
})
