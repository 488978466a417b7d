import { useCallback, useEffect, useRef, useState } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../../main/protocol/errors.ts'
import type { Scanners } from '../../../main/protocol/scanners.ts'
import { useStation } from '../../connection/station-context.tsx'
import type { ListedDevice } from './port-choices.ts'

/** Under way, what came of it, or neither before the first time. */
interface Progress {
  readonly busy: boolean
  readonly error?: ChipDeskError
  readonly done?: boolean
}

const idle: Progress = { busy: false }

function errorOf(thrown: unknown): ChipDeskError {
  const expected = errorSchema.safeParse(thrown)
  return expected.success ? expected.data : chipDeskError('ApiInternal')
}

/** The list of ports, asked for when the screen opens and whenever the station is back. The last list stays while a new one comes. */
export function usePortList() {
  const { connection, link } = useStation()
  const connected = link.status === 'connected'
  const [devices, setDevices] = useState<readonly ListedDevice[]>()
  const [progress, setProgress] = useState(idle)
  const latest = useRef(0)
  const refresh = useCallback(async () => {
    const mine = ++latest.current
    setProgress({ busy: true })
    try {
      const list = await connection.call('scanner.list', {})
      if (mine !== latest.current) return
      setDevices(list.devices)
      setProgress({ busy: false, done: true })
    } catch (thrown) {
      if (mine === latest.current) setProgress({ busy: false, error: errorOf(thrown) })
    }
  }, [connection])
  useEffect(() => {
    if (connected) void refresh()
    return () => void latest.current++
  }, [connected, refresh])
  return { devices, refresh, ...progress }
}

/** Saves the choice of a port; `save` says whether it was saved. */
export function useSavePort() {
  const { connection } = useStation()
  const [progress, setProgress] = useState(idle)
  const save = async (serial: Scanners['serial']): Promise<boolean> => {
    setProgress({ busy: true })
    try {
      await connection.call('scanner.serial', serial)
      setProgress({ busy: false, done: true })
      return true
    } catch (thrown) {
      setProgress({ busy: false, error: errorOf(thrown) })
      return false
    }
  }
  return { save, forget: () => setProgress(idle), ...progress }
}
