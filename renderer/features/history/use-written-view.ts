import { useEffect, useState } from 'react'
import type { CallResult } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'

type View = CallResult<'history.view'>

/** A stored visit with everything that was done about it, once the audit log says that it was opened: what cannot be written down is not shown. */
export function useWrittenView(id: string | undefined): { readonly view: View | undefined } {
  const { call } = useStation()
  const [written, setWritten] = useState<{ id: string; view: View }>()
  useEffect(() => {
    let current = true
    if (id !== undefined)
      void call('history.view', { id }).then(view => {
        if (current && view) setWritten({ id, view })
      })
    return () => {
      current = false
    }
  }, [call, id])
  return { view: id !== undefined && written?.id === id ? written.view : undefined }
}
