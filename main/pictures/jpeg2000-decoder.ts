import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fail, ok } from '../emrtd/result.ts'
import type { PictureFailure } from '../protocol/face.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './jpeg2000-thread-messages.ts'
import { openJpegModule } from './openjpeg-module.ts'
import type { PictureResult } from './picture.ts'

/** Decodes JPEG 2000, each picture in a thread that is thrown away after it: what a hostile one leaves behind meets no other. */
export interface Jpeg2000Decoder {
  /** Starts the thread of the next picture, if none waits, so that its start costs no time later. */
  prepare(): void
  /** Ends within the limit, with a PNG or the reason why there is none. */
  decode(task: ThreadTask): Promise<PictureResult>
  close(): Promise<void>
}

/** The thread's file lies beside this one, as source or built. */
const threadFile = () => new URL(`./jpeg2000-thread${extname(import.meta.url)}`, import.meta.url)

/** MiB of JavaScript's own heaps; that of OpenJPEG has its limit in openjpeg-module.ts. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }

/**
 * @param limitMs from the call of `decode`; the thread is stopped then, whatever it does. A picture takes a tenth of that; a desk whose computer is busy shows it
 * late rather than not at all.
 */
export function createJpeg2000Decoder(limitMs = 3000): Jpeg2000Decoder {
  const threads = new Set<Worker>()
  /** The next picture's thread, while it starts and when it has. */
  let waiting: Promise<Worker | undefined> | undefined
  let started: Worker | undefined
  let closed = false

  async function startThread(): Promise<Worker | undefined> {
    const openJpeg = await openJpegModule()
    if (closed) return undefined
    const workerData: ThreadData = { openJpeg }
    // Options and environment of this process are for its own program only.
    const thread = new Worker(threadFile(), {
      workerData,
      resourceLimits,
      execArgv: [],
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
    })
    threads.add(thread)
    thread.unref()
    started = thread
    const gone = () => {
      threads.delete(thread)
      if (started === thread) waiting = undefined
    }
    thread.once('error', gone).once('exit', gone)
    return thread
  }

  const prepare = () => {
    if (!closed) waiting ??= startThread().catch(() => undefined)
  }

  function decodeIn(thread: Worker | undefined, task: ThreadTask): PictureResult | Promise<PictureResult> {
    if (!thread || !threads.has(thread)) return fail('unavailable')
    return new Promise(resolve => {
      const failed = (failure: PictureFailure) => resolve(fail(failure))
      thread.once('message', (answer: ThreadAnswer) =>
        resolve('png' in answer ? ok({ mediaType: 'image/png', bytes: answer.png }) : fail(answer.failure)),
      )
      thread.once('error', error => failed(isOutOfMemory(error) ? 'too-large' : 'unavailable'))
      thread.once('exit', () => failed('unavailable'))
      thread.postMessage(task)
    })
  }

  return {
    prepare,
    async decode(task) {
      prepare()
      const thread = waiting
      waiting = started = undefined
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<PictureResult>(resolve => {
        timer = setTimeout(() => resolve(fail('too-slow')), limitMs)
      })
      const result = await Promise.race([Promise.resolve(thread).then(ready => decodeIn(ready, task)), late])
      clearTimeout(timer)
      void thread?.then(used => used?.terminate())
      prepare()
      return result
    },
    async close() {
      closed = true
      waiting = undefined
      await Promise.all([...threads].map(thread => thread.terminate()))
    },
  }
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
