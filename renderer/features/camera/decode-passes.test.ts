import { describe, expect, it } from 'vitest'
import { type DecodePass, framePasses, stillPasses } from './decode-passes.ts'

const inside = (width: number, height: number) => (pass: DecodePass) =>
  pass.x >= 0 && pass.y >= 0 && pass.x + pass.width <= width && pass.y + pass.height <= height && pass.scale >= 1

describe('framePasses', () => {
  it('looks at the middle in full resolution first, then at everything', () => {
    expect(framePasses(1920, 1080)).toEqual([
      { x: 600, y: 180, width: 720, height: 720, scale: 1, harder: false },
      { x: 0, y: 0, width: 1920, height: 1080, scale: 2, harder: false },
      { x: 0, y: 0, width: 1920, height: 1080, scale: 1, harder: false },
    ])
    expect(framePasses(640, 480).map(({ scale }) => scale)).toEqual([1, 1])
  })
  it('looks harder now and then only, and never at first', () => {
    const hard = Array.from({ length: 16 }, (_, misses) => framePasses(1280, 720, misses).some(({ harder }) => harder))
    expect(hard.flatMap((is, i) => (is ? [i] : []))).toEqual([7, 15])
  })
  it.each([
    [1920, 1080],
    [1080, 1920],
    [641, 479],
    [3, 5],
  ])('stays inside %i × %i', (width, height) =>
    expect(framePasses(width, height).every(inside(width, height))).toBe(true),
  )
})

describe('stillPasses', () => {
  it('takes a screenshot once, a photograph from small to large and then in parts', () => {
    expect(stillPasses(400, 300)).toEqual([{ x: 0, y: 0, width: 400, height: 300, scale: 1, harder: true }])
    const photograph = stillPasses(4000, 3000)
    expect(photograph.map(({ width }) => width)).toEqual([4000, 4000, 4000, 2400, 2400, 2400, 2400, 2400])
    expect(photograph[0]?.scale).toBeCloseTo(3.33, 2)
  })
  it.each([
    [8000, 8000],
    [20_000, 30],
    [2401, 17],
    [1, 1],
  ])('decodes nothing larger than it must, inside %i × %i', (width, height) => {
    const passes = stillPasses(width, height)
    expect(passes.every(inside(width, height))).toBe(true)
    expect(Math.max(...passes.map(pass => Math.max(pass.width, pass.height) / pass.scale))).toBeLessThanOrEqual(4801)
  })
})
