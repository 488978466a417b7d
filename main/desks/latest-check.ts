import type { OnlineAnswer, OnlineCheck, OnlineCheckKind } from '../protocol/online-check.ts'
import type { Transaction } from '../protocol/transaction.ts'

type Told = Pick<Transaction, 'checks'>

/** The question of a kind that was asked last: an earlier one is no longer the answer, even while the later one waits. */
export const latestCheck = ({ checks }: Told, kind: OnlineCheckKind): OnlineCheck | undefined =>
  checks?.findLast(check => check.kind === kind)

/** The answer to the last question of a kind; undefined where it waits, has failed or was not asked. */
export function latestAnswer<K extends OnlineAnswer['kind']>(
  transaction: Told,
  kind: K,
): Extract<OnlineAnswer, { kind: K }> | undefined {
  const state = latestCheck(transaction, kind)?.state
  return state?.status === 'answered' && isOf(state.answer, kind) ? state.answer : undefined
}

function isOf<K extends OnlineAnswer['kind']>(
  answer: OnlineAnswer,
  kind: K,
): answer is Extract<OnlineAnswer, { kind: K }> {
  return answer.kind === kind
}
