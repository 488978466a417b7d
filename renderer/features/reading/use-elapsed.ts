import { useEffect, useState } from 'react'

const tickMs = 200

/** Milliseconds that go on while the station says nothing: a slow card must not look like a frozen screen. */
export function useElapsed(saidMs: number): number {
  const [since, setSince] = useState({ saidMs, ms: 0 })
  useEffect(() => {
    const said = performance.now()
    const timer = setInterval(() => setSince({ saidMs, ms: performance.now() - said }), tickMs)
    return () => clearInterval(timer)
  }, [saidMs])
  return since.saidMs === saidMs ? saidMs + since.ms : saidMs
}
