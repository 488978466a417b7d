import type { Random } from '../crypto/random.ts'
import { hashSecret, isSecret, type ScryptCost } from '../crypto/secret-hash.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Role } from '../protocol/roles.ts'
import { type Account, type AccountProblem, operatorIdSchema } from '../protocol/session.ts'
import { secretProblem } from './secret-rules.ts'
import type { StoredOperator } from './stored-operator.ts'

/** An account as it is asked for. */
export interface AccountWish {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** 12 digits. */
  readonly officerNumber?: string | undefined
  readonly secret: string
}
/** What is absent stays as it is; an empty officer number takes it away. */
export type AccountChange = { readonly [Part in keyof AccountWish]?: AccountWish[Part] | undefined } & {
  readonly id: string
  readonly disabled?: boolean | undefined
}

export interface AccountMaking {
  /** Every account there is. */
  readonly accounts: readonly StoredOperator[]
  readonly at: Date
  /** Who makes the change: a sign-in name, or `os:NAME`. */
  readonly by: string
  readonly random: Random
  readonly cost?: ScryptCost | undefined
}

const problem = (cause: AccountProblem) => fail(chipDeskError('ApiOperatorInvalid', { cause }))

/**
 * A new account as it may be stored; the first one must be an administrator's.
 * @returns `ApiOperatorInvalid` with an `AccountProblem` as cause
 */
export async function newAccount(
  wish: AccountWish,
  making: AccountMaking,
): Promise<Result<StoredOperator, ChipDeskError>> {
  const { accounts, at, by, random, cost } = making
  const id = typedName(wish.id)
  if (!operatorIdSchema.safeParse(id).success) return problem('id-form')
  if (accounts.some(account => account.id === id)) return problem('id-taken')
  if (accounts.length === 0 && wish.role !== 'admin') return problem('first-must-be-admin')
  const name = wish.name.trim().normalize('NFC')
  const officerNumber = wish.officerNumber?.trim() || undefined
  const wrong = detailProblem(name, officerNumber) ?? secretProblem(wish.secret, { id, officerNumber })
  if (wrong) return problem(wrong)
  const secret = await hashSecret(wish.secret, random, cost)
  const now = at.toISOString()
  const given = { id, name, role: wish.role, ...(officerNumber && { officerNumber }) }
  return ok({ ...given, secret, secretBy: by, disabled: false, createdAt: now, changedAt: now })
}

/**
 * An account with what is to be different. The last active administrator stays one.
 * @returns `ApiOperatorInvalid` with an `AccountProblem` as cause
 */
export async function changedAccount(
  change: AccountChange,
  making: AccountMaking,
): Promise<Result<StoredOperator, ChipDeskError>> {
  const { accounts, at, by, random, cost } = making
  const before = accounts.find(({ id }) => id === typedName(change.id))
  if (!before) return problem('no-such-account')
  const name = change.name === undefined ? before.name : change.name.trim().normalize('NFC')
  const officerNumber =
    change.officerNumber === undefined ? before.officerNumber : change.officerNumber.trim() || undefined
  const { secret } = change
  const wrong =
    detailProblem(name, officerNumber) ??
    (secret === undefined ? undefined : secretProblem(secret, { id: before.id, officerNumber })) ??
    (secret !== undefined && (await isSecret(secret, before.secret)) ? 'secret-same' : undefined)
  if (wrong) return problem(wrong)
  const { officerNumber: _, ...kept } = before
  const after: StoredOperator = {
    ...kept,
    name,
    role: change.role ?? before.role,
    ...(officerNumber && { officerNumber }),
    disabled: change.disabled ?? before.disabled,
    ...(secret !== undefined && { secret: await hashSecret(secret, random, cost), secretBy: by }),
    changedAt: at.toISOString(),
  }
  const others = accounts.filter(({ id }) => id !== before.id)
  return isActiveAdmin(after) || others.some(isActiveAdmin) ? ok(after) : problem('last-admin')
}

const isActiveAdmin = ({ role, disabled }: StoredOperator) => role === 'admin' && !disabled

function detailProblem(name: string, officerNumber: string | undefined): AccountProblem | undefined {
  if (name === '' || name.length > 100) return 'name-empty'
  return officerNumber !== undefined && !/^\d{12}$/.test(officerNumber) ? 'officer-number-form' : undefined
}

/** A name to sign in by, as it was meant: screen keyboards write capitals, hands add spaces. */
export const typedName = (text: string): string => text.trim().toLowerCase()

/** An account as it is shown: of the officer's number the last three digits, of the secret nothing. */
export function shownAccount({ secret: _, secretBy: __, officerNumber, ...account }: StoredOperator): Account {
  return { ...account, ...(officerNumber && { officerNumber: `•••••••••${officerNumber.slice(-3)}` }) }
}

/** What was changed, in words that are not personal: for the facts of an audit entry. */
export function changedParts(before: StoredOperator, after: StoredOperator): Record<string, string | boolean> {
  return {
    account: after.id,
    ...(before.role !== after.role && { role: after.role, roleBefore: before.role }),
    ...(before.disabled !== after.disabled && { disabled: after.disabled }),
    ...(before.name !== after.name && { name: true }),
    ...(before.officerNumber !== after.officerNumber && { officerNumber: true }),
    ...(before.secret !== after.secret && { secret: true }),
  }
}
