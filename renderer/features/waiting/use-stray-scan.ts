import { useEffect, useRef } from 'react'
import { isScan, noBurst, withCharacters } from './scan-burst.ts'
import { takesTyping } from './takes-typing.ts'

/** Catches a scan on screens without the counter's input: a burst of keys that ends with Enter, outside any text box. */
export function useStrayScan(enabled: boolean, onScan: (text: string) => void): void {
  const latest = useRef(onScan)
  latest.current = onScan
  useEffect(() => {
    if (!enabled) return
    let burst = noBurst
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || takesTyping(event.target)) return
      if (event.key === 'Enter' && isScan(burst)) {
        event.preventDefault()
        event.stopPropagation()
        latest.current(burst.text)
        burst = noBurst
      } else if (event.key.length === 1) burst = withCharacters(burst, event.key, event.timeStamp)
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [enabled])
}
