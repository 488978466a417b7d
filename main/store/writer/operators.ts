import type Database from 'better-sqlite3'
import { countedMeanwhile, type Failures } from '../../operators/sign-in-delay.ts'
import type { StoredOperator } from '../../operators/stored-operator.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { StoreWriting } from '../store.ts'
import { auditAppender } from './audit.ts'
import { refuseUnless, type Write } from './write.ts'

export function operatorWriting(
  database: Database.Database,
  write: Write,
): Pick<StoreWriting, 'saveOperator' | 'saveSignInFailures'> {
  const put = database.prepare(`
    insert into operators (id, name, role, officer_number, secret, secret_by, disabled, created_at, changed_at)
    values (:id, :name, :role, :officerNumber, :secret, :secretBy, :disabled, :createdAt, :changedAt)
    on conflict (id) do update set name = excluded.name, role = excluded.role, officer_number = excluded.officer_number,
      secret = excluded.secret, secret_by = excluded.secret_by, disabled = excluded.disabled, changed_at = excluded.changed_at
    where created_at = excluded.created_at`)
  const admins = database
    .prepare<[], number>(`select count(*) from operators where role = 'admin' and disabled = 0`)
    .pluck()
  const putFailures = database.prepare(`
    insert into sign_in_failures (scope, count, at, uptime) values (:scope, :count, :at, :uptime)
    on conflict (scope) do update set count = excluded.count, at = excluded.at, uptime = excluded.uptime`)
  const failuresOf = database.prepare<[string], Failures>(
    'select count, at, uptime from sign_in_failures where scope = ?',
  )
  const forget = database.prepare('delete from sign_in_failures where scope = ?')
  const append = auditAppender(database)

  const save = database.transaction((operator: StoredOperator, audit: readonly NewAuditEntry[]) => {
    const { officerNumber = null, disabled, ...columns } = operator
    const { changes } = put.run({ ...columns, officerNumber, disabled: disabled ? 1 : 0 })
    // Two windows may ask at once: nobody takes the account of another, and somebody is left who can let people in.
    if (changes === 0 || admins.get() === 0) throw new AccountsRefused()
    append(audit)
    return true
  })
  const saveFailures = database.transaction(
    (
      failures: Readonly<Record<string, Failures | undefined>>,
      audit: readonly NewAuditEntry[],
      seen: Readonly<Record<string, Failures | undefined>>,
    ) => {
      if (Object.entries(seen).some(([scope, before]) => !isSame(before, failuresOf.get(scope)))) return false
      for (const [scope, counted] of Object.entries(failures)) {
        if (counted) putFailures.run({ scope, ...counted })
        else forget.run(scope)
      }
      append(audit)
      return true
    },
  )
  return {
    saveOperator: (operator, audit) =>
      refuseUnless(
        write(() => unlessRefused(() => save.immediate(operator, audit))),
        'the account is another one, or no administrator would be left',
      ),
    saveSignInFailures: (failures, audit = [], seen = {}) =>
      refuseUnless(
        write(() => saveFailures.immediate(failures, audit, seen)),
        countedMeanwhile,
      ),
  }
}

const isSame = (one: Failures | undefined, other: Failures | undefined) =>
  one?.count === other?.count && one?.at === other?.at && one?.uptime === other?.uptime

/** Thrown inside the transaction, so that it is rolled back. */
class AccountsRefused extends Error {}

function unlessRefused(save: () => boolean): boolean {
  try {
    return save()
  } catch (error) {
    if (error instanceof AccountsRefused) return false
    throw error
  }
}
