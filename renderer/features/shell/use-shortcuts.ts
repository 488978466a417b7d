import { useLayoutEffect, useRef } from 'react'
import type { CallName, CallParams } from '../../../main/protocol/station.ts'
import type { Counter } from '../../../main/protocol/station-state.ts'
import { useRunScreenAction } from './screen-actions.tsx'
import { shortcutAction } from './shortcut-action.ts'
import type { View } from './view.ts'

interface Context {
  readonly view: View
  setView(view: View): void
  /** Leaves the help. */
  back(): void
  readonly step: Counter['step'] | undefined
  call<N extends CallName>(name: N, params: CallParams<N>): Promise<unknown>
}

/** Esc and the F-keys anywhere on the page. */
export function useShortcuts(context: Context): void {
  const runScreenAction = useRunScreenAction()
  const latest = useRef(context)
  latest.current = context
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { view, setView, back, step, call } = latest.current
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      const action = shortcutAction(event.key, view, step)
      if (!action) return
      event.preventDefault()
      if (action.view) setView(action.view)
      if (action.back) back()
      if (action.call) void call(action.call, {})
      if (action.screen) runScreenAction(action.screen)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [runScreenAction])
}
