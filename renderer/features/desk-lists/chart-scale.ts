/** Round steps for an axis of counts or times: at most five, the last at or above the largest value. */
export function axisSteps(largest: number, least = 1): number[] {
  const rough = Math.max(least, largest / 4)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map(factor => factor * power).find(each => each >= rough && each >= least) ?? rough
  const count = Math.max(1, Math.ceil(largest / step))
  return Array.from({ length: count + 1 }, (_, i) => i * step)
}

/** Hours to draw: from the first with something to the last, and the hour of now. */
export function shownHours(has: readonly boolean[], now: number): number[] {
  const first = has.findIndex(Boolean)
  if (first < 0) return []
  const last = Math.max(has.findLastIndex(Boolean), now)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** A line through points, each held until the next: what waits does not change in between. */
export const stepPath = (points: readonly { readonly x: number; readonly y: number }[]): string =>
  points.map(({ x, y }, i) => (i === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('')
