import { useEffect, useState } from 'react'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import type { TransactionDetails } from '../../../main/protocol/transaction-details.ts'
import { useStation } from '../../connection/station-context.tsx'

/** What stands behind a result, once the station has answered; `failed` where it did not. */
export type Details = TransactionDetails | 'loading' | 'failed'

export function useDetails({ id }: Pick<Transaction, 'id'>): Details {
  const { call } = useStation()
  const [answer, setAnswer] = useState<{ readonly id: string; readonly details: Details }>()
  useEffect(() => {
    let current = true
    void call('transaction.details', { transactionId: id }).then(details => {
      if (current) setAnswer({ id, details: details ?? 'failed' })
    })
    return () => {
      current = false
    }
  }, [call, id])
  return answer?.id === id ? answer.details : 'loading'
}
