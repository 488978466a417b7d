import { fail, ok, type Result } from '../emrtd/result.ts'
import type { RegistryQuestion, RegistryRequest } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { Ended } from './deliverer.ts'
import type { RegistryAdapter } from './registry-adapter.ts'
import { notConfigured, type RegistryFailure } from './registry-failure.ts'
import { twice } from './twice.ts'

/** A state that ends a question to the register. */
export type RegistryAnswer = Ended<RegistryState>

/**
 * Asks both parts of a question at once, each of the service that can answer it.
 *
 * The card is what counts: refused, the question has failed. A citizen match that is refused leaves the answer about the
 * card; one that is only missing leaves the question open, unless the card's verdict is bad already, which the counter
 * must hear at once.
 * @returns the end of the question, or why it has to be asked again
 */
export async function deliverRegistry(
  adapter: RegistryAdapter,
  question: RegistryQuestion,
  signal: AbortSignal,
  now: () => Date = () => new Date(),
): Promise<Result<RegistryAnswer, RegistryFailure>> {
  const { requestId } = question
  const { verifyCard, matchCitizen } = adapter
  const [card, citizen] = await Promise.all([
    verifyCard && twice(() => verifyCard(question.card, signal, question.provinceOfOrigin), signal),
    matchCitizen && question.citizen && asked(matchCitizen, question.citizen, signal),
  ])
  const failed = (failure: RegistryFailure) =>
    failure.final ? ok({ status: 'failed', requestId, error: failure.error } as const) : fail(failure)
  if (card && !card.ok) return failed(card.error)
  const answered = { status: 'answered', requestId, answeredAt: now().toISOString() } as const
  const about = { ...answered, ...(card && { card: card.value }) }
  if (citizen?.ok) return ok({ ...about, citizen: citizen.value })
  // The contract has two ways to say that there is no such person.
  if (citizen?.error.final && citizen.error.error.cause === 'NOT_FOUND')
    return ok({ ...about, citizen: { match: 'NOT_FOUND', perField: {} } })
  if (!card) return citizen ? failed(citizen.error) : fail(notConfigured)
  const missing = citizen && !citizen.error.final && card.value.verdict === 'VALID'
  return missing ? citizen : ok(about)
}

const asked = <T>(
  call: (request: RegistryRequest, signal: AbortSignal) => Promise<Result<T, RegistryFailure>>,
  request: RegistryRequest,
  signal: AbortSignal,
) => twice(() => call(request, signal), signal)
