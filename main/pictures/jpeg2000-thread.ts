import { parentPort, workerData } from 'node:worker_threads'
import openOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import { fail } from '../emrtd/result.ts'
import { decodePixels } from './jpeg2000-pixels.ts'
import type { ThreadAnswer, ThreadData, ThreadTask } from './jpeg2000-thread-messages.ts'
import { encodePng } from './png.ts'

/** Width and height of a black picture, pixels. */
const rehearsal = 400

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
  // While the card is still being read: the engine has met the loop over the pixels when the first ones come.
  encodePng(new Uint8Array(rehearsal ** 2 * 3), rehearsal, rehearsal, 3)
  parentPort?.once('message', (task: ThreadTask) => {
    const answer = answerTo(openJpeg, task)
    parentPort?.postMessage(answer, 'png' in answer ? [answer.png.buffer as ArrayBuffer] : [])
  })
}

function answerTo(openJpeg: Parameters<typeof decodePixels>[0], task: ThreadTask): ThreadAnswer {
  const pixels = decoded(openJpeg, task)
  if (!pixels.ok) return { failure: pixels.error }
  const { samples, width, height, channels } = pixels.value
  return { png: encodePng(samples, width, height, channels) }
}

function decoded(...given: Parameters<typeof decodePixels>): ReturnType<typeof decodePixels> {
  try {
    return decodePixels(...given)
  } catch {
    // A number is an exception of OpenJPEG's, a RuntimeError a trap of the engine: out of memory, or out of bounds.
    return fail('unreadable')
  }
}

void main(workerData as ThreadData)
