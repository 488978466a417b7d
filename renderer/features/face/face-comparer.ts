import type { CompareFaces } from './compare-faces.ts'
import type { ComparerAnswer, ComparerRequest } from './comparer-messages.ts'

/** Longest a citizen is kept waiting for an aid, ms. */
const longest = 10_000

/** A thread of its own for every comparison: with it goes everything that was made of the two faces. */
export const compareInWorker: CompareFaces = (chip, live, signal) =>
  new Promise(resolve => {
    const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module', name: 'face-worker' })
    const end = (answer: ComparerAnswer) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      worker.terminate()
      resolve(answer)
    }
    const abort = () => end({ status: 'failed' })
    const timer = setTimeout(() => end({ status: 'too-slow' }), longest)
    signal.addEventListener('abort', abort)
    worker.onmessage = ({ data }: MessageEvent<ComparerAnswer>) => end(data)
    worker.onerror = abort
    worker.onmessageerror = abort
    if (signal.aborted) return abort()
    worker.postMessage({ chip, live } satisfies ComparerRequest, [chip, live])
  })
