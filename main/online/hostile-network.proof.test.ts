import { expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import { inventedQuestion } from './invented-questions.ts'
import { type ModelOutbox, modelOutbox } from './modelled-outbox.ts'
import { type Fault, faults, type ModelRegister, modelClock, modelRegister, modelWire } from './modelled-register.ts'
import { createOutboxSender } from './outbox-sender.ts'
import { contractAdapter } from './registry-client.ts'

const questionsEach = 200
const limitMs = 3000
const minute = 60_000

interface Run {
  readonly register: ModelRegister
  readonly outbox: ModelOutbox
  readonly asked: readonly RegistryQuestion[]
  readonly met: ReadonlyMap<Fault, number>
  readonly longestWaitMs: number
}

/** One schedule: a day at the counter over a network that changes its mood every few minutes, and then holds. */
async function schedule(seed: number, forgetful = false): Promise<Run> {
  const lot = lots(seed)
  const clock = modelClock(Date.parse('2026-11-22T00:00:00Z'))
  const register = modelRegister(clock, forgetful)
  let mood: { readonly until: number; readonly rate: number; readonly kinds: readonly Fault[] }
  const newMood = () => {
    const kinds = faults.filter(() => lot() < 0.4)
    mood = { until: clock.elapsed() + lot() * 20 * minute, rate: lot() < 0.2 ? 1 : lot() * 0.9, kinds }
    // The desk's clock is put right, or wrong, while everything goes on.
    if (lot() < 0.3) clock.setWall((lot() - 0.5) * 2 * 3_600_000)
  }
  newMood()
  let healed = false
  const wire = modelWire(register, clock, lot, () => {
    if (healed) return undefined
    if (clock.elapsed() > mood.until) newMood()
    return lot() < mood.rate ? mood.kinds[Math.floor(lot() * mood.kinds.length)] : undefined
  })
  const policy = { keys: register.keys, signedAnswers: 'where-present', basePath: '' } as const
  const client = contractAdapter(wire.send, policy, async () => {})
  const outbox = modelOutbox()
  const sender = createOutboxSender({ store: outbox, client, clock, random: lot, onChange: () => {} })
  sender.start()

  const asked: RegistryQuestion[] = []
  let longestWaitMs = 0
  const serve = async (place: number) => {
    const question = numbered(inventedQuestion({}, `t${place}`, clock.now()), place)
    asked.push(question)
    outbox.put(question)
    const start = clock.elapsed()
    const state = await sender.firstTry(question, limitMs)
    longestWaitMs = Math.max(longestWaitMs, clock.elapsed() - start)
    await outbox.writer.recordAnswer(question.requestId, state)
  }
  let served = 0
  for (let place = 1; place <= questionsEach; place++)
    clock.after(place * (10_000 + lot() * 20_000), () => void serve(place).then(() => served++))
  await clock.until(() => served === questionsEach, 10 * 3_600_000)
  healed = true
  await clock.until(() => outbox.reader.pendingCount() === 0, 10 * 3_600_000)
  await sender.stop()
  return { register, outbox, asked, met: wire.met, longestWaitMs }
}

/** The number of the question at its desk goes into both of its bodies. */
function numbered(question: RegistryQuestion, place: number): RegistryQuestion {
  const withPlace = (body: string) => body.replace('"serviceCode"', `"dossierNo":"${place}","serviceCode"`)
  const { card, citizen } = question
  return {
    ...question,
    card: { ...card, body: withPlace(card.body) },
    ...(citizen && { citizen: { ...citizen, body: withPlace(citizen.body) } }),
  }
}

/** What does not hold of a run, in words; empty when everything does. */
function violations({ register, outbox, asked, longestWaitMs }: Run): string[] {
  const stored = register.stored()
  const wanted = asked.flatMap(({ card, citizen }) => [card, ...(citizen ? [citizen] : [])])
  const bodies = new Map(stored.map(entry => [entry.requestId, entry.body]))
  const places = stored
    .filter(({ path }) => path === '/v1/card-verifications')
    .map(({ place }) => Number(place))
    .sort((one, other) => one - other)
  const transactions = new Map(stored.map(entry => [entry.requestId, entry.transactionId]))
  const entries = outbox.entries()
  const answeredRight = ({ question, state }: (typeof entries)[number]) =>
    state.status === 'answered' &&
    'card' in state &&
    question.kind === 'registry' &&
    state.card?.transactionId === transactions.get(question.card.requestId) &&
    state.citizen?.match === 'FULL'
  return [
    ...(stored.length === wanted.length ? [] : [`${stored.length} stored of ${wanted.length}`]),
    ...(wanted.every(({ requestId, body }) => bodies.get(requestId) === body) ? [] : ['other bytes']),
    ...(places.every((place, index) => place === index + 1) && places.length === questionsEach ? [] : ['a gap']),
    ...(entries.length === asked.length ? [] : [`${entries.length} entries for ${asked.length} questions`]),
    ...(new Set(entries.map(({ question }) => question.requestId)).size === asked.length ? [] : ['a question twice']),
    ...(entries.every(answeredRight) ? [] : ['an answer that is not the register’s']),
    ...(longestWaitMs <= limitMs ? [] : [`the counter waited ${longestWaitMs} ms`]),
  ]
}

test(
  'R5: what the register holds is what the desk asked, each once and without a gap',
  async () => {
    const schedules = proofSize({ ci: 30, full: 1000 })
    const seed = proofSeed('R5')
    const time = stopwatch()
    const met = new Map<Fault, number>()
    for (let n = 0; n < schedules; n++) {
      const run = await schedule(seed + n)
      expect(violations(run), `CHIPDESK_SEED=${seed + n}`).toEqual([])
      for (const [fault, times] of run.met) met.set(fault, (met.get(fault) ?? 0) + times)
    }
    // Every kind of harm was done.
    expect([...met.keys()].sort()).toEqual([...faults].sort())
    const harm = [...met.values()].reduce((sum, times) => sum + times, 0)
    const counts = { schedules, questions: schedules * questionsEach, faults: harm, lost: 0, doubled: 0, gaps: 0 }
    proofResult({ goal: 'R5', name: 'hostile network', seed, seconds: time(), counts })
  },
  proofSize({ ci: 120_000, full: 1_800_000 }),
)

test('R5, control: a register that forgets what it did is noticed', async () => {
  expect(violations(await schedule(proofSeed('R5 control'), true))).not.toEqual([])
})
