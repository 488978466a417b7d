import { useCallback, useEffect, useRef, useState } from 'react'
import type { Finding } from '../../../main/protocol/diagnostics.ts'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'

interface Findings {
  /** Undefined until the station has looked for the first time. */
  readonly findings: readonly Finding[] | undefined
  /** Why it could not look. */
  readonly error: ChipDeskError | undefined
  readonly busy: boolean
  again(): void
}

/** What the station finds of this computer: once, whenever something was plugged in or came, and when asked. */
export function useFindings({ readers, readerError, trust, online, session }: StationState): Findings {
  const { connection, link } = useStation()
  const [findings, setFindings] = useState<readonly Finding[]>()
  const [error, setError] = useState<ChipDeskError>()
  const [busy, setBusy] = useState(false)
  const asked = useRef(0)
  const look = useCallback(async () => {
    const mine = ++asked.current
    setBusy(true)
    try {
      const answer = await connection.call('set-up.findings', {})
      if (mine !== asked.current) return
      setFindings(answer.findings)
      setError(undefined)
    } catch (thrown) {
      if (mine !== asked.current) return
      setError(errorSchema.safeParse(thrown).data ?? chipDeskError('ApiInternal'))
    }
    setBusy(false)
  }, [connection])
  const seen = JSON.stringify([
    readers.map(({ name }) => name),
    readerError?.tag,
    trust,
    online.status,
    session?.state,
    link.status,
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it has changed what is to be looked at
  useEffect(() => void look(), [look, seen])
  return { findings, error, busy, again: () => void look() }
}
