import type { Random } from '../crypto/random.ts'
import type { ScryptCost } from '../crypto/secret-hash.ts'
import { changedAccount, changedParts, newAccount, shownAccount } from '../operators/accounts.ts'
import type { CheckSignIn } from '../operators/sign-in.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { CallName, CallParams, CallResult } from '../protocol/station.ts'
import type { DeskSession, SessionStore, SignedIn } from './session.ts'

/** The calls that the session and its accounts answer; consent is the guard's. */
export type SessionCall = Exclude<
  Extract<CallName, `session.${string}` | `operator.${string}`>,
  'session.consent' | 'session.withdraw'
>

export interface SessionCallsParts {
  readonly session: DeskSession
  readonly store: SessionStore
  readonly check: CheckSignIn
  readonly entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry
  readonly random: Random
  readonly cost?: ScryptCost
}

/** Whoever is undefined here was let through by the guard without being signed in. */
type Handler<N extends CallName> = (params: CallParams<N>, actor: SignedIn | undefined) => Promise<CallResult<N>>

export function sessionCalls(parts: SessionCallsParts): { readonly [N in SessionCall]: Handler<N> } {
  const { session, store, check, entry, random, cost } = parts
  const making = (by: string) => ({ accounts: store.reader.operators(), at: new Date(), by, random, cost })
  const by = (actor: SignedIn | undefined) =>
    ({ operator: actor?.id ?? 'unknown', role: actor?.role ?? 'none' }) as const

  return {
    'session.sign-in': ({ id, secret }) => nothing(session.signIn(id, secret)),
    'session.unlock': ({ secret }) => nothing(session.unlock(secret)),
    'session.lock': () => nothing(session.lock('asked')),
    'session.sign-out': () => nothing(session.signOut()),
    async 'session.active'() {
      session.active()
      return {}
    },
    'session.change-secret': ({ current, next }) => nothing(session.changeSecret(current, next)),
    'session.first-operator': wish => nothing(session.createFirst(wish)),
    async 'session.leave-kiosk'({ id, secret }) {
      const unfit = ({ role }: { role: string }) => (role === 'admin' ? undefined : 'not-admin')
      const checked = await check({ id, secret, action: 'session.unlock', facts: { kiosk: true }, unfit })
      if (!checked.ok) throw checked.error
      return {}
    },
    'operator.list': async () => ({ operators: store.reader.operators().map(shownAccount) }),
    async 'operator.create'(wish, actor) {
      const made = await newAccount(wish, making(by(actor).operator))
      if (!made.ok) throw made.error
      const facts = { account: made.value.id, role: made.value.role }
      const audit = entry({ ...by(actor), action: 'operator.create', outcome: 'done', facts })
      const saved = await store.writer.saveOperator(made.value, [audit])
      if (!saved.ok) throw saved.error
      return {}
    },
    async 'operator.change'(change, actor) {
      const accounts = making(by(actor).operator)
      const changed = await changedAccount(change, accounts)
      if (!changed.ok) throw changed.error
      const before = accounts.accounts.find(({ id }) => id === changed.value.id) ?? changed.value
      const facts = changedParts(before, changed.value)
      const audit = entry({ ...by(actor), action: 'operator.change', outcome: 'done', facts })
      const saved = await store.writer.saveOperator(changed.value, [audit])
      if (!saved.ok) throw saved.error
      session.accountsChanged()
      return {}
    },
  }
}

async function nothing(done: Promise<void>): Promise<Record<string, never>> {
  await done
  return {}
}
