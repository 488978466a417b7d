import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import type { RegistryQuestion } from '../protocol/registry-question.ts'
import { openStore } from '../store/open-store.ts'
import { inventedPerson, inventedQuestion, inventedReport } from './invented-questions.ts'
import { createOutboxSender } from './outbox-sender.ts'
import { createRegistryClient } from './registry-client.ts'

const questionsEach = 12
const harm: readonly RegistryScenario[] = [
  ...(['500', '502', '503', '504', '429', 'dropped-answer', 'cut-body', 'half-open', 'slow-body'] as const),
  ...(['slow-headers', 'nonsense', 'malformed', 'wrong-signature', 'tls-close', 'token-expired'] as const),
]

/** One run over a real socket into a real store: a script of harm by lot, then a register that holds. */
async function run(seed: number): Promise<{ missing: number; doubled: number; requests: number }> {
  const lot = lots(seed)
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-socket-'))
  const store = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!store.ok) throw new Error(store.error.cause)
  const registry = await startRegistry({ people: [inventedPerson], slowMs: 1000, limits: 'none' })
  const client = createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 150 })
  const sender = createOutboxSender({ store: store.value, client, onChange: () => {} })
  const script = Array.from({ length: 30 }, () =>
    lot() < 0.5 ? 'normal' : (harm[Math.floor(lot() * harm.length)] ?? 'normal'),
  )
  registry.setScenario([...script, 'normal'])
  const asked: RegistryQuestion[] = []
  try {
    for (let place = 0; place < questionsEach; place++) {
      const question = inventedQuestion({}, `t${place}`)
      asked.push(question)
      const { requestId, createdAt: since, transactionId: id } = question
      const transaction = { id, at: since, desk: 'quay-1', demo: true, report: inventedReport() }
      const registryState = { status: 'pending', requestId, since } as const
      await store.value.writer.saveTransaction({ ...transaction, registry: registryState }, { questions: [question] })
      const cut = lot() < 0.2
      if (cut) await registry.pause()
      await store.value.writer.recordAnswer(requestId, await sender.firstTry(question, 300))
      if (cut) await registry.resume()
      if (lot() < 0.5) await sender.sendNow()
    }
    registry.setScenario('normal')
    for (let turn = 0; store.value.reader.pendingCount() > 0 && turn < 40; turn++) await sender.sendNow()
    const answered = asked.filter(({ transactionId, card }) => {
      const state = store.value.reader.transaction(transactionId)?.registry
      return state?.status === 'answered' && JSON.parse(state.card?.signedText ?? '{}').requestId === card.requestId
    })
    const accepted = registry.requests().filter(request => request.accepted)
    const ids = new Set(accepted.map(({ requestId }) => requestId))
    const wanted = asked.flatMap(({ card, citizen }) => [card.requestId, citizen?.requestId ?? ''])
    return {
      missing: wanted.filter(id => !ids.has(id)).length + (questionsEach - answered.length),
      doubled: accepted.length - ids.size,
      requests: registry.requests().length,
    }
  } finally {
    await sender.stop()
    await client.close()
    await registry.stop()
    await store.value.close()
    rmSync(folder, { recursive: true })
  }
}

test('R5 over a real socket: each question once, whatever broke', async () => {
  const runs = proofSize({ ci: 3, full: 50 })
  const seed = proofSeed('R5 socket')
  const time = stopwatch()
  let requests = 0
  for (let n = 0; n < runs; n++) {
    const found = await run(seed + n)
    expect(found, `CHIPDESK_SEED=${seed + n}`).toMatchObject({ missing: 0, doubled: 0 })
    requests += found.requests
  }
  const counts = { runs, questions: runs * questionsEach, requests, lost: 0, doubled: 0 }
  proofResult({ goal: 'R5', name: 'real socket', seed, seconds: time(), counts })
})
