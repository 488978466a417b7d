import { useCallback, useEffect, useRef, useState } from 'react'
import type { TrustList } from '../../../main/protocol/trust.ts'
import { useStation } from '../../connection/station-context.tsx'
import { type Listed, useListed } from '../desk-lists/use-listed.ts'

export interface TrustNow {
  readonly listed: Listed<TrustList>
  /** Another text after every change. */
  readonly fresh: string
  /** Something was changed, and the station opens anew to judge by it. */
  changed(): void
}

const againMs = 1000
/** A station that opens anew does so in this time, many times over. */
const mostTries = 15

/** What the desk trusts, asked for anew after every change, also while the station is opening anew. */
export function useTrust(): TrustNow {
  const { state } = useStation()
  const [changes, setChanges] = useState(0)
  const tries = useRef(0)
  const fresh = `${changes} ${state?.trust.anchors}`
  const listed = useListed('trust.list', {}, fresh)
  const { error, again, value } = listed
  useEffect(() => {
    if (value) tries.current = 0
    if (!error || tries.current === 0) return
    tries.current--
    const timer = setTimeout(again, againMs)
    return () => clearTimeout(timer)
  }, [error, value, again])
  const changed = useCallback(() => {
    tries.current = mostTries
    setChanges(before => before + 1)
  }, [])
  return { listed, fresh, changed }
}
