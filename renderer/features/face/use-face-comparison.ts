import { type RefObject, useEffect, useState } from 'react'
import type { FaceComparison } from './compare-faces.ts'
import { compareInWorker } from './face-comparer.ts'

interface Pictures {
  readonly picture: RefObject<HTMLImageElement | null>
  readonly still: RefObject<HTMLCanvasElement | null>
}

/** Compares once `pictures` are there; undefined until it is done. A picture taken anew is another comparison. */
export function useFaceComparison(pictures: Pictures | undefined): FaceComparison | undefined {
  const [result, setResult] = useState<FaceComparison>()
  const [chip, live] = [pictures?.picture, pictures?.still]
  useEffect(() => {
    if (!chip || !live) return
    const aborted = new AbortController()
    const compare = async (): Promise<FaceComparison> => {
      const { current: image } = chip
      const { current: still } = live
      if (!image || !still) return { status: 'failed' }
      await image.decode()
      const [one, other] = await Promise.all([createImageBitmap(image), createImageBitmap(still)])
      return compareInWorker(one, other, aborted.signal)
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
  }, [chip, live])
  return result
}
