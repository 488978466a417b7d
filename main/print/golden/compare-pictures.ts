import type { GreyPicture } from './grey-picture.ts'

/** Levels of grey by which a pixel must differ to be seen. */
const seen = 64
/** Of all pixels of a page: more is another layout. */
const maxShare = 0.003
/** Side of a tile, and pixels of it that may differ: a word that changed is too few of a page, and far too many of a tile. */
const tile = 24
const maxInTile = 24

/** How two pictures of a page differ; `same` within what another version of the font renderer does to edges. */
export type Comparison = { same: true } | { same: false; says: string; difference: GreyPicture }

/** Compares pixel by pixel, each with its neighbours: what moved by one pixel is the same. */
export function comparePictures(golden: GreyPicture, now: GreyPicture): Comparison {
  if (golden.width !== now.width || golden.height !== now.height)
    return {
      same: false,
      says: `size ${now.width}x${now.height}, was ${golden.width}x${golden.height}`,
      difference: now,
    }
  const { width, height } = golden
  const tiles = new Map<number, number>()
  const pixels = now.pixels.map(level => 200 + Math.floor(level / 5))
  let differing = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (isNear(golden, now, x, y) && isNear(now, golden, x, y)) continue
      differing++
      pixels[y * width + x] = 0
      const place = Math.floor(y / tile) * width + Math.floor(x / tile)
      tiles.set(place, (tiles.get(place) ?? 0) + 1)
    }
  const worst = Math.max(0, ...tiles.values())
  if (differing <= width * height * maxShare && worst <= maxInTile) return { same: true }
  const says = `${differing} of ${width * height} pixels differ, ${worst} of them in one square of ${tile}`
  return { same: false, says, difference: { width, height, pixels } }
}

/** Whether the pixel of one picture is found in the other within one pixel. */
function isNear(one: GreyPicture, other: GreyPicture, x: number, y: number): boolean {
  const level = one.pixels[y * one.width + x] ?? 0
  if (Math.abs(level - (other.pixels[y * one.width + x] ?? 0)) <= seen) return true
  for (let v = Math.max(0, y - 1); v <= Math.min(one.height - 1, y + 1); v++)
    for (let u = Math.max(0, x - 1); u <= Math.min(one.width - 1, x + 1); u++)
      if (Math.abs(level - (other.pixels[v * one.width + u] ?? 0)) <= seen) return true
  return false
}
