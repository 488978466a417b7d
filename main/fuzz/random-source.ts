/** Repeatable random numbers: the same seed gives the same mutants on every machine. Not for keys. */
export interface RandomSource {
  /** An integer of 0…limit−1. */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
}

/** Numbers that depend on every one of `seeds` (mulberry32). */
export function seededSource(...seeds: readonly number[]): RandomSource {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) ^ (seed >>> 13), 0x243f6a88) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    pick(list) {
      const picked = list[below(list.length)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
  }
}
