import { useEffect, useState } from 'react'
import type { CallResult } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

type View = CallResult<'history.view'>

/**
 * A stored visit with everything that was done about it, once the audit log says that it was opened: what cannot be written down is not shown.
 * @param version asked for anew when it changes
 */
export function useWrittenView(id: string | undefined, version = ''): { readonly view: View | undefined } {
  const { call } = useStation()
  const [written, setWritten] = useState<{ id: string; view: View }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what may have been answered or done since
  useEffect(() => {
    let current = true
    if (id !== undefined)
      void call('history.view', { id }).then(view => {
        if (current && view) setWritten({ id, view })
      })
    return () => {
      current = false
    }
  }, [call, id, version])
  return { view: id !== undefined && written?.id === id ? written.view : undefined }
}
