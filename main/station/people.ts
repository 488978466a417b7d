import { uptime, userInfo } from 'node:os'
import { randomBytes } from '../crypto/random.ts'
import { type CheckSignIn, type SignInStore, signInCheck } from '../operators/sign-in.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { Place } from './access.ts'
import { accountGoingOn, type HeldSession, type SessionStore } from './session.ts'

/** The people of a desk: their accounts, and how they are known to be who they say. */
export interface People {
  readonly store: SessionStore & SignInStore
  readonly check: CheckSignIn
  /** An audit entry of this desk, now. */
  readonly entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry
  /** Who the operating system says is there: whoever makes the first account. */
  readonly computerUser: string
  /** Locks after so long without anybody, ms. */
  readonly idleMs?: number
  /** The store was rescued once, and whose accounts it had is not known. */
  readonly accountsLost?: boolean
  /** Signed in from the start, as the invented operator of demo mode. */
  readonly startsAs?: string
  /** Who was at the desk before it was opened anew. */
  readonly goesOn?: HeldSession
}

/** @param desk where, why and by what right: what an entry says that names no other purpose */
export function peopleOf(
  store: People['store'],
  desk: Place,
  more: Pick<People, 'idleMs' | 'startsAs' | 'accountsLost'> = {},
): People {
  const entry: People['entry'] = told => ({
    at: new Date().toISOString(),
    desk: desk.desk,
    purpose: desk.purpose.code,
    legalBasis: desk.purpose.legalBasis,
    ...told,
  })
  const clocks = { wall: () => Date.now(), uptime: () => Math.round(uptime() * 1000) }
  return {
    store,
    check: signInCheck({ store, clocks, random: randomBytes, entry }),
    entry,
    computerUser: `os:${userName()}`,
    ...more,
  }
}

/** The same people, where whoever was at the desk before it was opened anew goes on. What cannot be written down does not happen. */
export async function peopleGoingOn(people: People, held: HeldSession): Promise<People> {
  const account = accountGoingOn(held, people.store)
  if (!account) return { ...people, goesOn: { locked: false } }
  const { id: operator, role } = account
  const facts = { continued: true, locked: held.locked }
  const entry = people.entry({ operator, role, action: 'session.sign-in', outcome: 'done', facts })
  const written = await people.store.writer.appendAudit([entry])
  return { ...people, goesOn: written.ok ? held : { locked: false } }
}

/** A process may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
