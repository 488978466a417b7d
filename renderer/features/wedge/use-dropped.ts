import { useEffect, useRef, useState } from 'react'

/**
 * Files dropped anywhere on the page, which would otherwise leave it to show them.
 * @returns whether one is held over the page
 */
export function useDropped(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onFile)
  latest.current = onFile
  useEffect(() => {
    let depth = 0
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const entered = (event: DragEvent) => {
      if (isFile(event)) setOver(++depth > 0)
    }
    const left = (event: DragEvent) => {
      if (isFile(event)) setOver(--depth > 0)
    }
    const held = (event: DragEvent) => event.preventDefault()
    const dropped = (event: DragEvent) => {
      event.preventDefault()
      depth = 0
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (file) latest.current(file)
    }
    const listeners = { dragenter: entered, dragleave: left, dragover: held, drop: dropped } as const
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener)
    }
  }, [])
  return over
}
