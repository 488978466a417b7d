import type Database from 'better-sqlite3'
import type { Failures } from '../../operators/sign-in-delay.ts'
import type { StoredOperator } from '../../operators/stored-operator.ts'
import type { StoreReader } from '../store.ts'

interface OperatorRow extends Omit<StoredOperator, 'officerNumber' | 'disabled'> {
  readonly officerNumber: string | null
  readonly disabled: number
}

const columns = `id, name, role, officer_number as officerNumber, secret, secret_by as secretBy, disabled,
  created_at as createdAt, changed_at as changedAt`

export function operatorReading(
  database: Database.Database,
): Pick<StoreReader, 'operators' | 'operator' | 'signInFailures'> {
  const all = database.prepare<[], OperatorRow>(`select ${columns} from operators order by id`)
  const one = database.prepare<[string], OperatorRow>(`select ${columns} from operators where id = ?`)
  const failures = database.prepare<[string], Failures>(
    'select count, at, uptime from sign_in_failures where scope = ?',
  )
  return {
    operators: () => all.all().map(operatorOf),
    operator(id) {
      const row = one.get(id)
      return row && operatorOf(row)
    },
    signInFailures: scope => failures.get(scope),
  }
}

const operatorOf = ({ officerNumber, disabled, ...row }: OperatorRow): StoredOperator => ({
  ...row,
  ...(officerNumber !== null && { officerNumber }),
  disabled: disabled === 1,
})
