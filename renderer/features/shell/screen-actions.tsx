import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef } from 'react'

/** What a key of the whole page asks of the screen that is shown: F4 prints, F8 copies. */
export type ScreenAction = 'print' | 'copy'

interface ScreenActions {
  /** Returns how to take it back. */
  register(action: ScreenAction, does: () => void): () => void
  /** Nothing, where the screen shown has no such action now. */
  run(action: ScreenAction): void
}

const Actions = createContext<ScreenActions>({ register: () => () => {}, run: () => {} })

export function ScreenActionsProvider({ children }: { readonly children: ReactNode }) {
  const registered = useRef(new Map<ScreenAction, () => void>())
  const value = useMemo<ScreenActions>(
    () => ({
      register(action, does) {
        registered.current.set(action, does)
        return () => {
          if (registered.current.get(action) === does) registered.current.delete(action)
        }
      },
      run: action => registered.current.get(action)?.(),
    }),
    [],
  )
  return <Actions value={value}>{children}</Actions>
}

export const useRunScreenAction = () => useContext(Actions).run

/** While it is shown, this screen answers that key. @param does absent where there is nothing to do now */
export function useScreenAction(action: ScreenAction, does: (() => void) | undefined): void {
  const { register } = useContext(Actions)
  const latest = useRef(does)
  latest.current = does
  const there = does !== undefined
  // At once: whoever sees the button may press its key.
  useLayoutEffect(() => (there ? register(action, () => latest.current?.()) : undefined), [action, register, there])
}
