import { prepareZXingModule } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { type DecodePass, framePasses, stillPasses } from './decode-passes.ts'
import type { DecoderAnswer, DecoderRequest, PictureProblem } from './decoder-messages.ts'
import { mostPixels, pictureSize } from './picture-size.ts'
import { readCodes } from './read-codes.ts'

// The package's default fetches its code from a public server; ours lies beside this file. It is compiled while the camera opens.
prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
  fireImmediately: true,
})

const canvas = new OffscreenCanvas(1, 1)
const context = canvas.getContext('2d', { willReadFrequently: true })

function pixelsFrom(picture: VideoFrame | ImageBitmap, background?: string) {
  return ({ x, y, width, height, scale }: DecodePass): ImageData => {
    if (!context) throw new Error('no canvas in this worker')
    const [wide, high] = [Math.floor(width / scale), Math.floor(height / scale)]
    // A larger canvas is kept: making one anew costs more than the drawing.
    if (canvas.width < wide) canvas.width = wide
    if (canvas.height < high) canvas.height = high
    if (background) {
      context.fillStyle = background
      context.fillRect(0, 0, wide, high)
    }
    context.drawImage(picture, x, y, width, height, 0, 0, wide, high)
    return context.getImageData(0, 0, wide, high)
  }
}

async function lookAtFrame(frame: VideoFrame | ImageBitmap, misses: number): Promise<readonly string[]> {
  const [width, height] =
    'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height]
  try {
    return await readCodes(framePasses(width, height, misses), pixelsFrom(frame))
  } finally {
    frame.close()
  }
}

/** The header is read before anything is decoded: a few bytes can claim any number of pixels. */
async function lookAtFile(file: Blob): Promise<readonly string[] | PictureProblem> {
  const size = pictureSize(new Uint8Array(await file.arrayBuffer()))
  if (!size) return 'no-picture'
  if (size.width * size.height > mostPixels) return 'too-large'
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    return 'broken'
  }
  try {
    // Transparent is white, as on paper.
    return await readCodes(stillPasses(picture.width, picture.height), pixelsFrom(picture, '#fff'))
  } finally {
    picture.close()
  }
}

addEventListener('message', async ({ data }: MessageEvent<DecoderRequest>) => {
  const seen = 'frame' in data ? await lookAtFrame(data.frame, data.misses) : await lookAtFile(data.file)
  const answer: DecoderAnswer = typeof seen === 'string' ? { id: data.id, problem: seen } : { id: data.id, texts: seen }
  postMessage(answer)
})
