import { type RefObject, useEffect, useRef, useState } from 'react'
import type { FaceComparison } from './compare-faces.ts'
import { type FaceComparer, startFaceComparer } from './face-comparer.ts'

interface Comparison {
  /** The desk wants it, and a camera is open: it gets ready. */
  readonly on: boolean
  /** Both pictures are there. A picture taken anew is another comparison. */
  readonly taken: boolean
  readonly chip: RefObject<HTMLImageElement | null>
  readonly live: RefObject<HTMLCanvasElement | null>
}

/** Compares once both pictures are there; undefined until it is done. */
export function useFaceComparison({ on, taken, chip, live }: Comparison): FaceComparison | undefined {
  const [result, setResult] = useState<FaceComparison>()
  const comparer = useRef<FaceComparer>(undefined)
  useEffect(() => {
    if (!on) return
    comparer.current = startFaceComparer()
    return () => {
      comparer.current?.close()
      comparer.current = undefined
    }
  }, [on])
  useEffect(() => {
    if (!on || !taken) return
    const aborted = new AbortController()
    const compare = async (): Promise<FaceComparison> => {
      const { current: image } = chip
      const { current: still } = live
      if (!image || !still || !comparer.current) return { status: 'failed' }
      await image.decode()
      const [one, other] = await Promise.all([createImageBitmap(image), createImageBitmap(still)])
      return comparer.current.compare(one, other, aborted.signal)
    }
    void compare()
      .catch(() => ({ status: 'failed' }) as const)
      .then(done => {
        if (!aborted.signal.aborted) setResult(done)
      })
    return () => {
      aborted.abort()
      setResult(undefined)
    }
  }, [on, taken, chip, live])
  return result
}
