import { expect, test } from 'vitest'
import { fail, ok } from '../emrtd/result.ts'
import type { OnlineQuestion } from '../protocol/online-check.ts'
import type { Deliverer, Deliverers } from './deliverer.ts'
import { inventedQuestion } from './invented-questions.ts'
import { modelOutbox } from './modelled-outbox.ts'
import { modelClock } from './modelled-register.ts'
import { createOutboxSender, type OutboxChange, type OutboxSenderOptions } from './outbox-sender.ts'
import { retryable } from './registry-failure.ts'

const start = Date.parse('2026-11-22T00:00:00Z')

/** A service that answers, or does not. */
function service(name: string, answers: () => boolean) {
  const asked: string[] = []
  const deliverer: Deliverer = {
    service: name,
    async deliver({ requestId, kind }, _, now) {
      asked.push(requestId)
      if (!answers()) return fail(retryable('OnlineOffline', 'ECONNREFUSED'))
      const answeredAt = now().toISOString()
      if (kind === 'registry') return ok({ status: 'answered', requestId, answeredAt })
      const said = { transactionId: 'x', checkedAt: answeredAt, outcome: 'REFUSED', level: 1, fields: {} } as const
      return ok({ status: 'answered', answeredAt, answer: { kind: 'eid', ...said } })
    },
  }
  return { asked, deliverer }
}

function desk(deliverers: Deliverers, more: Partial<OutboxSenderOptions> = {}) {
  const clock = modelClock(start)
  let timers = 0
  const counted = {
    ...clock,
    after: (ms: number, run: () => void) => {
      timers++
      return clock.after(ms, run)
    },
  }
  const outbox = modelOutbox()
  const changes: OutboxChange[] = []
  const sender = createOutboxSender({
    store: outbox,
    deliverers,
    clock: counted,
    random: () => 0.5,
    onChange: change => changes.push(change),
    ...more,
  })
  return { clock, outbox, sender, changes, timers: () => timers }
}

const insurance = (n: number): OnlineQuestion => ({
  kind: 'insurance',
  requestId: `insurance-${n}`,
  transactionId: `t${n}`,
  createdAt: new Date(start).toISOString(),
  expiresAt: new Date(start + 24 * 3_600_000).toISOString(),
  body: '{}',
})
const registry = (n: number) => inventedQuestion({}, `t${n}`, new Date(start))

test('a dead insurance portal does not stop the register', async () => {
  const [dead, alive] = [service('insurance', () => false), service('registry', () => true)]
  const { clock, outbox, sender } = desk({ insurance: dead.deliverer, registry: alive.deliverer })
  for (let n = 0; n < 50; n++) {
    outbox.put(insurance(n))
    outbox.put(registry(n))
  }
  sender.start()
  await clock.until(() => alive.asked.length === 50 && dead.asked.length >= 3, 120_000)
  expect(sender.services()).toMatchObject({ insurance: 'offline', registry: 'online' })
  expect(dead.asked.length).toBeLessThan(20)
  expect(outbox.reader.pendingCount()).toBe(50)
  await sender.stop()
})

test('more waiting questions of one service than a look takes do not hide those of another', async () => {
  const [dead, alive] = [service('insurance', () => false), service('registry', () => true)]
  const { clock, outbox, sender } = desk({ insurance: dead.deliverer, registry: alive.deliverer })
  for (let n = 0; n < 1500; n++) outbox.put(insurance(n))
  outbox.put(registry(1))
  sender.start()
  await clock.until(() => alive.asked.length === 1, 120_000)
  await sender.stop()
})

test('with nothing due it sleeps: no timer but that of the sign of life', async () => {
  const { deliverer } = service('registry', () => true)
  const { clock, sender, timers } = desk({ registry: { ...deliverer, status: async () => ok('up') } })
  sender.start()
  await expect(clock.until(() => false, 3_600_000)).rejects.toThrow('it took too long')
  // Every half minute one look, in an hour.
  expect(timers()).toBeLessThan(130)
  const silent = desk({ registry: deliverer })
  silent.sender.start()
  await expect(silent.clock.until(() => false, 3_600_000)).rejects.toThrow('nothing is left to wait for')
  expect(silent.timers()).toBeLessThan(10)
  await sender.stop()
})

