import { useEffect, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'

/** Whether the audit log says that this visit was opened: what cannot be written down is not shown. */
export function useWrittenView(id: string | undefined): boolean {
  const { call } = useStation()
  const [written, setWritten] = useState<string>()
  useEffect(() => {
    let current = true
    if (id !== undefined)
      void call('history.view', { id }).then(answer => {
        if (current && answer) setWritten(id)
      })
    return () => {
      current = false
    }
  }, [call, id])
  return id !== undefined && written === id
}
