import type { DecoderAnswer, DecoderRequest, PictureProblem } from './decoder-messages.ts'
import { mostBytes } from './picture-size.ts'

/** A decoder in a thread of its own. Both looks reject if the thread dies. */
export interface QrDecoder {
  /** Texts of the QR codes in the frame, which the decoder takes and closes. */
  lookAtFrame(frame: VideoFrame | ImageBitmap, misses: number): Promise<readonly string[]>
  lookAtFile(file: Blob): Promise<readonly string[] | PictureProblem>
  close(): void
}

export function startQrDecoder(): QrDecoder {
  const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module', name: 'qr-worker' })
  let asked = 0
  let ended = false
  let waiting: { id: number; answered(answer: DecoderAnswer): void; failed(reason: Error): void } | undefined
  worker.onmessage = ({ data }: MessageEvent<DecoderAnswer>) => {
    if (waiting?.id === data.id) waiting.answered(data)
  }
  const fail = () => {
    ended = true
    waiting?.failed(new Error('the decoder ended'))
  }
  worker.onerror = fail
  worker.onmessageerror = fail
  const ask = (request: DecoderRequest, moved: Transferable[]) =>
    new Promise<DecoderAnswer>((answered, failed) => {
      if (ended) return failed(new Error('the decoder ended'))
      waiting = { id: request.id, answered, failed }
      worker.postMessage(request, moved)
    })
  return {
    async lookAtFrame(frame, misses) {
      const answer = await ask({ id: ++asked, frame, misses }, [frame])
      return 'texts' in answer ? answer.texts : []
    },
    async lookAtFile(file) {
      if (file.size > mostBytes) return 'too-large'
      const answer = await ask({ id: ++asked, file }, [])
      return 'texts' in answer ? answer.texts : answer.problem
    },
    close: () => worker.terminate(),
  }
}

/** Looks at one file and ends. */
export async function readPicture(file: Blob): Promise<readonly string[] | PictureProblem> {
  const decoder = startQrDecoder()
  try {
    return await decoder.lookAtFile(file)
  } catch {
    return 'broken'
  } finally {
    decoder.close()
  }
}
