import { type RefObject, useEffect, useRef, useState } from 'react'

/** Beyond the edge of what is seen, so that nobody who scrolls comes to an empty place. */
const margin = '1200px'

interface Near<E extends HTMLElement> {
  readonly place: RefObject<E | null>
  readonly near: boolean
  /** As high as it was when it was drawn last, CSS; undefined before. */
  readonly height: string | undefined
}

const listeners = new WeakMap<Element, (entry: IntersectionObserverEntry) => void>()
let shared: IntersectionObserver | undefined

/** One for the whole page: it is told of hundreds of places. */
function observer(): IntersectionObserver {
  // Both: the list scrolls for itself, or the whole page does where the text is large.
  const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: margin, scrollMargin: margin }
  shared ??= new IntersectionObserver(entries => {
    for (const entry of entries) listeners.get(entry.target)?.(entry)
  }, options)
  return shared
}

/** Whether a place is on the screen or close to it. */
export function useNear<E extends HTMLElement>(): Near<E> {
  const place = useRef<E>(null)
  const [near, setNear] = useState(false)
  const height = useRef<string>(undefined)
  useEffect(() => {
    const element = place.current
    if (!element) return
    listeners.set(element, ({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting && boundingClientRect.height > 0) height.current = `${boundingClientRect.height}px`
      setNear(isIntersecting)
    })
    observer().observe(element)
    return () => {
      observer().unobserve(element)
      listeners.delete(element)
    }
  }, [])
  return { place, near, height: height.current }
}
