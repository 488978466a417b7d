import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { type ChipDeskError, chipDeskError, errorSchema } from '../../main/protocol/errors.ts'
import type { CallName, CallParams, CallResult } from '../../main/protocol/station.ts'
import type { StationState } from '../../main/protocol/station-state.ts'
import type { Link, StationConnection } from '../station-connection.ts'

interface StationView {
  readonly connection: StationConnection
  readonly state: StationState | undefined
  readonly link: Link
  /** Why the last call failed, until the next one, until the counter moves on, or until dismissed. */
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
  const [failure, setFailure] = useState<{ error: ChipDeskError; moment: string }>()
  const link = useSyncExternalStore(connection.subscribeLink, connection.link)
  const state = useLatestState(connection)
  const moment = state ? momentOf(state) : ''
  const now = useRef(moment)
  now.current = moment
  const clears = useRef(0)
  const call = useCallback(
    async <N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N> | undefined> => {
      setFailure(undefined)
      if (name === 'counter.clear') clears.current++
      const before = clears.current
      try {
        return await connection.call(name, params)
      } catch (thrown) {
        const expected = errorSchema.safeParse(thrown)
        const error = expected.success ? expected.data : chipDeskError('ApiInternal', { cause: name })
        // A complaint about what was cleared meanwhile helps nobody.
        if (clears.current === before) setFailure({ error, moment: now.current })
        return undefined
      }
    },
    [connection],
  )
  // A scanner that is no keyboard makes no call: what it was refused is said where a call's failure would be.
  const last = state?.scanners?.last
  const connected = state !== undefined
  const told = useRef<string>(undefined)
  useEffect(() => {
    const before = told.current
    if (connected) told.current = last?.at ?? 'none yet'
    // What was scanned before this page was opened is no news.
    if (before === undefined || before === told.current || !last?.refused) return
    setFailure({ error: last.refused, moment: now.current })
  }, [connected, last])
  const callError = failure?.moment === moment ? failure.error : undefined
  const view = useMemo(
    () => ({ connection, state, link, callError, call, dismissError: () => setFailure(undefined) }),
    [connection, state, link, callError, call],
  )
  return <StationContext value={view}>{children}</StationContext>
}

/** Changes when the counter moves on: another step, card or citizen. */
function momentOf({ counter }: StationState): string {
  const citizen = counter.step === 'result' ? counter.transaction.id : counter.declared?.fields[0]?.value
  return [counter.step, counter.step === 'reading' || counter.card, citizen].join(' ')
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
