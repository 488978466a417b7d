import { expect, it } from 'vitest'
import { rosette } from './guilloche.ts'

it('draws as many different closed curves as asked for, none outside radius 100', () => {
  const curves = rosette(6, 8, 0.3)
  expect(new Set(curves).size).toBe(6)
  for (const curve of curves) {
    expect(curve).toMatch(/^M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)+Z$/)
    const points = curve
      .slice(1, -1)
      .split('L')
      .map(point => point.split(' ').map(Number))
    for (const [x = Number.NaN, y = Number.NaN] of points) expect(Math.hypot(x, y)).toBeLessThan(100.1)
  }
})
