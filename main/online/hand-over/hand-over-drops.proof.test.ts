import { expect, test } from 'vitest'
import { proofResult, stopwatch } from '../../../fixtures/proof/proof-result.ts'
import { lots, proofSeed, proofSize } from '../../../fixtures/proof/proof-size.ts'
import { organisationClient, organisationDesk } from '../../../fixtures/services/organisation/organisation-system.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import type { HttpAnswer, HttpRequest } from '../http-exchange.ts'
import { type ModelOutbox, modelOutbox } from '../modelled-outbox.ts'
import { type Fault, faults, type ModelClock, modelClock, modelWire } from '../modelled-register.ts'
import { createOutboxSender } from '../outbox-sender.ts'
import { handOverDeliverer } from './deliver-hand-over.ts'
import { createFolderConnector } from './folder-connector.ts'
import type { FolderFiles } from './folder-files.ts'
import { createHttpConnector } from './http-connector.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

const minute = 60_000
const questionsEach = 7
const start = Date.parse('2026-11-22T00:00:00Z')

interface OtherSide {
  readonly connector: OrganisationConnector
  /** By request id what the other system has made of it, in the order of taking. */
  taken(): readonly { readonly requestId: string; readonly body: string; readonly receipt?: string }[]
}
/** What a schedule does to a way to the other side; nothing any more once it is healed. */
interface Harm {
  readonly clock: ModelClock
  readonly lot: () => number
  readonly healed: () => boolean
  readonly met: Set<string>
}

/** The reference system behind a wire that loses, doubles, delays and cuts. */
function byWire({ clock, lot, healed, met }: Harm, forgetful = false): OtherSide {
  const desk = organisationDesk({ forgetful, now: () => new Date(start + clock.elapsed()) })
  const scenarios = ['500', '500-after', '503', 'lie-gateway', 'lie-cut', 'conflict-when-known'] as const
  function answer({ method, path, headers = {}, body = '' }: HttpRequest): HttpAnswer {
    const scenario = !healed() && lot() < 0.3 ? scenarios[Math.floor(lot() * scenarios.length)] : undefined
    if (scenario) met.add(scenario)
    const arrival = { at: '', method, path, query: '', headers, body: new TextEncoder().encode(body) }
    const said = desk.respond(arrival, scenario ?? 'normal')
    return { ...said, body: Buffer.from(said.body) }
  }
  const fault = (): Fault | undefined => {
    if (healed() || lot() > 0.5) return undefined
    const drawn = faults[Math.floor(lot() * faults.length)]
    met.add(drawn ?? '')
    return drawn
  }
  const { send } = modelWire({ answer }, clock, lot, fault)
  const url = 'http://127.0.0.1:1/chipdesk/hand-overs'
  const connector = createHttpConnector({ url, ...organisationClient, now: clock.now, send })
  return { connector, taken: desk.received }
}

/** A folder on a share that breaks before and after what it does, and a system that fetches when it likes and knows what it has by its id. */
function byFolder({ lot, healed, met }: Harm, forgetful = false): OtherSide {
  const files = new Map<string, string>()
  const taken: { requestId: string; body: string }[] = []
  const fetch = () => {
    for (const [name, body] of files) {
      if (!name.endsWith('.json')) continue
      const { requestId } = JSON.parse(body)
      if (forgetful || taken.every(one => one.requestId !== requestId)) taken.push({ requestId, body })
      files.delete(name)
    }
  }
  const nameOf = (path: string) => path.split(/[/\\]/).at(-1) ?? ''
  async function harmed<T>(place: string, work: () => T): Promise<T> {
    const drawn = healed() ? 1 : lot()
    const broken = (when: string) => {
      met.add(`${place} ${when}`)
      return Object.assign(new Error(place), { code: ['ENOSPC', 'EIO', 'ENOENT', 'EROFS'][Math.floor(lot() * 4)] })
    }
    if (drawn < 0.1) throw broken('before')
    const done = work()
    if (lot() < 0.3 || healed()) fetch()
    if (drawn < 0.2) throw broken('after')
    return done
  }
  const folder: FolderFiles = {
    list: () => harmed('list', () => [...files.keys()]),
    read: path => harmed('read', () => files.get(nameOf(path))),
    write: (path, text) => harmed('write', () => void files.set(nameOf(path), text)),
    rename: (from, to) =>
      harmed('rename', () => {
        files.set(nameOf(to), files.get(nameOf(from)) ?? '')
        files.delete(nameOf(from))
      }),
    remove: path => harmed('remove', () => void files.delete(nameOf(path))),
  }
  return {
    connector: createFolderConnector({ path: '/share', files: folder }),
    taken() {
      fetch()
      return taken
    },
  }
}

