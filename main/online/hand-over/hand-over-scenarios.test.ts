import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type OrganisationScenario,
  organisationScenarios,
} from '../../../fixtures/services/organisation/organisation-scenario.ts'
import {
  type OrganisationSystem,
  startOrganisationSystem,
} from '../../../fixtures/services/organisation/organisation-system.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import { timeoutsOf } from '../http-exchange.ts'
import { handOverDeliverer } from './deliver-hand-over.ts'
import { createHttpConnector } from './http-connector.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

let system: OrganisationSystem
let patient: OrganisationConnector
let hasty: OrganisationConnector
beforeAll(async () => {
  system = await startOrganisationSystem({ slowMs: 3000 })
  const connecting = (limitMs: number) =>
    createHttpConnector({ url: system.handOverUrl, ...system.client, timeouts: timeoutsOf(limitMs) })
  patient = connecting(8000)
  hasty = connecting(500)
})
afterAll(async () => {
  await Promise.all([patient.close(), hasty.close()])
  await system.stop()
})

const deliver = (connector: OrganisationConnector, question: OnlineQuestion) =>
  handOverDeliverer(connector).deliver(question, AbortSignal.timeout(5000), () => new Date())
/** Where somebody has to lose patience. */
const late: readonly OrganisationScenario[] = ['slow', 'slow-body', 'half-open']

const taken = (receipt?: string) => ({
  ok: true,
  value: {
    status: 'answered',
    answer: {
      kind: 'hand-over',
      ...(receipt && { receipt: expect.stringMatching(receipt) }),
      receivedAt: expect.any(String),
    },
  },
})
const waits = (tag: string, cause: string | RegExp, more: object = {}) => ({
  ok: false,
  error: {
    error: { tag, cause: typeof cause === 'string' ? cause : expect.stringMatching(cause) },
    final: false,
    ...more,
  },
})
const refused = (cause: string) => ({ ok: true, value: { status: 'failed', error: { tag: 'OnlineRefused', cause } } })
const reset = /^(ECONNRESET|UND_ERR_SOCKET|EPIPE)$/

/** What comes of the first try, and whether the other side has it then. */
const expected: Record<OrganisationScenario, readonly [object, stored: boolean]> = {
  normal: [taken('^TN-[0-9]{6}$'), true],
  slow: [waits('OnlineTimeout', 'no answer'), true],
  'slow-body': [waits('OnlineTimeout', 'answer not finished'), true],
  'half-open': [waits('OnlineTimeout', 'no answer'), false],
  reset: [waits('OnlineOffline', reset), false],
  'cut-off': [waits('OnlineOffline', reset), true],
  'without-receipt': [taken(), true],
  'conflict-when-known': [taken('^TN-'), true],
  'in-progress': [waits('OnlineFailed', 'HTTP 409'), false],
  '500': [waits('OnlineFailed', 'HTTP 500'), false],
  '500-after': [waits('OnlineFailed', 'HTTP 500'), true],
  '503': [waits('OnlineFailed', 'HTTP 503', { retryAfterMs: 2000 }), false],
  '429': [waits('OnlineFailed', 'HTTP 429', { retryAfterMs: 2000 }), false],
  '422': [refused('FIELD_MISSING'), false],
  '422-own-code': [refused('HTTP 422'), false],
  '422-plain': [refused('HTTP 422'), false],
  '401': [waits('OnlineAccount', 'CLIENT_UNKNOWN'), false],
  '403': [waits('OnlineAccount', 'NOT_PERMITTED'), false],
  '404': [waits('OnlineAnswerInvalid', 'HTTP 404'), false],
  redirect: [waits('OnlineAnswerInvalid', 'HTTP 307'), false],
  '202': [waits('OnlineAnswerInvalid', 'HTTP 202'), false],
  '204': [waits('OnlineAnswerInvalid', 'HTTP 204'), false],
  'lie-page': [waits('OnlineAnswerInvalid', 'not JSON'), false],
  'lie-empty': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-list': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-gateway': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-other-request': [waits('OnlineAnswerInvalid', 'of another request'), false],
  'lie-receipt-long': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-receipt-lines': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-receipt-object': [waits('OnlineAnswerInvalid', 'no answer to a hand-over'), false],
  'lie-huge': [waits('OnlineAnswerInvalid', 'too long'), false],
  'lie-cut': [waits('OnlineAnswerInvalid', 'not JSON'), false],
  'lie-conflict': [waits('OnlineAnswerInvalid', 'of another request'), false],
}

test.each(organisationScenarios.map(({ name }) => name))('%s', async name => {
  const question = inventedHandOver()
  const has = () => system.received().filter(({ requestId }) => requestId === question.requestId)
  system.setScenario(name)
  const [outcome, stored] = expected[name]
  expect(await deliver(late.includes(name) ? hasty : patient, question)).toMatchObject(outcome)
  expect(has()).toHaveLength(stored ? 1 : 0)
  // The next try says the same bytes, and is taken once whatever became of the first.
  system.setScenario(name === 'conflict-when-known' ? name : 'normal')
  expect(await deliver(patient, question)).toMatchObject(taken('^TN-'))
  expect(has()).toMatchObject([{ body: question.body, transactionId: question.transactionId }])
})
