import { fail, ok, type Result } from '../emrtd/result.ts'
import type { OnlineAnswer, OnlineQuestion } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import { type Clock, systemClock } from './clock.ts'
import { deliverEid } from './deliver-eid.ts'
import { deliverRegistry } from './deliver-registry.ts'
import type { Deliverer, Deliverers } from './deliverer.ts'
import type { Asking, RegistryAdapter } from './registry-adapter.ts'
import { notConfigured, type RegistryFailure } from './registry-failure.ts'
import { twice } from './twice.ts'

/**
 * Who delivers the questions to the register. They share one line but for those to VNeID, which wait minutes for a citizen.
 * @param clock waits between two looks at an e-ID request
 */
export function registryDeliverers(
  adapter: RegistryAdapter,
  clock: Clock = systemClock,
): Required<Omit<Deliverers, 'insurance' | 'hand-over'>> {
  const { status } = adapter
  const line = { service: 'registry', ...(status && { status: (signal: AbortSignal) => status(signal) }) }
  const answering = <T extends OnlineAnswer>(call: Asking<T> | undefined): Deliverer => ({
    ...line,
    async deliver(question, signal, now) {
      if (!call || question.kind === 'registry') return fail(notConfigured)
      const { requestId, body } = question
      return ended(await twice(() => call({ requestId, body }, signal), signal), now)
    },
  })
  return {
    registry: {
      ...line,
      deliver: async (question, signal, now) =>
        question.kind === 'registry' ? deliverRegistry(adapter, question, signal, now) : fail(notConfigured),
    },
    lookup: answering(adapter.lookUp),
    'civil-status': answering(adapter.civilStatus),
    residence: answering(adapter.confirmResidence),
    eid: {
      service: 'eid',
      async deliver(question, signal, now, progress) {
        if (!adapter.eid || !isOnline(question)) return fail(notConfigured)
        return ended(await deliverEid(adapter.eid, question, { clock, signal, progress }), now)
      },
    },
  }
}

const isOnline = (question: Question): question is OnlineQuestion => question.kind !== 'registry'

/** For a kind that nobody delivers: its questions wait until they expire. */
export const nobodyDelivers: Deliverer = { service: 'nobody', deliver: async () => fail(notConfigured) }

function ended(answer: Result<OnlineAnswer, RegistryFailure>, now: () => Date) {
  if (answer.ok) return ok({ status: 'answered', answeredAt: now().toISOString(), answer: answer.value } as const)
  return answer.error.final ? ok({ status: 'failed', error: answer.error.error } as const) : answer
}
