import { ok } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import type { Deliverer } from '../deliverer.ts'
import { isHandOver } from './hand-over-question.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

/** Takes the outbox's hand-overs to the organisation's own system, on a line of their own. */
export const handOverDeliverer = (connector: OrganisationConnector): Deliverer => ({
  service: 'organisation',
  async deliver(question, signal, now) {
    if (question.kind !== 'hand-over') throw new Error(`no hand-over: ${question.kind}`)
    if (Date.parse(question.expiresAt) <= now().getTime()) return failed('OnlineExpired')
    if (!isHandOver(question)) return failed('OnlineFailed', 'not a hand-over')
    const { requestId, body } = question
    const taken = await connector.handOver({ requestId, body }, signal)
    if (!taken.ok) return taken.error.final ? ok({ status: 'failed', error: taken.error.error }) : taken
    const at = now().toISOString()
    return ok({
      status: 'answered',
      answeredAt: at,
      answer: { kind: 'hand-over', ...taken.value, receivedAt: at },
    })
  },
})

const failed = (tag: 'OnlineExpired' | 'OnlineFailed', cause?: string) =>
  ok({ status: 'failed', error: chipDeskError(tag, cause ? { cause } : {}) } as const)
