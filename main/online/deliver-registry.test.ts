import { afterEach, describe, expect, test } from 'vitest'
import { type ReferenceRegistry, startRegistry } from '../../fixtures/services/registry/registry.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import { fail, ok } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { inventedPerson, inventedQuestion } from './invented-questions.ts'
import { firstTry } from './modelled-outbox.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'
import { retryable } from './registry-failure.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function asking(scenario: RegistryScenario): Promise<{ registry: ReferenceRegistry; client: RegistryClient }> {
  const registry = await startRegistry({ people: [inventedPerson], scenario, slowMs: 3000 })
  const client = createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 10_000 })
  closing.push(registry.stop, client.close)
  return { registry, client }
}

describe('the first try', () => {
  test('answered: both parts, under the id of the question', async () => {
    const { client } = await asking('normal')
    const question = inventedQuestion()
    expect(await firstTry({ client }, question, 3000)).toMatchObject({
      status: 'answered',
      requestId: question.requestId,
      card: { verdict: 'VALID' },
      citizen: { match: 'FULL' },
    })
  })

  test.each(['slow', 'half-open'] as const)('%s: pending at the limit of the desk', async scenario => {
    const { client } = await asking(scenario)
    const question = inventedQuestion()
    const start = performance.now()
    expect(await firstTry({ client }, question, 300)).toMatchObject({
      status: 'pending',
      requestId: question.requestId,
      since: question.createdAt,
      error: { tag: 'OnlineTimeout' },
    })
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test.each([
    ['503', 'OnlineFailed'],
    ['429', 'OnlineFailed'],
    ['nonsense', 'OnlineAnswerInvalid'],
    ['wrong-signature', 'OnlineAnswerInvalid'],
    ['dropped-answer', 'OnlineOffline'],
  ] as const)('%s: pending, never verified', async (scenario, tag) => {
    const { client } = await asking(scenario)
    expect(await firstTry({ client }, inventedQuestion(), 3000)).toMatchObject({ status: 'pending', error: { tag } })
  })

  test('refused: failed, with the reason of the register', async () => {
    const { client } = await asking('normal')
    const question = inventedQuestion()
    const body = question.card.body.replace('PATIENT_ADMISSION', 'CURIOSITY')
    expect(await firstTry({ client }, { ...question, card: { ...question.card, body } }, 3000)).toMatchObject({
      status: 'failed',
      error: { tag: 'OnlineRefused', cause: 'PURPOSE_NOT_ALLOWED' },
    })
  })

  test('a kept-alive connection that died meanwhile costs nothing', async () => {
    const { client, registry } = await asking('normal')
    await firstTry({ client }, inventedQuestion(), 3000)
    await registry.pause()
    await registry.resume()
    expect(await firstTry({ client }, inventedQuestion(), 3000)).toMatchObject({ status: 'answered' })
  })

  test('a line that breaks before every answer: the work is done once', async () => {
    const { client, registry } = await asking('dropped-answer')
    const question = inventedQuestion()
    await firstTry({ client }, question, 3000)
    registry.setScenario('normal')
    expect(await firstTry({ client }, question, 3000)).toMatchObject({ status: 'answered' })
    const done = registry.requests().filter(request => request.accepted)
    expect(done.map(({ requestId }) => requestId).sort()).toEqual(
      [question.card.requestId, question.citizen?.requestId ?? ''].sort(),
    )
    expect(registry.requests().length).toBeGreaterThan(done.length)
  })
})

describe('half an answer', () => {
  const card = {
    transactionId: 'REG-1',
    verdict: 'VALID',
    signedText: '',
    signature: '',
    keyId: 'k',
    checkedAt: '2026-11-21T01:15:00Z',
  } as const
  const unanswered = fail(retryable('OnlineTimeout', 'no answer'))
  const refusal = fail({ error: chipDeskError('OnlineRefused', { cause: 'PURPOSE_NOT_ALLOWED' }), final: true })
  const clientSaying = (
    verifyCard: Awaited<ReturnType<RegistryClient['verifyCard']>>,
    matchCitizen: Awaited<ReturnType<RegistryClient['matchCitizen']>>,
  ): RegistryClient => ({
    verifyCard: async () => verifyCard,
    matchCitizen: async () => matchCitizen,
    status: async () => unanswered,
    close: async () => {},
  })
  const revoked = { ...card, verdict: 'REVOKED' } as const
  const full = ok({ match: 'FULL', perField: {} } as const)

  test.each([
    ['a valid card without its citizen waits', ok(card), unanswered, { status: 'pending' }],
    ['a bad card does not', ok(revoked), unanswered, { status: 'answered', card: revoked }],
    ['a refused match leaves the card', ok(card), refusal, { status: 'answered', card }],
    ['a citizen without the card waits', unanswered, full, { status: 'pending' }],
    ['a citizen whose card was refused has failed', refusal, full, { status: 'failed' }],
  ])('%s', async (_, cardSaid, citizenSaid, expected) => {
    const state = await firstTry({ client: clientSaying(cardSaid, citizenSaid) }, inventedQuestion(), 1000)
    expect(state).toMatchObject(expected)
    expect('citizen' in state).toBe(false)
  })

  test('a person whom the register refuses as not found is not found, and no detail left out', async () => {
    const nobody = fail({ error: chipDeskError('OnlineRefused', { cause: 'NOT_FOUND' }), final: true })
    expect(await firstTry({ client: clientSaying(ok(card), nobody) }, inventedQuestion(), 1000)).toMatchObject({
      status: 'answered',
      citizen: { match: 'NOT_FOUND' },
    })
  })
})
