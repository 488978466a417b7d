import type { Customer, CustomerFieldId, CustomerRow } from '../../protocol/customer.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { compareCustomer } from '../customer-comparison.ts'
import type { DeskDefinition } from '../definition.ts'
import { done, type Finding, finding, worstOf } from './finding.ts'

/** Whether the organisation's own record is this person's; compared at once where no act says so yet. */
export function customerStep(
  definition: Pick<DeskDefinition, 'customer'>,
  transaction: Pick<Transaction, 'acts' | 'report' | 'registry'>,
  visitCustomer: Customer | undefined,
): Finding {
  const act = transaction.acts?.findLast(({ kind }) => kind === 'customer')
  const rows =
    act?.kind === 'customer'
      ? act.rows
      : visitCustomer && compareCustomer(visitCustomer, transaction.report, transaction.registry)
  if (!rows || rows.length === 0) return finding('to-do', 'customer-missing')
  const strict = definition.customer?.strict ?? []
  const unsaid = strict.some(id => !rows.some(({ field }) => field === id))
  const found = rows.map(row => ofRow(row, strict))
  return worstOf(unsaid ? [...found, finding('to-do', 'customer-missing')] : found)
}

function ofRow({ field, result }: CustomerRow, strict: readonly CustomerFieldId[]): Finding {
  const isStrict = strict.includes(field)
  switch (result) {
    case 'same':
      return done
    case 'not-on-card':
      return isStrict ? finding('warned', 'customer-not-comparable') : done
    case 'unreadable':
      return finding(isStrict ? 'stopped' : 'warned', 'customer-not-comparable')
    case 'different':
      return finding(isStrict ? 'stopped' : 'warned', 'customer-differs')
    case 'spelling':
    case 'wording':
    case 'precision':
      // Core systems write names without marks: nothing that anybody is stopped for.
      return finding('warned', 'customer-spelling')
  }
}
