import { useCallback, useEffect, useRef, useState } from 'react'
import type { Finding } from '../../../main/protocol/diagnostics.ts'
import type { StationState } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

interface Findings {
  /** Undefined until the station has looked for the first time. */
  readonly findings: readonly Finding[] | undefined
  readonly busy: boolean
  again(): void
}

/** What the station finds of this computer: once, whenever something was plugged in or came, and when asked. */
export function useFindings({ readers, readerError, trust, online, session }: StationState): Findings {
  const { connection } = useStation()
  const [findings, setFindings] = useState<readonly Finding[]>()
  const [busy, setBusy] = useState(false)
  const asked = useRef(0)
  const look = useCallback(async () => {
    const mine = ++asked.current
    setBusy(true)
    // A desk that was left or opened anew meanwhile answers nothing; it is asked again as soon as it says how it is.
    const answer = await connection.call('set-up.findings', {}).catch(() => undefined)
    if (mine !== asked.current) return
    if (answer) setFindings(answer.findings)
    setBusy(false)
  }, [connection])
  const seen = JSON.stringify([readers.map(({ name }) => name), readerError?.tag, trust, online.status, session?.state])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it has changed what is to be looked at
  useEffect(() => void look(), [look, seen])
  return { findings, busy, again: () => void look() }
}
