import { Worker } from 'node:worker_threads'
import { fail } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import type { StoreWriter, StoreWriting } from '../store.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './writer-messages.ts'

/** Beside this file in the sources, and beside the bundle of the station. */
const file = import.meta.filename.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.cjs'

/** The writer in a thread of its own: nobody else waits while the disk syncs. */
export interface ThreadWriter {
  readonly writer: StoreWriter
  /** After every write given before it; writes given later are refused. */
  close(): Promise<void>
}

interface Waiting {
  resolve(result: unknown): void
  reject(bug: Error): void
}

/** One life of the thread. */
interface Running {
  /** @throws where the arguments cannot be sent to a thread */
  send(task: ThreadTask): Promise<unknown>
  readonly ended: Promise<void>
}

/**
 * Writes one after another, in the order of the calls, in a thread that starts with the first of them. A thread that dies fails what was
 * under way with `StoreFailed` (its bytes may or may not be on the disk; saving a transaction again is safe) and is started anew by the
 * next write. A bug in a write rejects.
 * @param names of the writes
 */
export function threadWriter(
  data: ThreadData,
  names: readonly (keyof StoreWriting)[],
  program: URL = new URL(file, import.meta.url),
): ThreadWriter {
  let running: Running | undefined
  let closing: Promise<void> | undefined
  let ids = 0

  async function send(name: keyof StoreWriting, args: readonly unknown[]): Promise<unknown> {
    if (closing) return fail(chipDeskError('StoreFailed', { cause: 'closed' }))
    running ??= startThread(program, data, () => {
      running = undefined
    })
    return running.send({ id: ids++, name, args })
  }

  async function end(): Promise<void> {
    const last = running
    await last?.send({ id: ids++, close: true })
    await last?.ended
  }

  const calls = names.map(name => [name, (...args: unknown[]) => send(name, args)])
  return {
    writer: Object.fromEntries(calls),
    close() {
      closing ??= end()
      return closing
    },
  }
}

/** @param onEnd called before what was under way fails, so that the next write starts another thread */
function startThread(program: URL, data: ThreadData, onEnd: () => void): Running {
  const waiting = new Map<number, Waiting>()
  const worker = new Worker(program, { workerData: data })
  let gone = chipDeskError('StoreFailed', { cause: 'the writer ended' })
  const ended = new Promise<void>(resolve => {
    const end = () => {
      onEnd()
      for (const asked of waiting.values()) asked.resolve(fail(gone))
      waiting.clear()
      resolve()
    }
    // Listened to, so that it does not end the station. The exit follows.
    worker.on('error', () => {})
    worker.on('messageerror', () => void worker.terminate())
    worker.on('exit', end)
  })
  worker.on('message', (answer: ThreadAnswer) => {
    if ('unopened' in answer) {
      gone = answer.unopened
      return
    }
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('thrown' in answer) asked?.reject(new Error(`a write threw ${answer.thrown}`))
    else asked?.resolve(answer.result)
  })
  return {
    ended,
    send(task) {
      try {
        worker.postMessage(task)
      } catch {
        // The message of the failure quotes the value.
        throw new TypeError('what is written must be data')
      }
      return new Promise((resolve, reject) => waiting.set(task.id, { resolve, reject }))
    },
  }
}
