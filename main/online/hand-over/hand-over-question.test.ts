import { expect, test } from 'vitest'
import { onlineQuestionSchema } from '../../protocol/online-check.ts'
import { handOverQuestion, isHandOver } from './hand-over-question.ts'
import { inventedContents, inventedHandOver } from './invented-hand-over-of-tests.ts'

const now = new Date('2026-11-22T01:00:00Z')

test('says what was handed in, under its own id, for three days', () => {
  const question = inventedHandOver('t1', now)
  expect(onlineQuestionSchema.parse(question)).toEqual(question)
  expect(question).toMatchObject({
    kind: 'hand-over',
    transactionId: 't1',
    createdAt: '2026-11-22T01:00:00.000Z',
    expiresAt: '2026-11-25T01:00:00.000Z',
  })
  const { requestId } = question
  const envelope = { schema: 'chipdesk.hand-over.1', requestId, transactionId: 't1' }
  expect(JSON.parse(question.body)).toEqual({ ...envelope, ...inventedContents })
  expect(inventedHandOver('t1', now).requestId).not.toBe(requestId)
})

test('a value that no system takes is left out, and the others stay', () => {
  const hostile = { value: 'Ă'.repeat(1001), source: 'dg13', level: 'declared' } as const
  const { personalNumber } = inventedContents.fields
  const fields = { ...(personalNumber && { personalNumber }), fullName: hostile, issuer: { value: '' } }
  const { body } = handOverQuestion({ transactionId: 't1', payload: { ...inventedContents, fields }, now })
  expect(JSON.parse(body).fields).toEqual({ personalNumber })
})

test('contents that are none are a bug', () => {
  const payload = { ...inventedContents, occurredAt: 'yesterday' }
  expect(() => handOverQuestion({ transactionId: 't1', payload, now })).toThrow()
})

const question = inventedHandOver()
test.each([
  ['its own', question, true],
  ['of another id', { ...question, requestId: '00000000-0000-4000-8000-000000000001' }, false],
  ['no JSON', { ...question, body: '{' }, false],
  ['more than the contract', { ...question, body: question.body.replace('{', '{"more":1,') }, false],
  ['another schema', { ...question, body: question.body.replace('hand-over.1', 'hand-over.2') }, false],
])('a body: %s', (_, asked, expected) => expect(isHandOver(asked)).toBe(expected))
