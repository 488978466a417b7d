import { fail, ok, type Result } from '../emrtd/result.ts'
import type { RegistryQuestion, RegistryRequest } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { RegistryClient } from './registry-client.ts'
import type { RegistryFailure } from './registry-failure.ts'

/** A state that ends a question. */
export type RegistryAnswer = Extract<RegistryState, { status: 'answered' | 'failed' }>

/**
 * Asks both parts of a question at once.
 *
 * The card is what counts: refused, the question has failed. A citizen match that is refused leaves the answer about the
 * card; one that is only missing leaves the question open, unless the card's verdict is bad already, which the counter
 * must hear at once.
 * @returns the end of the question, or why it has to be asked again
 */
export async function deliver(
  client: RegistryClient,
  question: RegistryQuestion,
  signal: AbortSignal,
): Promise<Result<RegistryAnswer, RegistryFailure>> {
  const { requestId } = question
  const [card, citizen] = await Promise.all([
    twice(client.verifyCard, question.card, signal),
    question.citizen && twice(client.matchCitizen, question.citizen, signal),
  ])
  if (!card.ok) {
    return card.error.final ? ok({ status: 'failed', requestId, error: card.error.error }) : card
  }
  const answered = { status: 'answered', requestId, answeredAt: new Date().toISOString(), card: card.value } as const
  if (citizen?.ok) return ok({ ...answered, citizen: citizen.value })
  // The contract has two ways to say that there is no such person.
  if (citizen?.error.final && citizen.error.error.cause === 'NOT_FOUND')
    return ok({ ...answered, citizen: { match: 'NOT_FOUND', perField: {} } })
  const missing = citizen && !citizen.error.final && card.value.verdict === 'VALID'
  return missing ? citizen : ok(answered)
}

/** Once more, with the same id, when the line broke: a kept-alive connection that has died shows only when it is used. */
async function twice<T>(
  call: (request: RegistryRequest, signal: AbortSignal) => Promise<Result<T, RegistryFailure>>,
  request: RegistryRequest,
  signal: AbortSignal,
): Promise<Result<T, RegistryFailure>> {
  const first = await call(request, signal)
  if (first.ok || first.error.error.tag !== 'OnlineOffline' || signal.aborted) return first
  const second = await call(request, signal)
  return second.ok ? second : fail(second.error)
}

/**
 * The first try, while the citizen waits: never longer than the limit. Save the question before asking, so that it is not
 * lost when the desk dies meanwhile; hand the state to `recordAnswer` after.
 * @param limitMs milliseconds
 * @returns `answered`, `failed` (refused), or `pending` with the reason; the sender goes on with a pending one
 */
export async function askRegistry(
  client: RegistryClient,
  question: RegistryQuestion,
  limitMs: number,
): Promise<RegistryState> {
  const delivery = await deliver(client, question, AbortSignal.timeout(limitMs))
  if (delivery.ok) return delivery.value
  const { requestId, createdAt } = question
  return { status: 'pending', requestId, since: createdAt, error: delivery.error.error }
}
