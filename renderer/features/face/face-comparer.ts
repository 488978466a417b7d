import type { CompareFaces, FaceComparison } from './compare-faces.ts'
import type { ComparerAnswer, ComparerRequest } from './comparer-messages.ts'

/** Longest a citizen is kept waiting for an aid, ms. */
const longest = 10_000

export interface FaceComparer {
  readonly compare: CompareFaces
  /** Ends the thread, and with it everything that was made of the two faces. */
  close(): void
}

/** Gets the computer's comparison ready in a thread of its own. One that is too slow is ended, and started anew for the next. */
export function startFaceComparer(start: () => Worker = faceWorker): FaceComparer {
  let worker: Worker | undefined = start()
  let asked = 0
  const end = () => {
    worker?.terminate()
    worker = undefined
  }
  return {
    compare: (chip, live, signal) =>
      new Promise(resolve => {
        worker ??= start()
        const id = ++asked
        const used = worker
        const answer = (result: FaceComparison) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', abort)
          used.removeEventListener('message', heard)
          used.removeEventListener('error', broken)
          resolve(result)
        }
        const heard = ({ data }: MessageEvent<ComparerAnswer>) => {
          if (data.id === id) answer(data.answer)
        }
        const broken = () => {
          end()
          answer({ status: 'failed' })
        }
        const abort = () => answer({ status: 'failed' })
        const timer = setTimeout(() => {
          end()
          answer({ status: 'too-slow' })
        }, longest)
        used.addEventListener('message', heard)
        used.addEventListener('error', broken)
        signal.addEventListener('abort', abort)
        if (signal.aborted) return abort()
        used.postMessage({ id, chip, live } satisfies ComparerRequest, [chip, live])
      }),
    close: end,
  }
}

const faceWorker = () =>
  new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module', name: 'face-worker' })
