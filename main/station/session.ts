import type { Random } from '../crypto/random.ts'
import type { ScryptCost } from '../crypto/secret-hash.ts'
import type { Result } from '../emrtd/result.ts'
import { changedAccount, changedParts, newAccount, typedName } from '../operators/accounts.ts'
import type { CheckSignIn } from '../operators/sign-in.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Role } from '../protocol/roles.ts'
import type { Session } from '../protocol/session.ts'

/** Who is signed in, as it goes on records, questions and audit entries. */
export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Own number, 12 digits: for services that ask who asks, never for a screen. */
  readonly officerNumber?: string
}

/** What a session needs of the store. */
export interface SessionStore {
  readonly reader: { operators(): StoredOperator[]; operator(id: string): StoredOperator | undefined }
  readonly writer: {
    saveOperator(operator: StoredOperator, audit: readonly NewAuditEntry[]): Promise<Result<void, ChipDeskError>>
    appendAudit(entries: readonly NewAuditEntry[]): Promise<Result<void, ChipDeskError>>
  }
}

export interface SessionParts {
  readonly store: SessionStore
  readonly check: CheckSignIn
  /** An entry of this desk at this moment. */
  readonly entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry
  readonly random: Random
  readonly cost?: ScryptCost
  /** Who makes the first account: `os:NAME`. */
  readonly computerUser: string
  /** Locks after so long without anybody; never where absent. */
  readonly idleMs?: number
  /** A card is being read, or something else is under way that must not be hidden: somebody is there. */
  readonly busy?: () => boolean
  /** There were accounts, and the store that had them is gone: the first one is made at the computer, not by whoever stands at the screen. */
  readonly accountsLost?: boolean
  /** Signed in from the start, as the invented operator of demo mode. */
  readonly startsAs?: string
  /** Who was at the desk before it was opened anew, and nobody else, goes on. */
  readonly goesOn?: HeldSession
  readonly changed: () => void
  /** The person has gone: nothing that was theirs may be there for the next. */
  readonly ended: () => void
}

/** Who is at a desk that is opened anew: held in memory for that moment. */
export interface HeldSession {
  /** Undefined where nobody is. */
  readonly account?: StoredOperator
  readonly locked: boolean
}

/** The account of somebody who goes on; undefined where nobody was there, or the account is another one now. */
export function accountGoingOn({ account }: HeldSession, { reader }: Pick<SessionStore, 'reader'>) {
  const now = account && reader.operator(account.id)
  return now && !now.disabled && now.createdAt === account.createdAt ? now : undefined
}

/** The person at the desk. Refused calls throw a `ChipDeskError`. */
export interface DeskSession {
  view(): Session
  /** Undefined where nobody is signed in, and while the desk is locked. */
  operator(): SignedIn | undefined
  signIn(id: string, secret: string): Promise<void>
  unlock(secret: string): Promise<void>
  lock(why: 'asked' | 'idle'): Promise<void>
  signOut(): Promise<void>
  /** Somebody is there. */
  active(): void
  changeSecret(current: string, next: string): Promise<void>
  createFirst(wish: { id: string; name: string; officerNumber?: string | undefined; secret: string }): Promise<void>
  /** An account was changed, or may have been, by a command beside the station: that of the person at the desk may be another one now, or none. */
  accountsChanged(): void
  /** For the station that goes on in the place of this one. */
  held(): HeldSession
  close(): void
}

