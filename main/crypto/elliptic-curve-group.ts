import { type Curve, type CurvePoint, decodePoint, encodePoint } from './curves.ts'
import type { KeyAgreementGroup } from './key-agreement-group.ts'
import { encodeToPoint, hasPointEncoding } from './point-encoding.ts'

export interface EllipticCurveGroup extends KeyAgreementGroup<CurvePoint> {
  readonly kind: 'ECDH'
  readonly curve: Curve
}

const made = new Map<Curve, EllipticCurveGroup>()

/** The points of a curve for key agreement. Every cofactor is 1: a point of the curve that is not infinity has the order n. */
export function ellipticCurveGroup(curve: Curve): EllipticCurveGroup {
  const known = made.get(curve)
  if (known) return known
  const { n } = curve.parameters
  const { BASE, ZERO } = curve.Point
  const xCoordinate = (point: CurvePoint) => encodePoint(point).slice(1, 1 + curve.byteLength)
  const group: EllipticCurveGroup = {
    kind: 'ECDH',
    curve,
    name: curve.name,
    order: n,
    generator: BASE,
    prime: curve.parameters.p,
    elementLength: 1 + 2 * curve.byteLength,
    ...(hasPointEncoding(curve) && { fromField: (value: bigint) => encodeToPoint(curve, value) }),
    decode: bytes => decodePoint(curve, bytes),
    encode: encodePoint,
    multiply: (point, scalar) => (scalar % n === 0n || point.is0() ? ZERO : point.multiply(scalar % n)),
    combine: (a, b) => a.add(b),
    equals: (a, b) => a.equals(b),
    isLowOrder: point => point.is0(),
    sharedSecret: xCoordinate,
    compress: xCoordinate,
  }
  made.set(curve, group)
  return group
}