const ways = { http: byWire, folder: byFolder }

/** A day at the counter: hand-overs while the way breaks, the desk's clock is put wrong and the program is ended and begun again; then it holds. */
async function schedule(way: keyof typeof ways, seed: number, met: Set<string>, forgetful = false) {
  const lot = lots(seed)
  const clock = modelClock(start)
  let healed = false
  const other = ways[way]({ clock, lot, healed: () => healed, met }, forgetful)
  const outbox = modelOutbox()
  const deliverers = { 'hand-over': handOverDeliverer(other.connector) }
  const begin = () => {
    const made = createOutboxSender({ store: outbox, deliverers, clock, random: lot, onChange: () => {} })
    made.start()
    return made
  }
  let sender = begin()
  const asked: OnlineQuestion[] = []
  let served = 0
  async function serve(place: number): Promise<void> {
    const question = inventedHandOver(`t${place}`, clock.now())
    asked.push(question)
    outbox.put(question)
    if (lot() < 0.2) clock.setWall((lot() - 0.5) * 20 * minute)
    const state = await sender.firstTry(question, 3000)
    // A program that ends here has not heard what the other side said.
    if (lot() < 0.8) await outbox.writer.recordAnswer(question.requestId, state)
    if (lot() < 0.2) {
      await sender.stop()
      sender = begin()
    }
    served++
  }
  for (let place = 1; place <= questionsEach; place++)
    clock.after(place * minute + lot() * 5 * minute, () => void serve(place))
  await clock.until(() => served === questionsEach, 10 * 3_600_000)
  healed = true
  clock.setWall(0)
  await clock.until(() => outbox.reader.pendingCount() === 0, 10 * 3_600_000)
  await sender.stop()
  return violations(asked, outbox, other)
}

function violations(asked: readonly OnlineQuestion[], outbox: ModelOutbox, other: OtherSide): string[] {
  const taken = other.taken()
  const byId = new Map(taken.map(one => [one.requestId, one]))
  const entries = outbox.entries()
  const right = ({ question, state }: (typeof entries)[number]) =>
    state.status === 'answered' &&
    'answer' in state &&
    state.answer.kind === 'hand-over' &&
    state.answer.receipt === byId.get(question.requestId)?.receipt
  return [
    ...(taken.length === byId.size ? [] : [`${taken.length - byId.size} taken twice`]),
    ...(asked.every(({ requestId, body }) => byId.get(requestId)?.body === body) ? [] : ['lost, or other bytes']),
    ...(byId.size === asked.length ? [] : ['something that was never handed over']),
    ...(entries.length === asked.length && entries.every(right) ? [] : ['an end that is not the other side’s']),
  ]
}

test.each([
  ['http', [...faults, '500-after', 'lie-gateway', 'conflict-when-known']],
  ['folder', ['list before', 'write before', 'write after', 'rename before', 'rename after', 'remove after']],
] as const)('%s: what the other side has is what the desk handed over, each once', async (way, harm) => {
  const schedules = proofSize({ ci: 100, full: 2000 })
  const seed = proofSeed(`hand-over ${way}`)
  const time = stopwatch()
  const met = new Set<string>()
  for (let n = 0; n < schedules; n++)
    expect(await schedule(way, seed + n, met), `CHIPDESK_SEED=${seed + n}`).toEqual([])
  for (const each of harm) expect(met, 'harm that was never done').toContain(each)
  const counts = { schedules, handOvers: schedules * questionsEach, lost: 0, doubled: 0 }
  proofResult({ goal: 'R5', name: `hand-over by ${way}`, seed, seconds: time(), counts })
})

test.each(['http', 'folder'] as const)('%s, control: one that forgets what it has is noticed', async way => {
  const found = new Set<string>()
  const seed = proofSeed('hand-over control')
  for (let n = 0; n < 20; n++) for (const each of await schedule(way, seed + n, new Set(), true)) found.add(each)
  expect([...found].join()).toMatch(/taken twice/)
})
