import { fail, ok, type Result } from '../emrtd/result.ts'
import { unfitAsSecond } from '../operators/second-person.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type CommandName, type CommandPermission, commandPermissions } from '../protocol/permissions.ts'
import type { Role } from '../protocol/roles.ts'
import type { People } from '../station/people.ts'
import type { Answers } from './ask-secret.ts'

/** Who gives a command, as it goes into the audit: `os:NAME` with role `none` where no account is asked for. */
export interface CommandActor {
  readonly id: string
  readonly role: Role | 'none'
  readonly second?: { readonly id: string; readonly role: Role }
}

/**
 * Lets a command through that the table gives to roles: the person signs in by name and PIN, and where the table says so a second one
 * consents. Sign-ins, refusals and consent are in the audit as at the counter; wrong PINs are delayed as there.
 * @param asked sign-in names given as options; what is missing is asked for
 * @returns `ApiSignInNeeded`, `ApiPinWrong`, `ApiPinDelayed`, `ApiNotPermitted`, `ApiSecondPersonNeeded`
 */
export async function permitCommand(
  command: CommandName,
  people: People,
  answers: Answers,
  asked: { readonly operator?: string | undefined; readonly second?: string | undefined } = {},
): Promise<Result<CommandActor, ChipDeskError>> {
  const permission: CommandPermission = commandPermissions[command]
  if (permission.who === 'computer') return ok({ id: people.computerUser, role: 'none' })
  const { who, consent } = permission
  const facts = { command }
  const first = await person('Tên đăng nhập / Sign-in name', asked.operator, 'session.sign-in', account =>
    who.includes(account.role) ? undefined : 'not-permitted',
  )
  if (!first.ok) return first
  const { id, role } = first.value
  if (!consent) return ok({ id, role })
  const second = await person('Người thứ hai / Second person', asked.second, 'call.consent', unfitAsSecond(id, consent))
  if (!second.ok) return second
  return ok({ id, role, second: { id: second.value.id, role: second.value.role } })

  async function person(
    question: string,
    named: string | undefined,
    action: 'session.sign-in' | 'call.consent',
    unfit: (account: StoredOperator) => string | undefined,
  ): Promise<Result<StoredOperator, ChipDeskError>> {
    const name = named ?? (await answers.line(question))
    const secret = name ? await answers.secret(`PIN (${name})`) : undefined
    if (!name || secret === undefined)
      return fail(chipDeskError(action === 'call.consent' ? 'ApiSecondPersonNeeded' : 'ApiSignInNeeded'))
    return people.check({ id: name, secret, action, facts, unfit })
  }
}
