/** Height of a still: more than the chip's picture has (9303-9 §4.1.2, 531 × 413) and than a comparison looks at. */
const most = 800

/** The part of a wide picture that has the proportions 3 : 4 of the chip's, from its middle. */
export function portraitOf(width: number, height: number): { x: number; y: number; width: number; height: number } {
  const wide = Math.min(width, (height * 3) / 4)
  const high = (wide * 4) / 3
  return { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high }
}

/** Draws what the camera shows now; false before its first picture. */
export function drawPortrait(video: HTMLVideoElement, still: HTMLCanvasElement): boolean {
  const { videoWidth, videoHeight } = video
  const context = still.getContext('2d')
  if (videoWidth === 0 || !context) return false
  const { x, y, width, height } = portraitOf(videoWidth, videoHeight)
  still.height = Math.round(Math.min(most, height))
  still.width = Math.round((still.height * 3) / 4)
  context.drawImage(video, x, y, width, height, 0, 0, still.width, still.height)
  return true
}
