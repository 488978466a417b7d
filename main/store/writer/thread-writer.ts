import { Worker } from 'node:worker_threads'
import { fail } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import type { StoreWriter } from '../store.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './writer-messages.ts'

/** Beside this file in the sources, and beside the bundle of the station. */
const program = import.meta.filename.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.cjs'

/** The writer in a thread of its own: nobody else waits while the disk syncs. */
export interface ThreadWriter {
  readonly writer: StoreWriter
  /** After every write given before it. */
  close(): Promise<void>
}

interface Waiting {
  resolve(result: unknown): void
  reject(bug: Error): void
}

/**
 * Starts the thread. One that dies fails what was under way with `StoreFailed` (its bytes may or may not be on the disk) and is started anew
 * by the next write.
 */
export function threadWriter(data: ThreadData): ThreadWriter {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let ids = 0

  const send = (task: (id: number) => ThreadTask): Promise<unknown> => {
    const id = ids++
    worker ??= start()
    worker.postMessage(task(id))
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  function start(): Worker {
    const started = new Worker(new URL(program, import.meta.url), { workerData: data })
    const ended = () => {
      if (worker === started) worker = undefined
      for (const { resolve } of waiting.values())
        resolve(fail(chipDeskError('StoreFailed', { cause: 'the writer ended' })))
      waiting.clear()
    }
    started.on('message', (answer: ThreadAnswer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('thrown' in answer) asked?.reject(new Error(answer.thrown))
      else asked?.resolve(answer.result)
    })
    started.on('error', ended)
    started.on('exit', ended)
    return started
  }

  const call = (_: object, name: string | symbol) =>
    typeof name === 'string' && name !== 'then'
      ? (...args: unknown[]) => send(id => ({ id, name: name as keyof StoreWriter, args }))
      : undefined
  return {
    writer: new Proxy({} as StoreWriter, { get: call }),
    async close() {
      if (worker) await send(id => ({ id, close: true }))
    },
  }
}
