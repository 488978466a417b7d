import { useEffect, useState } from 'react'

const tickMs = 250

/** What is left of a time given when `key` became what it is, ms: counted here, since nobody pushes a clock. */
export function useCountdown(givenMs: number, key: unknown): number {
  const [left, setLeft] = useState({ key, ms: givenMs })
  useEffect(() => {
    const until = performance.now() + givenMs
    setLeft({ key, ms: givenMs })
    if (givenMs <= 0) return
    const timer = setInterval(() => {
      const ms = Math.max(0, until - performance.now())
      setLeft({ key, ms })
      if (ms === 0) clearInterval(timer)
    }, tickMs)
    return () => clearInterval(timer)
  }, [givenMs, key])
  return left.key === key ? left.ms : givenMs
}
