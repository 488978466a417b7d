import { afterEach, expect, test } from 'vitest'
import { startOrganisationSystem } from '../../../fixtures/services/organisation/organisation-system.ts'
import { ok } from '../../emrtd/result.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import type { Deliverer } from '../deliverer.ts'
import { inventedQuestion } from '../invented-questions.ts'
import { modelOutbox } from '../modelled-outbox.ts'
import { createOutboxSender } from '../outbox-sender.ts'
import { handOverDeliverer } from './deliver-hand-over.ts'
import { createHttpConnector } from './http-connector.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const never: OrganisationConnector = {
  handOver: () => expect.fail('it was asked'),
  close: async () => {},
}
const now = new Date('2026-11-22T01:00:00Z')

test('too late, it is not handed over any more', async () => {
  const question = inventedHandOver('t1', now)
  const late = () => new Date(question.expiresAt)
  expect(await handOverDeliverer(never).deliver(question, AbortSignal.timeout(1000), late)).toMatchObject({
    ok: true,
    value: { status: 'failed', error: { tag: 'OnlineExpired' } },
  })
})

test('a body that is none is not sent', async () => {
  const question = { ...inventedHandOver('t1', now), body: '{"personalNumber":"999190000001"}' }
  expect(await handOverDeliverer(never).deliver(question, AbortSignal.timeout(1000), () => now)).toMatchObject({
    ok: true,
    value: { status: 'failed', error: { tag: 'OnlineFailed', cause: 'not a hand-over' } },
  })
})

test('another kind is a bug', async () => {
  const other = handOverDeliverer(never).deliver(inventedQuestion(), AbortSignal.timeout(1000), () => now)
  await expect(other).rejects.toThrow('no hand-over: registry')
})

test('a system that is dead stops no other service, and gets everything once it is back', async () => {
  const system = await startOrganisationSystem({ scenario: 'reset' })
  const connector = createHttpConnector({ url: system.handOverUrl, ...system.client })
  const answer = { status: 'answered', answeredAt: now.toISOString() } as const
  const insurance: Deliverer = {
    service: 'insurance',
    deliver: async () => ok({ ...answer, answer: { kind: 'hand-over', receivedAt: now.toISOString() } }),
  }
  const outbox = modelOutbox()
  const deliverers = { 'hand-over': handOverDeliverer(connector), insurance }
  const sender = createOutboxSender({ store: outbox, deliverers, onChange: () => {} })
  closing.push(system.stop, connector.close, sender.stop)
  const handOvers = Array.from({ length: 4 }, (_, place) => inventedHandOver(`t${place}`))
  const other: OnlineQuestion = { ...inventedHandOver('t9'), kind: 'insurance' }
  for (const question of [...handOvers, other]) outbox.put(question)

  for (const question of handOvers)
    expect(await sender.firstTry(question, 5000)).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline' } })
  expect(sender.services()).toMatchObject({ organisation: 'offline', insurance: 'unknown' })
  expect(await sender.firstTry(other, 5000)).toMatchObject({ status: 'answered' })
  // The breaker is open: the fourth was not sent at all.
  expect(system.requests()).toHaveLength(3)

  system.setScenario('normal')
  await sender.sendNow()
  expect(system.received().map(({ transactionId }) => transactionId)).toEqual(['t0', 't1', 't2', 't3'])
  expect(sender.services()).toMatchObject({ organisation: 'online' })
})
