import { describe, expect, it } from 'vitest'
import { axisSteps, shownHours, stepPath } from './chart-scale.ts'

describe('steps of an axis', () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [43, [0, 20, 40, 60]],
    [1000, [0, 500, 1000]],
  ])('up to %s', (largest, steps) => expect(axisSteps(largest)).toEqual(steps))
  it('reach the largest value with at most five marks', () => {
    for (let largest = 0; largest < 5000; largest += 7) {
      const steps = axisSteps(largest)
      expect(steps.at(-1)).toBeGreaterThanOrEqual(largest)
      expect(steps.length).toBeLessThanOrEqual(6)
    }
  })
})

it('shows the hours from the first visit until now', () => {
  const has = Array.from({ length: 24 }, (_, hour) => hour === 7 || hour === 9)
  expect(shownHours(has, 11)).toEqual([7, 8, 9, 10, 11])
  expect(shownHours(has, 6)).toEqual([7, 8, 9])
  expect(shownHours([], 11)).toEqual([])
})

it('draws what waits as steps', () => {
  expect(
    stepPath([
      { x: 0, y: 5 },
      { x: 10, y: 3 },
    ]),
  ).toBe('M0 5H10V3')
})
