import { useCallback, useEffect, useRef, useState } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { searchText } from './days.ts'
import { type Filter, isBackwards } from './history-filter.ts'
import { type HistoryRow, historyRow, withNewest } from './history-rows.ts'

/** A page is a little more than a tall screen shows. */
const pageSize = 50
/** Typing pause before the store is asked, ms; what nobody types is asked for at once. */
const typingPause = 120

interface Pages {
  /** What was asked for, as one text. */
  readonly asked: string
  readonly rows: readonly HistoryRow[]
  readonly next: number | undefined
  readonly days: Readonly<Record<string, number>>
}

export interface HistoryPages {
  /** Undefined until the first answer. */
  readonly rows: readonly HistoryRow[] | undefined
  readonly days: Readonly<Record<string, number>>
  /** There is more behind the last row. */
  readonly more: boolean
  /** The rows are those of what was asked before. */
  readonly stale: boolean
  readonly failed: boolean
  /** The same function for as long as the screen is there. */
  loadMore(): Promise<void>
}

/** Newest visits that match, page after page; the newest are asked for again when a read ends or the register answers. */
export function useHistoryPages(typed: string, filter: Filter): HistoryPages {
  const { state, call } = useStation()
  const [pages, setPages] = useState<Pages>()
  const [failed, setFailed] = useState(false)
  const asked = JSON.stringify({ text: searchText(typed), ...filter })
  const latest = useRef<Pages>(undefined)
  latest.current = pages
  const freshness = freshnessOf(state)

  const search = useCallback(
    async (question: string, before?: number) =>
      isBackwards(JSON.parse(question))
        ? { transactions: [] }
        : await call('history.search', {
            ...JSON.parse(question),
            limit: pageSize,
            ...(before !== undefined && { before }),
          }),
    [call],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: freshness stands for what the store may have gained
  useEffect(() => {
    let current = true
    const timer = setTimeout(
      async () => {
        const answer = await search(asked)
        if (!current) return
        setFailed(!answer)
        if (!answer) return
        const newest = answer.transactions.map(historyRow)
        setPages(before =>
          before?.asked === asked
            ? { ...before, rows: withNewest(before.rows, newest), days: { ...before.days, ...answer.days } }
            : { asked, rows: newest, next: answer.next, days: answer.days ?? {} },
        )
      },
      typed === '' ? 0 : typingPause,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [search, asked, freshness])

  const loading = useRef(false)
  const loadMore = useCallback(async () => {
    const before = latest.current
    if (loading.current || before?.next === undefined) return
    loading.current = true
    const answer = await search(before.asked, before.next)
    loading.current = false
    if (!answer) return
    const older = answer.transactions.map(historyRow)
    setPages(now =>
      now?.asked === before.asked && now.next === before.next
        ? {
            ...now,
            rows: [...now.rows, ...older],
            next: answer.next,
            days: { ...answer.days, ...now.days },
          }
        : now,
    )
  }, [search])

  return {
    rows: pages?.rows,
    days: pages?.days ?? {},
    more: pages?.next !== undefined,
    stale: pages !== undefined && pages.asked !== asked,
    failed,
    loadMore,
  }
}

/** Changes with whatever the history may have gained by. */
function freshnessOf(state: StationState | undefined): string {
  const counter = state?.counter
  const shown = counter?.step === 'result' ? counter.transaction.id + counter.transaction.registry.status : ''
  return `${state?.online.pending} ${shown}`
}
