import type { Role } from '../protocol/roles.ts'
import type { StoredOperator } from './stored-operator.ts'

/**
 * Why an account cannot be the second person of a call, as a word for the audit and the cause of `ApiNotPermitted`.
 * @param first id of who asks
 * @param roles whose consent counts
 */
export const unfitAsSecond =
  (first: string, roles: readonly Role[]) =>
  (account: StoredOperator): 'same-person' | 'not-permitted' | 'pin-set-by-the-first' | undefined => {
    if (account.id === first) return 'same-person'
    if (!roles.includes(account.role)) return 'not-permitted'
    // Whoever chose the PIN could be both persons.
    return account.secretBy === first ? 'pin-set-by-the-first' : undefined
  }
