import { bytesToNumberBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { curveByName, curveNames, decodePoint, encodePoint } from './curves.ts'
import { encodeToPoint, hasPointEncoding } from './point-encoding.ts'
import { randomBytes } from './random.ts'

it('P-224 alone has none', () => {
  expect(curveNames.filter(name => !hasPointEncoding(curveByName(name)))).toEqual(['P-224'])
})

describe.each(curveNames.filter(name => name !== 'P-224'))('%s', name => {
  const curve = curveByName(name)
  const { p } = curve.parameters

  it('gives points of the curve, of either branch of the formula', () => {
    const roots = Array.from({ length: 8 }, () => bytesToNumberBE(randomBytes(80)) % p)
    for (const t of [2n, 3n, p - 2n, ...roots]) {
      const point = encodeToPoint(curve, t)
      if (!point) throw new Error(`no point for ${t}`)
      expect(decodePoint(curve, encodePoint(point)).ok).toBe(true)
    }
  })

  it('t and −t give the same point or its negative', () => {
    const point = encodeToPoint(curve, 5n)
    expect(encodeToPoint(curve, p - 5n)?.toAffine().x).toBe(point?.toAffine().x)
  })

  it('gives none where the formula divides by zero', () => {
    for (const t of [0n, 1n, p - 1n]) expect(encodeToPoint(curve, t)).toBeUndefined()
  })
})
