import type { Act, ActKind } from '../../../main/protocol/act.ts'
import type { InsuranceAction } from '../../../main/protocol/insurance.ts'
import type { OnlineCheck, OnlineCheckKind } from '../../../main/protocol/online-check.ts'
import type { DocumentId } from '../../../main/protocol/printed-document.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'

type ActOf<K extends ActKind> = Extract<Act, { kind: K }>

/** The last thing of its kind that was done about a transaction: what is recorded anew takes the place of what was. */
export const latestAct = <K extends ActKind>({ acts }: Pick<Transaction, 'acts'>, kind: K): ActOf<K> | undefined =>
  acts?.findLast((act): act is ActOf<K> => act.kind === kind)

/** The paper of this kind that was made last. */
export const latestDocument = ({ acts }: Pick<Transaction, 'acts'>, id: DocumentId): ActOf<'document'> | undefined =>
  acts?.findLast((act): act is ActOf<'document'> => act.kind === 'document' && act.document === id)

/** The last question of this kind; what was asked before it is answered better by it. */
export const latestCheck = ({ checks }: Pick<Transaction, 'checks'>, kind: OnlineCheckKind): OnlineCheck | undefined =>
  checks?.findLast(check => check.kind === kind)

const byAnotherNumber: ReadonlySet<InsuranceAction> = new Set([
  'not-found',
  'retype',
  'look-for-new-card',
  'child-procedure',
])

/** Whether another card number may find what this question did not: it found none, or one that is no longer valid. */
export function mayAskByNumber(check: OnlineCheck | undefined): boolean {
  if (!check || check.state.status === 'pending') return false
  if (check.state.status === 'failed') return true
  return check.state.answer.kind === 'insurance' && byAnotherNumber.has(check.state.answer.action)
}
