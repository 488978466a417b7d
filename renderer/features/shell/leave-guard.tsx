import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react'
import type { View } from './view.ts'

type Ask = (go: () => void, view: View) => void

interface LeaveGuard {
  /** Returns how to take it back. */
  register(ask: Ask): () => void
  /** Goes at once, or when whoever has unsaved changes says so. */
  leave: Ask
}

const Guard = createContext<LeaveGuard>({ register: () => () => {}, leave: go => go() })

/** Screens on which something is changed are not left without a word. */
export function LeaveGuardProvider({ children }: { readonly children: ReactNode }) {
  const asks = useRef<Ask>(undefined)
  const value = useMemo<LeaveGuard>(
    () => ({
      register(ask) {
        asks.current = ask
        return () => {
          if (asks.current === ask) asks.current = undefined
        }
      },
      leave(go, view) {
        if (asks.current) asks.current(go, view)
        else go()
      },
    }),
    [],
  )
  return <Guard value={value}>{children}</Guard>
}

/** For whatever leads a person elsewhere; what happens by itself, as a card that is read, asks nobody. */
export function useGuardedView(setView: (view: View) => void): (view: View) => void {
  const { leave } = useContext(Guard)
  return useCallback((view: View) => leave(() => setView(view), view), [leave, setView])
}

/** @param ask called instead of leaving, with how to go; undefined: nothing would be lost */
export function useLeaveGuard(ask: Ask | undefined): void {
  const { register } = useContext(Guard)
  const latest = useRef(ask)
  latest.current = ask
  const there = ask !== undefined
  useEffect(() => (there ? register((go, view) => latest.current?.(go, view)) : undefined), [register, there])
}
