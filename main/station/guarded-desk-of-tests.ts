import { randomBytes } from '../crypto/random.ts'
import { callPermissions } from '../protocol/permissions.ts'
import type { CallName } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import { cheapCost, type DeskOfTests } from './desk-of-tests.ts'
import { type Actor, createGuard, type Guard, type GuardParts } from './guard.ts'
import type { DeskSession } from './session.ts'
import { sessionCalls } from './session-calls.ts'

/** A call that got through to whatever answers it. */
export interface Reached {
  readonly call: string
  readonly params: unknown
  readonly actor: Actor
}

/** A guard over the accounts of a test desk: whatever gets through is written down instead of done. For tests. */
export function guardedDesk(desk: DeskOfTests, more: Partial<GuardParts> = {}) {
  const reached: Reached[] = []
  let changes = 0
  const { session, check } = desk.session({ ended: () => guard.closed() })
  const own = sessionCalls({
    session,
    check,
    store: desk.store,
    entry: desk.entry,
    random: randomBytes,
    cost: cheapCost,
  })
  const names = Object.keys(callPermissions).filter(name => !/^(session|operator)\./.test(name))
  const calls = names.map(call => [
    call,
    (params: unknown, actor: Actor) => {
      reached.push({ call, params, actor })
      return {}
    },
  ])
  const guard: Guard = createGuard({
    session,
    sessionCalls: own,
    calls: Object.fromEntries(calls),
    check,
    entry: desk.entry,
    appendAudit: entries => desk.store.writer.appendAudit(entries),
    changed: () => changes++,
    ...more,
  })
  return {
    guard,
    session: session satisfies DeskSession,
    reached,
    /** A call by its name alone: those that are only agreed, too. */
    call: (name: string, params: object = {}) => guard.call(name as CallName, params as never) as Promise<unknown>,
    changes: () => changes,
  }
}

/** A state with a citizen in every part that has one. */
export const stateWithCitizen: StationState = {
  version: '0.0.0-test',
  desk: { id: 'desk-1', name: 'Quầy số 1' },
  readers: [{ name: 'Reader', card: true, chosen: true }],
  counter: {
    step: 'waiting',
    card: true,
    declared: { origin: 'number', fields: [] },
    needs: 'birth',
  },
  online: { status: 'online', pending: 2 },
  trust: { anchors: 1, test: true },
  scanners: {
    scanners: [],
    problems: [],
    serial: { baudRate: 9600 },
    last: { scanner: 'x', at: '2026-01-15T02:12:44Z', characters: 142, charset: 'utf-8', notUtf8: false },
  },
}
