import { basename } from 'node:path'
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
    // A thread that cannot open the file makes room for the next one to try.
    if ('close' in task || !opened.ok) parentPort?.close()
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
      return { id: task.id, thrown: described(bug) }
    }
  }
}

/** Name and place of a bug. Its message stays here: it may quote what was to be written. */
function described(bug: unknown): string {
  if (!(bug instanceof Error)) return 'something that is no error'
  const place = bug.stack?.split('\n').find(line => /\.(ts|cjs):\d+/.test(line) && !line.includes('node_modules'))
  return `${bug.name} at ${basename(place?.match(/[^( ]+:\d+:\d+/)?.[0] ?? 'unknown')}`
}

main(workerData)
