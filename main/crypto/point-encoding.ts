import { invert, mod, pow } from '@noble/curves/abstract/modular.js'
import type { Curve, CurvePoint } from './curves.ts'

/** True where field elements can be encoded as points: the method needs p ≡ 3 mod 4, which of ours only P-224 has not. */
export const hasPointEncoding = ({ parameters }: Curve): boolean => parameters.p % 4n === 3n

/**
 * Simplified Shallue-van de Woestijne-Ulas encoding of a field element as a point, 9303-11 B.2. Undefined for 0, 1 and p − 1, for which
 * the formula divides by zero. Not in constant time: good for nonces that are used once.
 * @param t 0…p−1
 */
export function encodeToPoint(curve: Curve, t: bigint): CurvePoint | undefined {
  const { p, a, b } = curve.parameters
  const alpha = mod(-t * t, p)
  const denominator = mod(alpha + alpha * alpha, p)
  if (denominator === 0n) return undefined
  const x2 = mod(-b * invert(a, p) * (1n + invert(denominator, p)), p)
  const x3 = mod(alpha * x2, p)
  const h2 = mod(x2 * x2 * x2 + a * x2 + b, p)
  // (h2)^(p−1−(p+1)/4) is the inverse of a square root of h2, if there is one.
  const inverseRoot = pow(h2, p - 1n - (p + 1n) / 4n, p)
  const isSquare = mod(inverseRoot * inverseRoot * h2, p) === 1n
  const [x, y] = isSquare ? [x2, inverseRoot * h2] : [x3, inverseRoot * t * t * t * h2]
  return curve.Point.fromAffine({ x, y: mod(y, p) })
}
