import type { QrDecoder } from './qr-decoder.ts'

/** Shortest time from one look to the next, ms: 15 looks a second, however quick the camera. */
const betweenLooks = 60

/**
 * Shows the decoder one frame after the other, never two at once, until stopped.
 * @param onTexts called after every frame with what it held
 * @returns how to stop
 */
export function watchVideo(
  video: HTMLVideoElement,
  decoder: QrDecoder,
  onTexts: (texts: readonly string[]) => void,
  onFailure: () => void,
): () => void {
  let over = false
  let misses = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const nextFrame = () => {
    if (over) return
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => void look())
    else timer = setTimeout(() => void look(), betweenLooks)
  }
  const look = async () => {
    if (over) return
    const started = performance.now()
    try {
      const texts = await decoder.lookAtFrame(await frameOf(video), misses)
      if (over) return
      misses = texts.length > 0 ? 0 : misses + 1
      onTexts(texts)
    } catch {
      if (!over) onFailure()
      return
    }
    timer = setTimeout(nextFrame, Math.max(0, betweenLooks - (performance.now() - started)))
  }
  // What is shown already need not be waited for.
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) void look()
  else nextFrame()
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** A frame without a copy of its pixels where the browser has such; a picture of it elsewhere. */
async function frameOf(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  if (typeof VideoFrame === 'function')
    try {
      return new VideoFrame(video)
    } catch {
      // Some drivers give frames that cannot be shared: they are copied.
    }
  return createImageBitmap(video)
}
