import { expect, test } from 'vitest'
import { ok } from '../emrtd/result.ts'
import type { Clock } from './clock.ts'
import { deliverEid } from './deliver-eid.ts'
import type { EidAdapter } from './registry-adapter.ts'

test('a register that says for ever that the citizen has not answered yet is asked until the question ends, and no longer', async () => {
  const begin = Date.parse('2026-11-22T02:00:00.000Z')
  let now = begin
  let looks = 0
  const clock: Clock = {
    now: () => new Date(now),
    after(milliseconds, run) {
      now += milliseconds
      setImmediate(run)
      return () => {}
    },
  }
  const eid: EidAdapter = {
    request: async () =>
      ok({ authenticationId: 'A'.repeat(12), matchingCode: '42', expiresAt: '2999-01-01T00:00:00.000Z' }),
    async poll() {
      if (++looks > 1000) throw new Error('asked for ever')
      return ok('waiting')
    },
  }
  const question = {
    kind: 'eid',
    requestId: 'r1',
    transactionId: 't1',
    createdAt: new Date(begin).toISOString(),
    expiresAt: new Date(begin + 600_000).toISOString(),
    body: '{}',
  } as const
  const answer = await deliverEid(eid, question, { clock, signal: new AbortController().signal })
  expect(answer).toMatchObject({ ok: false, error: { final: false, error: { tag: 'OnlineTimeout' } } })
  expect(now - begin).toBeLessThanOrEqual(602_000)
})
