import { useEffect, useRef } from 'react'
import type { faceDecisions } from '../../../main/protocol/act.ts'

interface Actions {
  decide(decision: (typeof faceDecisions)[number]): Promise<void>
  freeze(): void
  /** Absent where no camera is open: Esc is then the page's. */
  readonly close: (() => void) | undefined
}

/** F6 takes the picture, F7 to F9 decide, Esc closes the camera first. No letters or digits: those are a scanner's. */
export function useDecisionKeys(actions: Actions): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { decide, freeze, close } = latest.current
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      const acts: Record<string, (() => void) | undefined> = {
        F6: freeze,
        F7: () => void decide('same'),
        F8: () => void decide('not-same'),
        F9: () => void decide('unsure'),
        Escape: close,
      }
      const act = acts[event.key]
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
