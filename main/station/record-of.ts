import { chipDeskError } from '../protocol/errors.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { Records } from './records.ts'

/** The transaction of this id, as it is shown; throws `DataUnknownCode` where there is none. */
export function recordOf(records: Pick<Records, 'view'>, id: string): Transaction {
  const transaction = records.view(id)
  if (!transaction) throw chipDeskError('DataUnknownCode', { cause: 'no such transaction' })
  return transaction
}
