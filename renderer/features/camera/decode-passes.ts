/** One look of the decoder at a part of a picture, in its pixels. */
export interface DecodePass {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Pixels of the part for one pixel of what is decoded. */
  readonly scale: number
  /** Slower: also rotated, inverted and shrunk. */
  readonly harder: boolean
}

/** Of the height of a frame; the mark on the screen is as large. */
const centrePart = 2 / 3
/** Every how many frames without a code one is looked at harder. */
const harderEvery = 8
/** Wider than this, a picture is first looked at in half its size. */
const wide = 1000

/**
 * How to look at a frame of a camera, best first: the middle at full resolution, where the small code of 2024 is held, then
 * the whole in half the size, which forgives a bad focus, then the whole. All of them together take less time than a frame of
 * 15 a second lasts.
 * @param misses frames without a code before this one
 */
export function framePasses(width: number, height: number, misses = 0): readonly DecodePass[] {
  const side = Math.min(width, Math.round(height * centrePart))
  const whole = { x: 0, y: 0, width, height }
  const harder = misses % harderEvery === harderEvery - 1
  return [
    { x: (width - side) >> 1, y: (height - side) >> 1, width: side, height: side, scale: 1, harder: false },
    ...(width > wide ? [{ ...whole, scale: 2, harder: false }] : []),
    { ...whole, scale: 1, harder },
  ]
}

/** Longest side that a pass over a still picture decodes, smallest first. */
const stillSides = [1200, 2400, 4800]
/** A photograph of a whole desk has the code in a few of its many pixels. */
const tileAbove = 2400

/** How to look at a photograph or a screenshot of any size: from small to large, then each corner and the middle on its own. */
export function stillPasses(width: number, height: number): readonly DecodePass[] {
  const longest = Math.max(width, height)
  const whole = { x: 0, y: 0, width, height, harder: true }
  const scales = stillSides.map(side => Math.max(1, longest / side))
  const passes = scales.filter((scale, i) => scales.indexOf(scale) === i).map(scale => ({ ...whole, scale }))
  if (longest <= tileAbove) return passes
  const [tileWidth, tileHeight] = [Math.ceil(width * 0.6), Math.ceil(height * 0.6)]
  const [right, bottom] = [width - tileWidth, height - tileHeight]
  const corners = [
    [right >> 1, bottom >> 1],
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const
  const scale = Math.max(1, Math.max(tileWidth, tileHeight) / tileAbove)
  return [...passes, ...corners.map(([x, y]) => ({ x, y, width: tileWidth, height: tileHeight, scale, harder: true }))]
}