export function createSession(parts: SessionParts): DeskSession {
  const { store, check, entry } = parts
  let current = whoStarts(parts)
  let locked = current !== undefined && parts.goesOn?.locked === true
  let nobodyYet = store.reader.operators().length === 0
  let idle: NodeJS.Timeout | undefined

  function rest() {
    clearTimeout(idle)
    if (parts.idleMs !== undefined && current && !locked) idle = setTimeout(nobodyThere, parts.idleMs).unref()
  }
  function nobodyThere() {
    if (parts.busy?.()) rest()
    else void session.lock('idle')
  }
  function become(operator: StoredOperator | undefined, isLocked: boolean) {
    const gone = current !== undefined && current.id !== operator?.id
    current = operator
    locked = isLocked
    rest()
    if (gone) parts.ended()
    parts.changed()
  }
  /** A session ends and a desk is locked also where that cannot be written down any more. */
  async function note(who: StoredOperator, action: AuditAction, facts: NewAuditEntry['facts']) {
    const written = { operator: who.id, role: who.role, action, outcome: 'done', ...(facts && { facts }) }
    await store.writer.appendAudit([entry(written)])
  }
  const saved = (result: Result<unknown, ChipDeskError>) => {
    if (!result.ok) throw result.error
  }
  async function welcome(operator: StoredOperator) {
    const before = current
    become(operator, false)
    if (before && before.id !== operator.id) await note(before, 'session.sign-out', { by: operator.id })
  }
  /** A command may have made the first account beside the station. */
  function isFirst(): boolean {
    nobodyYet &&= (readable(() => store.reader.operators()) ?? []).length === 0
    return nobodyYet
  }
  /** What cannot be read stays what it was. */
  const asStored = (account: StoredOperator) => {
    const read = readable(() => ({ account: store.reader.operator(account.id) }))
    return read ? read.account : account
  }
  const making = (by: string) => ({
    accounts: store.reader.operators(),
    at: new Date(),
    by,
    random: parts.random,
    cost: parts.cost,
  })

  const session: DeskSession = {
    view() {
      if (!current) return { state: isFirst() ? 'first-operator' : 'signed-out' }
      const { id, name, role } = current
      return { state: locked ? 'locked' : 'signed-in', operator: { id, name, role } }
    },
    operator() {
      if (!current || locked) return undefined
      const { id, name, role, officerNumber } = current
      return { id, name, role, ...(officerNumber && { officerNumber }) }
    },
    async signIn(id, secret) {
      const checked = await check({ id, secret, action: 'session.sign-in' })
      if (!checked.ok) throw checked.error
      await welcome(checked.value)
    },
    async unlock(secret) {
      if (!current || !locked) return
      const checked = await check({ id: current.id, secret, action: 'session.unlock' })
      if (!checked.ok) throw checked.error
      await welcome(checked.value)
    },
    async lock(why) {
      if (!current || locked) return
      const who = current
      become(who, true)
      await note(who, 'session.lock', { why })
    },
    async signOut() {
      if (!current) return
      const who = current
      become(undefined, false)
      await note(who, 'session.sign-out', undefined)
    },
    active: () => rest(),
    async changeSecret(own, next) {
      if (!current || locked) throw chipDeskError('ApiSignInNeeded')
      const checked = await check({ id: current.id, secret: own, action: 'operator.change', written: false })
      if (!checked.ok) throw checked.error
      const { id, role } = checked.value
      const changed = await changedAccount({ id, secret: next }, making(id))
      if (!changed.ok) throw changed.error
      const facts = changedParts(checked.value, changed.value)
      const audit = entry({ operator: id, role, action: 'operator.change', outcome: 'done', facts })
      saved(await store.writer.saveOperator(changed.value, [audit]))
      session.accountsChanged()
    },
    async createFirst(wish) {
      if (!nobodyYet) throw chipDeskError('ApiNotPermitted', { cause: 'there are accounts already' })
      if (parts.accountsLost)
        throw chipDeskError('ApiNotPermitted', {
          cause: 'the accounts were lost with the store: chipdesk operator add',
        })
      const made = await newAccount({ ...wish, role: 'admin' }, making(typedName(wish.id)))
      if (!made.ok) throw made.error
      // Asked for twice at once, the second must not get in as well.
      if (!nobodyYet || store.reader.operators().length > 0) throw chipDeskError('ApiNotPermitted')
      nobodyYet = false
      const facts = { account: made.value.id, role: made.value.role, first: true }
      const who = { operator: parts.computerUser, role: 'none' as const }
      const result = await store.writer.saveOperator(made.value, [
        entry({ ...who, action: 'operator.create', outcome: 'done', facts }),
        entry({ operator: made.value.id, role: 'admin', action: 'session.sign-in', outcome: 'done' }),
      ])
      nobodyYet = !result.ok
      saved(result)
      become(made.value, false)
    },
    accountsChanged() {
      if (!current) return
      const now = asStored(current)
      if (JSON.stringify(now) !== JSON.stringify(current)) become(now?.disabled ? undefined : now, locked)
    },
    held: () => ({ ...(current && { account: current }), locked }),
    close: () => clearTimeout(idle),
  }
  rest()
  return session
}

function whoStarts({ store, goesOn, startsAs }: SessionParts): StoredOperator | undefined {
  if (goesOn) return accountGoingOn(goesOn, store)
  return startsAs === undefined ? undefined : store.reader.operator(startsAs)
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
