import { parentPort, workerData } from 'node:worker_threads'
import { openEncrypted } from '../database/encrypted-database.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { storeWriting } from './store-writing.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './writer-messages.ts'

/** The thread that writes: one task after another, each answered when its bytes are on the disk. */
function main({ path, key }: ThreadData): void {
  const opened = openEncrypted(path, key)
  const writing = opened.ok ? storeWriting(opened.value) : undefined
  parentPort?.on('message', (task: ThreadTask) => {
    parentPort?.postMessage(answerTo(task))
    if ('close' in task) parentPort?.close()
  })

  function answerTo(task: ThreadTask): ThreadAnswer {
    if ('close' in task) {
      if (opened.ok) attempt(() => opened.value.close())
      return { id: task.id, result: undefined }
    }
    if (!writing) return { id: task.id, result: opened }
    try {
      return { id: task.id, result: (writing[task.name] as (...args: readonly unknown[]) => unknown)(...task.args) }
    } catch (bug) {
      return { id: task.id, thrown: bug instanceof Error ? `${bug.name}: ${bug.message}` : 'unknown' }
    }
  }
}

main(workerData)
