import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** False while the window is covered or another tab is in front: nobody holds a card before it then. */
export const usePageVisible = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden)
