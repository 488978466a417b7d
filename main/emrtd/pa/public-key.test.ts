import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { bitString, integer, octetString, oid, sequence } from '../../../fixtures/country/der.ts'
import { deriveKey } from '../../../fixtures/country/elliptic-key.ts'
import { type CurveName, curveByName, encodePoint } from '../../crypto/curves.ts'
import { readBer } from './ber-element.ts'
import { readPublicKey } from './public-key.ts'

const numberBytes = (value: bigint, length: number) => hexToBytes(value.toString(16).padStart(length * 2, '0'))

/** SubjectPublicKeyInfo with explicit parameters, some of which a test makes others. */
function explicit(
  name: CurveName,
  other: {
    seed?: Uint8Array
    cofactor?: bigint | undefined
    more?: Uint8Array[]
    beyond?: Uint8Array[]
    n?: bigint
  } = {},
) {
  const { Point, parameters, byteLength } = curveByName(name)
  const { p, a, b } = parameters
  const { seed, cofactor = 1n, more = [], beyond = [], n = parameters.n } = other
  const curve = sequence(
    octetString(numberBytes(a, byteLength)),
    octetString(numberBytes(b, byteLength)),
    ...(seed ? [seed] : []),
    ...beyond,
  )
  const field = sequence(oid('1.2.840.10045.1.1'), integer(p))
  const base = octetString(encodePoint(Point.BASE))
  const parts = [
    integer(1),
    field,
    curve,
    base,
    integer(n),
    ...('cofactor' in other && !other.cofactor ? [] : [integer(cofactor)]),
  ]
  const algorithm = sequence(oid('1.2.840.10045.2.1'), sequence(...parts, ...more))
  return sequence(algorithm, bitString(deriveKey(name, 'public key', 'test').publicKey))
}
function answerOf(info: Uint8Array): string {
  const element = readBer(info)
  const key = element.ok ? readPublicKey(element.value) : element
  if (!key.ok) return key.error.message
  return key.value.kind === 'ec' ? `${key.value.curve.name} ${key.value.domainParameters}` : 'rsa'
}
const seedOfP256 = hexToBytes('c49d360886e704936a6678e1139d26b7819f7e90')
const forged = 'elliptic curve with the field of a known one and other parameters'

describe('explicit parameters', () => {
  it.each(['P-224', 'P-256', 'brainpoolP320r1', 'brainpoolP512r1'] as const)('of %s are those of the curve', name => {
    expect(answerOf(explicit(name))).toBe(`${name} explicit`)
    expect(answerOf(explicit(name, { cofactor: undefined }))).toBe(`${name} explicit`)
    const { oid: dotted } = curveByName(name)
    const named = sequence(
      sequence(oid('1.2.840.10045.2.1'), oid(dotted)),
      bitString(deriveKey(name, 'public key', 'test').publicKey),
    )
    expect(answerOf(named)).toBe(`${name} named`)
  })

  it('may have the seed of the curve, in whatever bits, and no other', () => {
    expect(answerOf(explicit('P-256', { seed: bitString(seedOfP256) }))).toBe('P-256 explicit')
    expect(answerOf(explicit('P-256', { seed: bitString(seedOfP256, 4) }))).toBe('P-256 explicit')
    expect(answerOf(explicit('P-256', { seed: bitString(seedOfP256.map(byte => byte ^ 1)) }))).toBe(forged)
    expect(answerOf(explicit('P-256', { seed: octetString(seedOfP256) }))).toBe(forged)
    expect(answerOf(explicit('brainpoolP256r1', { seed: bitString(seedOfP256) }))).toBe(forged)
  })

  it('have no more members than the standard, and no other order or cofactor', () => {
    expect(answerOf(explicit('P-256', { more: [integer(1)] }))).toBe('members of ECParameters')
    expect(answerOf(explicit('P-256', { seed: bitString(seedOfP256), beyond: [integer(1)] }))).toBe(
      'members of ECParameters',
    )
    expect(answerOf(explicit('P-256', { cofactor: 2n }))).toBe(forged)
    expect(answerOf(explicit('P-256', { n: curveByName('P-256').parameters.n + 2n }))).toBe(forged)
  })
})
