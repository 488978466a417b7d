import { useEffect, useState } from 'react'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { searchText } from './days.ts'

export const pageSize = 100
/** Typing pause before the store is asked, ms. */
const typingPause = 120

/** Newest transactions that match; asked again when a read ends or the register answers. Undefined until the first answer. */
export function useHistorySearch(typed: string): readonly Transaction[] | undefined {
  const { state, call } = useStation()
  const [found, setFound] = useState<readonly Transaction[]>()
  const text = searchText(typed)
  const counter = state?.counter
  const freshness = `${state?.online.pending} ${counter?.step === 'result' ? counter.transaction.id + counter.transaction.registry.status : ''}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: freshness stands for what the store may have gained
  useEffect(() => {
    let current = true
    const timer = setTimeout(async () => {
      const answer = await call('history.search', { text, limit: pageSize })
      if (current && answer) setFound(answer.transactions)
    }, typingPause)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [call, text, freshness])
  return found
}
