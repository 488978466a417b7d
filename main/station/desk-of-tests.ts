import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditEntry } from '../audit/entry.ts'
import { randomBytes } from '../crypto/random.ts'
import { type AccountWish, newAccount } from '../operators/accounts.ts'
import { signInCheck } from '../operators/sign-in.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { createSession, type DeskSession, type SessionParts } from './session.ts'

/** A hundredth of the real cost: what is tested here is who gets in, not how long it takes. */
export const cheapCost = { N: 1024, r: 8, p: 1 } as const

/** PIN of every account that a test makes without saying otherwise. */
export const testPin = '204060'

/** A store with accounts in a folder of its own, two clocks that stand, and sessions over it: for tests. */
export interface DeskOfTests {
  readonly store: Store
  /** Set them to let time pass. */
  readonly clock: { wall: number; uptime: number }
  readonly entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry
  add(wish: Pick<AccountWish, 'id' | 'role'> & Partial<AccountWish>, by?: string): Promise<void>
  /** As after a start of the station. */
  session(more?: Partial<SessionParts>): { session: DeskSession; check: ReturnType<typeof signInCheck> }
  /** Words of the audit log: `operator action outcome`, oldest first. */
  log(): string[]
  audit(): AuditEntry[]
  /** Closes the file and opens it again. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export async function deskOfTests(): Promise<DeskOfTests> {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-operators-'))
  const open = () => {
    const opened = openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) })
    if (!opened.ok) throw new Error(opened.error.cause ?? opened.error.tag)
    return opened.value
  }
  let store = open()
  const clock = { wall: Date.parse('2026-11-22T02:00:00Z'), uptime: 3_600_000 }
  const clocks = { wall: () => clock.wall, uptime: () => clock.uptime }
  const entry: DeskOfTests['entry'] = made => ({ at: new Date(clock.wall).toISOString(), desk: 'desk-1', ...made })
  const audit = () => store.reader.auditList({ limit: 1000 }).toReversed()

  return {
    get store() {
      return store
    },
    clock,
    entry,
    async add(wish, by = 'station') {
      const making = {
        accounts: store.reader.operators(),
        at: new Date(clock.wall),
        by,
        random: randomBytes,
        cost: cheapCost,
      }
      const made = await newAccount({ name: `Người ${wish.id}`, secret: testPin, ...wish }, making)
      if (!made.ok) throw new Error(made.error.cause)
      const saved = await store.writer.saveOperator(made.value, [])
      if (!saved.ok) throw new Error(saved.error.cause)
    },
    session(more = {}) {
      const check = signInCheck({ store, clocks, random: randomBytes, entry, cost: more.cost ?? cheapCost })
      const session = createSession({
        store,
        check,
        entry,
        random: randomBytes,
        cost: cheapCost,
        computerUser: 'os:tester',
        changed: () => {},
        ended: () => {},
        ...more,
      })
      return { session, check }
    },
    log: () => audit().map(({ operator, action, outcome }) => `${operator} ${action} ${outcome}`),
    audit,
    async reopen() {
      await store.close()
      store = open()
    },
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
