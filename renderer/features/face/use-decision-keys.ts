import { useLayoutEffect, useRef } from 'react'
import type { faceDecisions } from '../../../main/protocol/act.ts'

interface Actions {
  decide(decision: (typeof faceDecisions)[number]): Promise<void>
  freeze(): void
  /** Absent where no camera is open: Esc is then the page's. */
  readonly close: (() => void) | undefined
}

/**
 * F6 takes the picture, F7 with and without Shift and Shift+F6 decide, Esc closes the camera first. No letters or digits: those are a scanner's; F8 and F9 are the
 * page's.
 */
export const decisionKeys = { same: 'F7', 'not-same': 'Shift+F7', unsure: 'Shift+F6' } as const satisfies Record<
  (typeof faceDecisions)[number],
  string
>

/** What those keys do now. */
export function useDecisionKeys(actions: Actions): void {
  const latest = useRef(actions)
  latest.current = actions
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { decide, freeze, close } = latest.current
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      const acts: Record<string, (() => void) | undefined> = {
        F6: freeze,
        [decisionKeys.same]: () => void decide('same'),
        [decisionKeys['not-same']]: () => void decide('not-same'),
        [decisionKeys.unsure]: () => void decide('unsure'),
        Escape: close,
      }
      const act = acts[event.shiftKey ? `Shift+${event.key}` : event.key]
      if (!act) return
      event.preventDefault()
      // Before the shortcuts of the page: the first Esc closes the camera and clears nobody.
      event.stopPropagation()
      act()
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
}
