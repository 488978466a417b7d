import { useLayoutEffect, useRef } from 'react'

/**
 * Keys of the desk's own actions: Ctrl+S sends the visit to the organisation's own system, Ctrl+Enter records that the citizen was served. None is a scanner's.
 * The first paper is made by the page's own key, F4.
 */
export type ActionKey = 'Ctrl+S' | 'Ctrl+Enter'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat' | 'defaultPrevented'>

const pressedKey = ({ key }: Pick<Pressed, 'key'>) => `Ctrl+${key.length === 1 ? key.toUpperCase() : key}`

/** Whether this key press is one for the desk's own actions. Ctrl+S is so also where a kiosk has taken the browser's meaning from it already. */
export function isActionPress(event: Pressed): boolean {
  if (event.repeat || !event.ctrlKey || event.altKey || event.metaKey) return false
  return !event.defaultPrevented || pressedKey(event) === 'Ctrl+S'
}

/** What each key does now; nothing where it is absent. A dialog keeps its keys to itself. */
export function useActionKeys(actions: Partial<Record<ActionKey, (() => void) | undefined>>): void {
  const latest = useRef(actions)
  latest.current = actions
  // At once: whoever sees the button may press its key.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!isActionPress(event)) return
      // The page's own printing is of no use here.
      if (pressedKey(event) === 'Ctrl+P') event.preventDefault()
      const action = Object.entries(latest.current).find(([key]) => key === pressedKey(event))
      if (!action) return
      // Nor its saving, also where there is nothing to do yet.
      event.preventDefault()
      action[1]?.()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
