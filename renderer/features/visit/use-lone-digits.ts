import { useLayoutEffect, useRef } from 'react'
import { takesTyping } from '../wedge/takes-typing.ts'
import { loneDigits } from './lone-digits.ts'

/** Hears the keys 1 to 9 pressed alone, anywhere but in a field; never a part of a scanned number. */
export function useLoneDigits(onDigit: (digit: number) => void): void {
  const latest = useRef(onDigit)
  latest.current = onDigit
  useLayoutEffect(() => {
    const { pressed, stop } = loneDigits(digit => latest.current(digit), takesTyping)
    window.addEventListener('keydown', pressed)
    return () => {
      window.removeEventListener('keydown', pressed)
      stop()
    }
  }, [])
}