test('woken by a notice, a sleeping sender sends what was put into the outbox', async () => {
  const { asked, deliverer } = service('registry', () => true)
  const { clock, outbox, sender } = desk({ registry: deliverer })
  sender.start()
  await expect(clock.until(() => false, 1000)).rejects.toThrow()
  outbox.put(registry(1))
  sender.wake()
  await clock.until(() => asked.length === 1, 20_000)
  // Due once the first try had its time.
  expect(clock.elapsed()).toBe(15_000)
  await sender.stop()
})

test('an open breaker: the first try ends at once, with the reason; the sender goes on with it', async () => {
  let up = false
  const { asked, deliverer } = service('registry', () => up)
  const { clock, outbox, sender } = desk({ registry: deliverer })
  for (let n = 0; n < 5; n++) {
    const question = registry(n)
    outbox.put(question)
    const state = await sender.firstTry(question, 3000)
    expect(state).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline', cause: 'ECONNREFUSED' } })
  }
  expect([asked.length, clock.elapsed()]).toEqual([3, 0])
  up = true
  sender.start()
  await clock.until(() => outbox.reader.pendingCount() === 0, 600_000)
  await sender.stop()
})

test('a question that the counter is asking is not asked beside it', async () => {
  const { clock, outbox, sender } = desk({
    registry: {
      service: 'registry',
      async deliver({ requestId }, _, now) {
        under++
        most = Math.max(most, under)
        await new Promise<void>(resolve => clock.after(20_000, resolve))
        under--
        return ok({ status: 'answered', requestId, answeredAt: now().toISOString() })
      },
    },
  })
  let under = 0
  let most = 0
  const question = registry(1)
  outbox.put(question)
  sender.start()
  let state: unknown
  void sender.firstTry(question, 30_000).then(async found => {
    state = found
    await outbox.writer.recordAnswer(question.requestId, found)
  })
  await clock.until(() => state !== undefined, 60_000)
  expect(state).toMatchObject({ status: 'answered' })
  expect(most).toBe(1)
  await sender.stop()
})

test('a kind that nobody delivers waits, and expires in the end', async () => {
  const { clock, outbox, sender } = desk({ registry: service('registry', () => true).deliverer })
  outbox.put(insurance(1))
  sender.start()
  await clock.until(() => outbox.reader.pendingCount() === 0, 30 * 3_600_000)
  expect(clock.elapsed()).toBeGreaterThanOrEqual(24 * 3_600_000)
  expect(outbox.entries()).toMatchObject([{ state: { status: 'failed', error: { tag: 'OnlineExpired' } } }])
  await sender.stop()
})

test('an answer carries the entries of the audit log with it', async () => {
  const { deliverer } = service('registry', () => true)
  const recorded: unknown[] = []
  const entry = {
    at: '',
    desk: 'd',
    operator: 'station',
    role: 'none',
    action: 'registry.answer',
    outcome: 'VALID',
  } as const
  const store = modelOutbox()
  const { sender } = desk(
    { registry: deliverer },
    {
      audit: () => [entry],
      store: {
        ...store,
        writer: {
          ...store.writer,
          recordAnswer: (id, state, audit) => {
            recorded.push(audit)
            return store.writer.recordAnswer(id, state)
          },
        },
      },
    },
  )
  store.put(registry(1))
  await sender.sendNow()
  expect(recorded).toEqual([[entry]])
})

test('a citizen who takes time in the app is no failure of the line', async () => {
  const clock = modelClock(start)
  const outbox = modelOutbox()
  const waiting = { matchingCode: '42', expiresAt: '2026-11-22T00:03:00Z' }
  const deliverers: Deliverers = {
    eid: {
      service: 'eid',
      deliver: (_question, _signal, _now, progress) => {
        progress?.(waiting)
        return new Promise(() => {})
      },
    },
  }
  const sender = createOutboxSender({ store: outbox, deliverers, clock, onChange: () => {} })
  const shown: unknown[] = []
  let state: unknown
  void sender
    .firstTry({ ...insurance(1), kind: 'eid' }, 60_000, told => shown.push(told))
    .then(found => {
      state = found
    })
  await clock.until(() => state !== undefined, 120_000)
  expect(shown).toEqual([waiting])
  expect(state).toMatchObject({ status: 'pending', error: { tag: 'OnlineTimeout' } })
  expect(sender.services()).toMatchObject({ eid: 'online' })
})
