import { parentPort, workerData } from 'node:worker_threads'
import openOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import { decodePixels } from './jpeg2000-pixels.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './jpeg2000-thread-messages.ts'
import { encodePng } from './png.ts'

/** The thread of one picture: waits for it, says what became of it, and has done its work. */
async function main({ openJpeg: module }: ThreadData): Promise<void> {
  const openJpeg = await openOpenJpeg({
    // OpenJPEG's remarks on a citizen's picture are nobody's business.
    print() {},
    printErr() {},
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(module, imports)
      done(instance, module)
      return instance.exports
    },
  })
  parentPort?.once('message', (task: ThreadTask) => {
    const answer = answerTo(openJpeg, task)
    parentPort?.postMessage(answer, 'png' in answer ? [answer.png.buffer as ArrayBuffer] : [])
  })
}

function answerTo(openJpeg: Parameters<typeof decodePixels>[0], task: ThreadTask): ThreadAnswer {
  try {
    const pixels = decodePixels(openJpeg, task)
    if (!pixels.ok) return { failure: pixels.error }
    const { samples, width, height, channels } = pixels.value
    return { png: encodePng(samples, width, height, channels) }
  } catch {
    // A number is an exception of OpenJPEG's, a RuntimeError a trap of the engine: out of memory, or out of bounds.
    return { failure: 'unreadable' }
  }
}

void main(workerData as ThreadData)
