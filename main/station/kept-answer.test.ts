import { expect, test } from 'vitest'
import type { ResidenceAnswer } from '../protocol/citizen-data.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { StoreWriter } from '../store/store.ts'
import { keepingLess, keptAnswer } from './kept-answer.ts'

const confirmed = (): OnlineState => {
  const applicant = { fullName: 'NGUYỄN THỊ THỬ', ethnicity: 'Dân tộc thử', religion: 'Tôn giáo thử' }
  const confirmation = { number: '7/XN', content: { applicant, permanentResidence: 'Số 1' } }
  const answer = { kind: 'residence', outcome: 'CONFIRMED', confirmation } as unknown as ResidenceAnswer
  return { status: 'answered', answeredAt: '2026-11-22T02:00:00Z', answer }
}

test('of a confirmation neither ethnic group nor religion is kept, and all the rest is', () => {
  const kept = keptAnswer(confirmed())
  expect(JSON.stringify(kept)).not.toMatch(/Dân tộc thử|Tôn giáo thử/)
  expect(kept).toMatchObject({
    answer: {
      confirmation: {
        number: '7/XN',
        content: { applicant: { fullName: 'NGUYỄN THỊ THỬ' }, permanentResidence: 'Số 1' },
      },
    },
  })
})

test('other answers stay as they are', () => {
  for (const state of [
    { status: 'pending' },
    { status: 'answered', answeredAt: 't', answer: { kind: 'hand-over', receivedAt: 't' } },
    {
      status: 'answered',
      answeredAt: 't',
      answer: { ...(confirmed() as { answer: object }).answer, confirmation: undefined },
    },
  ] as OnlineState[])
    expect(keptAnswer(state)).toBe(state)
})

test('no way of recording an answer gets around it', async () => {
  const recorded: unknown[] = []
  const writer = { recordAnswer: async (_: string, state: unknown) => recorded.push(state) } as unknown as StoreWriter
  await keepingLess(writer).recordAnswer('r', confirmed())
  expect(JSON.stringify(recorded)).toContain('7/XN')
  expect(JSON.stringify(recorded)).not.toContain('Tôn giáo thử')
})
