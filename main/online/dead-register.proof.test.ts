import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import { openStore } from '../store/open-store.ts'
import { inventedQuestion, inventedReport } from './invented-questions.ts'
import { modelOutbox } from './modelled-outbox.ts'
import { type Fault, modelClock, modelRegister, modelWire } from './modelled-register.ts'
import { createOutboxSender } from './outbox-sender.ts'
import { contractAdapter } from './registry-client.ts'

const limitMs = 3000

interface Weather {
  readonly fault: (elapsed: number, lot: () => number) => Fault | undefined
  readonly latencyMs: (elapsed: number, lot: () => number) => number
}
const quick = (_: number, lot: () => number) => 20 + lot() * 150

const weathers: Readonly<Record<string, Weather>> = {
  down: { fault: () => 'drop before', latencyMs: quick },
  silent: { fault: () => undefined, latencyMs: () => 600_000 },
  // One answer in a hundred takes 20 s or more, half of them longer than the counter waits.
  slow: { fault: () => undefined, latencyMs: (_, lot) => 20_000 * lot() ** 1.2 + (lot() < 0.01 ? 20_000 : 0) },
  flapping: {
    fault: elapsed => (Math.floor(elapsed / 90_000) % 2 === 0 ? 'TLS reset' : undefined),
    latencyMs: quick,
  },
  failing: { fault: () => '500 before', latencyMs: quick },
}

/** So many citizens, one every half minute. @returns how long each stood waiting, and what was on the screen then */
async function day(weather: Weather, seed: number, citizens: number) {
  const lot = lots(seed)
  const clock = modelClock(Date.parse('2026-11-22T00:00:00Z'))
  const register = modelRegister(clock)
  let healed = false
  const wire = modelWire(
    register,
    clock,
    lot,
    () => (healed ? undefined : weather.fault(clock.elapsed(), lot)),
    () => (healed ? 50 : weather.latencyMs(clock.elapsed(), lot)),
  )
  const policy = { keys: register.keys, signedAnswers: 'where-present', basePath: '' } as const
  const client = contractAdapter(wire.send, policy, async () => {})
  const outbox = modelOutbox()
  const sender = createOutboxSender({ store: outbox, client, clock, random: lot, onChange: () => {} })
  sender.start()
  const waits: { readonly ms: number; readonly status: string }[] = []
  for (let n = 0; n < citizens; n++)
    clock.after(30_000 * (n + 1), async () => {
      const question = inventedQuestion({}, `t${n}`, clock.now())
      outbox.put(question)
      const start = clock.elapsed()
      const state = await sender.firstTry(question, limitMs)
      await outbox.writer.recordAnswer(question.requestId, state)
      waits.push({ ms: clock.elapsed() - start, status: state.status })
    })
  await clock.until(() => waits.length === citizens, 24 * 3_600_000)
  healed = true
  await clock.until(() => outbox.reader.pendingCount() === 0, 24 * 3_600_000)
  await sender.stop()
  return { waits, entries: outbox.entries(), stored: register.stored() }
}

describe('R11', () => {
  test.each(Object.keys(weathers))('%s: nobody at the counter waits longer than the limit', async name => {
    const weather = weathers[name]
    if (!weather) throw new Error('no such weather')
    const citizens = proofSize({ ci: 200, full: 2000 })
    const seed = proofSeed(`R11 ${name}`)
    const time = stopwatch()
    const { waits, entries, stored } = await day(weather, seed, citizens)
    const longest = Math.max(...waits.map(({ ms }) => ms))
    const waited = waits.filter(({ ms, status }) => ms > 0 && status === 'pending').length
    expect(longest).toBeLessThanOrEqual(limitMs)
    expect(entries).toHaveLength(citizens)
    expect(stored).toHaveLength(2 * citizens)
    // What never answers is not waited for: three in vain, then one whenever the breaker lets a question try.
    if (name === 'down' || name === 'silent' || name === 'failing') {
      expect(waits.slice(0, 3).every(({ status }) => status === 'pending')).toBe(true)
      expect(waited).toBeLessThan(citizens / 4)
      expect(waits.slice(3).filter(({ ms }) => ms === 0).length).toBeGreaterThan(citizens * 0.7)
    }
    const counts = { citizens, 'ms waited at most': Math.round(longest), 'waited in vain': waited, lost: 0 }
    proofResult({ goal: 'R11', name, seed, seconds: time(), counts })
  })

  test('the breaker opens after three failures in a row, whoever asked', async () => {
    const clock = modelClock(0)
    const register = modelRegister(clock)
    const wire = modelWire(register, clock, lots(1), () => 'slow loris')
    const policy = { keys: register.keys, signedAnswers: 'where-present', basePath: '' } as const
    const client = contractAdapter(wire.send, policy, async () => {})
    const sender = createOutboxSender({ store: modelOutbox(), client, clock, random: () => 1, onChange: () => {} })
    const waits: number[] = []
    for (let n = 0; n < 5; n++) {
      const start = clock.elapsed()
      let done = false
      void sender.firstTry(inventedQuestion({}, `t${n}`, clock.now()), limitMs).then(() => {
        done = true
      })
      await clock.until(() => done, 60_000)
      waits.push(clock.elapsed() - start)
    }
    expect(waits).toEqual([limitMs, limitMs, limitMs, 0, 0])
  })
})

test('R11: a late answer is a new entry; what was on record stays as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-late-'))
  const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.cause)
  const store = opened.value
  try {
    const clock = modelClock(Date.now())
    const register = modelRegister(clock)
    let healed = false
    const wire = modelWire(register, clock, lots(7), () => (healed ? undefined : 'drop before'))
    const policy = { keys: register.keys, signedAnswers: 'where-present', basePath: '' } as const
    const client = contractAdapter(wire.send, policy, async () => {})
    const sender = createOutboxSender({ store, client, clock, onChange: () => {} })
    const question = inventedQuestion({}, 't', clock.now())
    const { requestId, createdAt: since } = question
    const registry = { status: 'pending', requestId, since } as const
    const transaction = { id: 't', at: since, desk: 'quay-1', demo: true, report: inventedReport(), registry }
    expect((await store.writer.saveTransaction(transaction, { questions: [question] })).ok).toBe(true)
    let first: Awaited<ReturnType<typeof sender.firstTry>> | undefined
    void sender.firstTry(question, limitMs).then(state => {
      first = state
    })
    await clock.until(() => first !== undefined, 60_000)
    if (!first) throw new Error('no state')
    await store.writer.recordAnswer(requestId, first)
    const before = store.reader.transaction('t')
    expect(before?.registry).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline' } })
    expect(store.reader.answersOf('t')).toEqual([])

    healed = true
    let sent = false
    void sender.sendNow().then(() => {
      sent = true
    })
    await clock.until(() => sent, 60_000)
    const after = store.reader.transaction('t')
    expect(after?.registry).toMatchObject({ status: 'answered', requestId, card: { verdict: 'VALID' } })
    expect({ ...after, registry: before?.registry }).toEqual(before)
    expect(store.reader.answersOf('t')).toMatchObject([{ requestId, kind: 'registry', state: { status: 'answered' } }])
    // A second answer is another entry; the first stays.
    await store.writer.recordAnswer(requestId, {
      status: 'failed',
      requestId,
      error: first.status === 'pending' && first.error ? first.error : never(),
    })
    expect(store.reader.answersOf('t')).toHaveLength(2)
    expect(store.reader.transaction('t')?.registry).toEqual(after?.registry)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
})

const never = (): never => {
  throw new Error('a pending state without a reason')
}
