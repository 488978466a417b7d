import { type RefObject, useEffect, useState } from 'react'

/** How wide a place is, and how large its text, in pixels: what is drawn in it grows with both. */
export function useWidth(place: RefObject<HTMLElement | null>): { readonly width: number; readonly em: number } {
  const [size, setSize] = useState({ width: 640, em: 16 })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const look = () => {
      const width = Math.round(element.clientWidth)
      const em = Number.parseFloat(getComputedStyle(element).fontSize) || 16
      setSize(before => (before.width === width && before.em === em ? before : { width, em }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return size
}
