import type { AuditReceipt } from '../../audit/receipt.ts'
import type { Result } from '../../emrtd/result.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { backoff } from '../backoff.ts'
import { type Clock, systemClock } from '../clock.ts'
import type { AuditHeadClient } from './audit-head-client.ts'
import type { Acknowledged } from './receipt-check.ts'
import { type ChainPort, reportHead } from './reconcile.ts'

export interface AuditHeadState {
  /** The last entry that the register has acknowledged, 0 where there is none. */
  readonly confirmedTo: number
  /** `StoreAuditBroken`: this log, or a copy of it, is not what it was. Nothing is sent any more; people have to look. */
  readonly broken?: ChipDeskError
  /** Why the last try failed; the next one comes by itself. */
  readonly error?: ChipDeskError
}

export interface AuditHeadSender {
  start(): void
  state(): AuditHeadState
  /** Reports what is not acknowledged yet, now. */
  sendNow(): Promise<AuditHeadState>
  /** Reports once more, as long as that takes no longer than the limit, and ends. @param limitMs milliseconds */
  stop(limitMs?: number): Promise<void>
}

export interface AuditHeadSenderOptions {
  readonly store: {
    readonly reader: ChainPort
    readonly writer: {
      saveAuditReceipt(receipt: AuditReceipt): Promise<Result<void, ChipDeskError>>
      appendAudit(entries: readonly NewAuditEntry[]): Promise<Result<void, ChipDeskError>>
    }
  }
  readonly client: AuditHeadClient
  readonly desk: string
  readonly onChange: (state: AuditHeadState) => void
  /** A time that the register has just signed, for the watch over the desk's clock. */
  readonly onServerTime?: (signed: Date) => void
  /** Entries that are reported at once, without waiting for the time. Default 100. */
  readonly everyEntries?: number
  /** How long fewer entries wait, in milliseconds. Default 15 min. */
  readonly everyMs?: number
  readonly clock?: Clock
  /** 0 ≤ random() < 1 */
  readonly random?: () => number
}

/** How often the end of the chain is looked at; half of it more by lot, so that the desks of a country do not speak at once. */
const lookEveryMs = 20_000

/** Has the register sign where the audit chain stands: now and then, not at every entry, and at the end of the day. */
export function createAuditHeadSender(options: AuditHeadSenderOptions): AuditHeadSender {
  const { store, client, desk, onChange, onServerTime = () => {} } = options
  const { everyEntries = 100, everyMs = 15 * 60_000, clock = systemClock, random = Math.random } = options
  const { reader, writer } = store
  let state: AuditHeadState = { confirmedTo: reader.auditReceipt()?.seq ?? 0 }
  let failures = 0
  let waitUntil = 0
  let lastSent = clock.now().getTime()
  let cancelLook = () => {}
  let stopped = false
  let turn: Promise<unknown> = Promise.resolve()
  const time = () => clock.now().getTime()

  function become(next: Partial<AuditHeadState>): AuditHeadState {
    const { confirmedTo, broken } = { ...state, ...next }
    const { error } = next
    state = { confirmedTo, ...(broken && { broken }), ...(error && { error }) }
    onChange(state)
    return state
  }

  async function acknowledged({ signedAt, forkSeenAt, ...receipt }: Acknowledged): Promise<AuditHeadState> {
    failures = 0
    lastSent = time()
    onServerTime(new Date(signedAt))
    const kept = await writer.saveAuditReceipt(receipt)
    if (!kept.ok) return become({ error: kept.error })
    if (forkSeenAt !== undefined) {
      const cause = `another desk showed a copy of this log at ${forkSeenAt}`
      return await quarantine(chipDeskError('StoreAuditBroken', { cause }), receipt.seq)
    }
    return become({ confirmedTo: receipt.seq })
  }

  /** The log itself says that it was found out. */
  async function quarantine(error: ChipDeskError, confirmedTo = state.confirmedTo): Promise<AuditHeadState> {
    const facts = { confirmedTo, cause: error.cause ?? '' }
    const entry = { at: clock.now().toISOString(), desk, operator: 'station', role: 'none' } as const
    await writer.appendAudit([{ ...entry, action: 'registry.answer', outcome: error.tag, facts }])
    return become({ broken: error, confirmedTo })
  }

  async function send(signal?: AbortSignal): Promise<AuditHeadState> {
    if (state.broken) return state
    const told = await reportHead(reader, client, signal)
    if (told.ok) return told.value ? await acknowledged(told.value) : state
    const { error, final, retryAfterMs = 0 } = told.error
    if (final && error.tag === 'StoreAuditBroken') return await quarantine(error)
    failures++
    waitUntil = time() + Math.max(retryAfterMs, backoff(failures, random()))
    return become({ error })
  }

  function isDue(): boolean {
    if (state.broken || time() < waitUntil) return false
    const waiting = (reader.auditHead()?.seq ?? 0) - state.confirmedTo
    // Fewer than were acknowledged: the log was cut, which is found by trying.
    return waiting < 0 || waiting >= everyEntries || (waiting > 0 && (failures > 0 || time() - lastSent >= everyMs))
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  function lookLater(): void {
    cancelLook = clock.after(lookEveryMs * (1 + random() / 2), () => {
      inTurn(async () => (isDue() ? await send() : state))
        .catch(() => become({ error: unreadable }))
        .then(() => {
          if (!stopped) lookLater()
        })
    })
  }

  return {
    start: lookLater,
    state: () => state,
    sendNow: () => inTurn(() => send()),
    async stop(limitMs = 2000) {
      stopped = true
      cancelLook()
      await inTurn(() => send(AbortSignal.timeout(limitMs))).catch(() => undefined)
    },
  }
}

const unreadable = chipDeskError('StoreFailed', { cause: 'the audit log cannot be read' })
