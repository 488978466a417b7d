import type { NewAuditEntry } from '../protocol/audit.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import { onlineCheckKinds } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Deliverer, Deliverers, Ended, Progress } from './deliverer.ts'
import { createLane, type Lane, type Tried } from './lane.ts'
import type { LineReport, OnlineStatus } from './line.ts'
import type { OutboxPort } from './outbox-port.ts'
import type { RegistryAdapter } from './registry-adapter.ts'
import { nobodyDelivers, registryDeliverers } from './registry-deliverers.ts'

export interface OutboxChange extends Tried {
  /** Of the line to the register. */
  readonly online: OnlineStatus
  readonly pending: number
}

export interface OutboxSender {
  start(): void
  /** Ends a try in flight; its question stays in the outbox. */
  stop(): Promise<void>
  /** Tries every unanswered question now, whatever it waits for. `sent` counts those that ended. */
  sendNow(): Promise<{ sent: number; pending: number }>
  /**
   * The first try, while the citizen waits: never longer than the limit, and not at all where the service has failed again and again. Save the
   * question before; hand the state to `recordAnswer` after.
   * @param limitMs milliseconds
   * @param progress what to show of an e-ID request meanwhile
   * @returns `answered`, `failed` (refused), or `pending` with the reason; the sender goes on with a pending one
   */
  firstTry(question: Question, limitMs: number, progress?: Progress): Promise<RegistryState | OnlineState>
  /** A question was put into the outbox without a first try, or asked again by an operator. */
  wake(): void
  /** Of the line to the register. */
  online(): OnlineStatus
  /** Of every service, by its name. */
  services(): Readonly<Record<string, OnlineStatus>>
  /** The same, with what is known of each line. */
  lines(): Readonly<Record<string, LineReport>>
}

export interface OutboxSenderOptions {
  readonly store: OutboxPort
  /** The register; its deliverers are those of `registryDeliverers`. */
  readonly client?: RegistryAdapter
  /** Who delivers what else, or otherwise. */
  readonly deliverers?: Deliverers
  /** Called when the status of a line changed and after every try. */
  readonly onChange: (change: OutboxChange) => void
  /** Entries that are written with an answer, in the same transaction. */
  readonly audit?: (question: Question, state: Ended) => readonly NewAuditEntry[]
  readonly clock?: Clock
  /** 0 ≤ random() < 1 */
  readonly random?: () => number
  /** How often to ask for a sign of life when nothing else was heard, in milliseconds; 30 s where absent. */
  readonly statusEveryMs?: number
}

/**
 * Sends what the outbox holds until each question is answered, refused or expired: those of one service one at a time, services side by side. After
 * a failure that service's questions wait (full jitter, 1 s to 5 min, or as long as the service asks) and then one is tried before the next; when
 * the line is back, everything is sent at once. With nothing due it sleeps.
 */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { store, client, onChange, audit = () => [], clock = systemClock } = options
  const { random = Math.random, statusEveryMs = 30_000 } = options
  const table: Deliverers = { ...(client && registryDeliverers(client, clock)), ...options.deliverers }
  const laneOfKind = new Map<Question['kind'], Lane>()
  const lanes = new Map<string, Lane>()
  const online = () => laneOfKind.get('registry')?.line.status() ?? 'unknown'
  const publish = (tried: Tried) => {
    const pending = tried.storeError && !tried.transactionId ? 0 : store.reader.pendingCount()
    onChange({ online: online(), pending, ...tried })
  }

  for (const [service, deliverers] of byService(table)) {
    const lane = createLane({ store, deliverers, publish, audit, clock, random, statusEveryMs })
    lanes.set(service, lane)
    for (const kind of deliverers.keys()) laneOfKind.set(kind, lane)
  }
  const each = () => [...lanes.values()]
  const laneOf = ({ kind }: Question) => laneOfKind.get(kind)

  return {
    start() {
      for (const lane of each()) lane.start()
    },
    async stop() {
      await Promise.all(each().map(lane => lane.stop()))
    },
    async sendNow() {
      // A question in VNeID waits for a citizen, minutes perhaps: whoever pressed the button does not.
      lanes.get('eid')?.wake()
      const others = [...lanes].filter(([service]) => service !== 'eid')
      const sent = await Promise.all(others.map(([, lane]) => lane.sendNow()))
      return { sent: sent.reduce((sum, count) => sum + count, 0), pending: store.reader.pendingCount() }
    },
    firstTry(question, limitMs, progress) {
      const lane = laneOf(question)
      if (!lane) throw new Error('a kind of question that has no lane')
      return lane.firstTry(question, limitMs, progress)
    },
    wake() {
      for (const lane of each()) lane.wake()
    },
    online,
    services: () => Object.fromEntries([...lanes].map(([service, { line }]) => [service, line.status()])),
    lines: () => Object.fromEntries([...lanes].map(([service, { line }]) => [service, line.report()])),
  }
}

/** Every kind has somebody who answers for it, at least until its questions expire. */
function byService(table: Deliverers): Map<string, Map<Question['kind'], Deliverer>> {
  const services = new Map<string, Map<Question['kind'], Deliverer>>()
  for (const kind of ['registry', ...onlineCheckKinds] as const) {
    const deliverer = table[kind] ?? nobodyDelivers
    const kinds = services.get(deliverer.service) ?? new Map<Question['kind'], Deliverer>()
    services.set(deliverer.service, kinds.set(kind, deliverer))
  }
  return services
}
