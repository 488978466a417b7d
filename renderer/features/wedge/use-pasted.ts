import { useEffect, useRef } from 'react'
import { isWholeCode } from '../waiting/recognise-input.ts'
import { takesTyping } from './takes-typing.ts'

interface Pasted {
  onText(text: string): void
  onPicture(file: File): void
}

/** Marks the field that is meant for codes: a whole one pasted there goes off by itself. */
export const takesCodes = 'data-takes-codes'

/** Text and pictures pasted anywhere; text for another field stays its own. */
export function usePasted(handlers: Pasted): void {
  const latest = useRef(handlers)
  latest.current = handlers
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const [picture] = event.clipboardData?.files ?? []
      if (picture) {
        event.preventDefault()
        return latest.current.onPicture(picture)
      }
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      const forCodes = event.target instanceof HTMLElement && event.target.hasAttribute(takesCodes)
      if (text === '' || (takesTyping(event.target) && !(forCodes && isWholeCode(text)))) return
      event.preventDefault()
      latest.current.onText(text)
    }
    window.addEventListener('paste', pasted)
    return () => window.removeEventListener('paste', pasted)
  }, [])
}
