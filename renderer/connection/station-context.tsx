import { createContext, type ReactNode, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../main/protocol/errors.ts'
import type { CallName, CallParams, CallResult, StationState } from '../../main/protocol/station.ts'
import type { Link, StationConnection } from '../station-connection.ts'

interface StationView {
  readonly connection: StationConnection
  readonly state: StationState | undefined
  readonly link: Link
  /** Why the last call failed, until the next one or until dismissed. */
  readonly callError: ChipDeskError | undefined
  dismissError(): void
  /** Undefined where the call failed; the reason is then `callError`. */
  call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N> | undefined>
}

const StationContext = createContext<StationView | undefined>(undefined)

export function StationProvider({
  connection,
  children,
}: {
  readonly connection: StationConnection
  readonly children: ReactNode
}) {
  const [callError, setCallError] = useState<ChipDeskError>()
  const link = useSyncExternalStore(connection.subscribeLink, connection.link)
  const state = useLatestState(connection)
  const call = useCallback(
    async <N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N> | undefined> => {
      setCallError(undefined)
      try {
        return await connection.call(name, params)
      } catch (thrown) {
        const expected = errorSchema.safeParse(thrown)
        setCallError(expected.success ? expected.data : chipDeskError('ApiInternal', { cause: name }))
        return undefined
      }
    },
    [connection],
  )
  const view = useMemo(
    () => ({ connection, state, link, callError, call, dismissError: () => setCallError(undefined) }),
    [connection, state, link, callError, call],
  )
  return <StationContext value={view}>{children}</StationContext>
}

function useLatestState(connection: StationConnection): StationState | undefined {
  const store = useMemo(() => {
    let latest: StationState | undefined
    return {
      subscribe: (changed: () => void) =>
        connection.subscribe(state => {
          latest = state
          changed()
        }),
      latest: () => latest,
    }
  }, [connection])
  return useSyncExternalStore(store.subscribe, store.latest)
}

export function useStation(): StationView {
  const view = useContext(StationContext)
  if (!view) throw new Error('useStation outside StationProvider')
  return view
}
