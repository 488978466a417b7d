import { useCallback, useEffect, useState } from 'react'
import type { Account } from '../../../main/protocol/session.ts'
import { useStation } from '../../connection/station-context.tsx'

/** Every account, where this person may see them; `refresh` after a change. */
export function useAccounts(allowed: boolean) {
  const { connection } = useStation()
  const [accounts, setAccounts] = useState<readonly Account[]>()
  const refresh = useCallback(async () => {
    if (!allowed) return
    try {
      setAccounts((await connection.call('operator.list', {})).operators)
    } catch {
      // The list of before stays; the change itself has said what is wrong.
    }
  }, [connection, allowed])
  useEffect(() => void refresh(), [refresh])
  return { accounts, refresh }
}
