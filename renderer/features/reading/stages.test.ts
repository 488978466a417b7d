import { describe, expect, it } from 'vitest'
import { phases } from '../../../main/protocol/phases.ts'
import { progressAt, stagesAt } from './stages.ts'

describe('stagesAt', () => {
  it('has exactly one step under way in every phase but the last', () => {
    for (const phase of phases) {
      const now = stagesAt(phase).filter(({ state }) => state === 'now')
      expect(now, phase).toHaveLength(phase === 'done' ? 0 : 1)
    }
  })
  it('never goes back', () => {
    const counts = phases.map(phase => stagesAt(phase).filter(({ state }) => state === 'done').length)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts.at(0)).toBe(0)
    expect(counts.at(-1)).toBe(7)
  })
  it('names the photo while DG2 is read', () => {
    expect(stagesAt('dg2').find(({ state }) => state === 'now')?.id).toBe('face')
  })
})

describe('progressAt', () => {
  it('only grows, from phase to phase and byte to byte, and ends full', () => {
    const along = phases.flatMap(phase =>
      phase === 'dg2' ? [0, 0.5, 1].map(part => progressAt(phase, part * 20_000, 20_000)) : [progressAt(phase, 0, 0)],
    )
    for (const [i, value] of along.entries()) if (i > 0) expect(value).toBeGreaterThan(along[i - 1] ?? 1)
    expect(along.at(-1)).toBe(1)
  })
  it('does not run over when a chip sends more than it promised', () => {
    expect(progressAt('dg2', 30_000, 20_000)).toBeLessThan(1)
  })
})
