import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { openEncrypted } from '../database/encrypted-database.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { storeWriting } from './store-writing.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './writer-messages.ts'

/** The thread that writes: one task after another, each answered when its bytes are on the disk. */
function main({ path, key }: ThreadData): void {
  const opened = open(path, key)
  const answer = (given: ThreadAnswer) => parentPort?.postMessage(given)
  if (!opened.ok) {
    answer({ unopened: opened.error })
    return
  }
  const { database, writing } = opened.value
  parentPort?.on('message', (task: ThreadTask) => {
    answer(answerTo(task))
    if ('close' in task) parentPort?.close()
  })

  function answerTo(task: ThreadTask): ThreadAnswer {
    if ('close' in task) return { id: task.id, result: attempt(() => database.close()) }
    try {
      return { id: task.id, result: (writing[task.name] as (...args: readonly unknown[]) => unknown)(...task.args) }
    } catch (bug) {
      return { id: task.id, thrown: described(bug) }
    }
  }
}

function open(path: string, key: Uint8Array) {
  const opened = openEncrypted(path, key)
  if (!opened.ok) return opened
  return attempt(() => ({ database: opened.value, writing: storeWriting(opened.value) }))
}

/** Name and place of a bug. Its message stays here: it may quote what was to be written. */
function described(bug: unknown): string {
  if (!(bug instanceof Error)) return 'something that is no error'
  const place = bug.stack
    ?.split('\n')
    .find(line => /^ +at .*\.(ts|cjs):\d+/.test(line) && !line.includes('node_modules'))
  return `${bug.name} at ${basename(place?.match(/[^( ]+:\d+:\d+/)?.[0] ?? 'unknown')}`
}

main(workerData)
