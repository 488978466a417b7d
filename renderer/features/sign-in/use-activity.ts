import { useEffect } from 'react'
import { useStation } from '../../connection/station-context.tsx'

/** Told at most so often, ms: the shortest idle time that can be configured is 30 s. */
const everyMs = 10_000

/** Tells the station that somebody is there while fingers, mouse or keys move on the page: reading a result makes no call. */
export function useActivity(signedIn: boolean): void {
  const { connection } = useStation()
  useEffect(() => {
    if (!signedIn) return
    let told = -everyMs
    const seen = () => {
      const now = performance.now()
      if (now - told < everyMs) return
      told = now
      // What is wrong with the connection is said elsewhere.
      connection.call('session.active', {}).catch(() => undefined)
    }
    const events = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const event of events) window.addEventListener(event, seen, { capture: true, passive: true })
    return () => {
      for (const event of events) window.removeEventListener(event, seen, { capture: true })
    }
  }, [connection, signedIn])
}
