import { hash } from '../crypto/hash.ts'
import type { Random } from '../crypto/random.ts'
import { isSecret, type ScryptCost, signInCost } from '../crypto/secret-hash.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { typedName } from './accounts.ts'
import {
  countedMeanwhile,
  type Failures,
  oneMore,
  overAll,
  perName,
  remainingMs,
  type TwoClocks,
} from './sign-in-delay.ts'
import type { StoredOperator } from './stored-operator.ts'

/** What signing in needs of the store. */
export interface SignInStore {
  readonly reader: {
    operator(id: string): StoredOperator | undefined
    signInFailures(scope: string): Failures | undefined
  }
  readonly writer: {
    saveSignInFailures(
      failures: Readonly<Record<string, Failures | undefined>>,
      audit?: readonly NewAuditEntry[],
      seen?: Readonly<Record<string, Failures | undefined>>,
    ): Promise<Result<void, ChipDeskError>>
    appendAudit(entries: readonly NewAuditEntry[]): Promise<Result<void, ChipDeskError>>
  }
}

export interface SignInParts {
  readonly store: SignInStore
  readonly clocks: TwoClocks
  readonly random: Random
  /** What the secrets of this desk cost. */
  readonly cost?: ScryptCost
  /** Makes an entry of the desk, now. */
  readonly entry: (
    entry: Pick<NewAuditEntry, 'operator' | 'role' | 'action' | 'outcome' | 'facts' | 'detail'>,
  ) => NewAuditEntry
}

export interface SignInTry {
  readonly id: string
  readonly secret: string
  /** What it is for, as it stands in the audit if it is right; `written: false` where what follows writes it. */
  readonly action: AuditAction
  readonly written?: false
  readonly facts?: NewAuditEntry['facts']
  readonly detail?: NewAuditEntry['detail']
  /** Why this person, though it is that person, may not: a word for the audit and the cause of `ApiNotPermitted`. */
  readonly unfit?: (account: StoredOperator) => string | undefined
}

/**
 * Whose name and secret these are. Wrong entries are counted in the store before they are looked at, so that nothing that ends the station
 * saves a try. `ApiPinWrong` (with `waitMs` where a wait begins), which takes as long for a name that nobody has; `ApiPinDelayed`;
 * `ApiNotPermitted` for somebody unfit.
 */
export type CheckSignIn = (tried: SignInTry) => Promise<Result<StoredOperator, ChipDeskError>>

const everybody = '*'
const buckets = 64
/** Of no account, and as dear to look at. */
const nobodysSecret = ({ N, r, p }: ScryptCost) => `scrypt$${N}$${r}$${p}$${'A'.repeat(22)}==$${'A'.repeat(43)}=`

export function signInCheck(parts: SignInParts): CheckSignIn {
  const { reader, writer } = parts.store
  const { clocks, entry, cost = signInCost } = parts
  /** Names that nobody has are delayed like any other, each with those that share its bucket; there is no secret behind them to keep. */
  const strangers = new Map<number, Failures>()
  const salt = parts.random(16)
  const bucketOf = (name: string) => (hash('SHA-256', salt, new TextEncoder().encode(name))[0] ?? 0) % buckets

  async function check(tried: SignInTry): Promise<Result<StoredOperator, ChipDeskError>> {
    const name = typedName(tried.id)
    const account = reader.operator(name)
    const scope = `name:${account?.id}`
    const bucket = bucketOf(name)
    const ofName = account ? reader.signInFailures(scope) : strangers.get(bucket)
    const ofAll = reader.signInFailures(everybody)
    // What was typed may be a PIN in the wrong field: of a name that nobody has, nothing is written down.
    const who = { operator: account?.id ?? 'unknown', role: account?.role ?? ('none' as const) }
    const failed = (outcome: string, facts: NewAuditEntry['facts']) =>
      entry({ ...who, action: 'session.sign-in-failed', outcome, facts: { for: tried.action, ...facts } })

    const wait = waitMs(ofName, ofAll)
    if (wait > 0) {
      await writer.appendAudit([failed('delayed', {})])
      return fail(chipDeskError('ApiPinDelayed', { waitMs: wait }))
    }
    const counted = oneMore(ofName, perName, clocks)
    const countedAll = oneMore(ofAll, overAll, clocks)
    if (!account) strangers.set(bucket, counted)
    const before = await writer.saveSignInFailures(
      { [everybody]: countedAll, ...(account && { [scope]: counted }) },
      [],
      { [everybody]: ofAll, ...(account && { [scope]: ofName }) },
    )
    // Commands beside the station count too: tries of several processes at one moment are not one try.
    if (!before.ok) return before.error.cause === countedMeanwhile ? check(tried) : before

    const right = await isSecret(tried.secret, account?.secret ?? nobodysSecret(cost))
    if (!right || !account || account.disabled) {
      const outcome = !account ? 'unknown-name' : right ? 'disabled' : 'wrong'
      await writer.appendAudit([failed(outcome, { failures: counted.count })])
      return fail(chipDeskError('ApiPinWrong', { waitMs: waitMs(counted, countedAll) }))
    }
    // What this person mistyped before was nobody's search for a way in.
    const others = Math.max(0, countedAll.count - counted.count)
    strangers.clear()
    const unfit = tried.unfit?.(account)
    const { facts, detail, action } = tried
    const more = { ...(facts && { facts }), ...(detail && { detail }) }
    const made = unfit
      ? entry({ ...who, ...more, action: 'call.refused', outcome: unfit })
      : entry({ ...who, ...more, action, outcome: 'done' })
    const saved = await writer.saveSignInFailures(
      { [scope]: undefined, [everybody]: ofAll && others > 0 ? { ...ofAll, count: others } : undefined },
      tried.written === false && !unfit ? [] : [made],
    )
    if (!saved.ok) return saved
    return unfit ? fail(chipDeskError('ApiNotPermitted', { cause: unfit })) : ok(account)
  }

  function waitMs(ofName: Failures | undefined, ofAll: Failures | undefined): number {
    return Math.max(remainingMs(ofName, perName, clocks), remainingMs(ofAll, overAll, clocks))
  }

  // One after the other: tries made at the same moment would all be looked at before the first is counted.
  let last: Promise<unknown> = Promise.resolve()
  return tried => {
    const mine = last.then(() => check(tried))
    last = mine.catch(() => undefined)
    return mine
  }
}
