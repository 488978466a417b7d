import { existsSync, readFileSync } from 'node:fs'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitString, integer, oid, sequence } from '../../fixtures/country/der.ts'
import { type CurveName, curveByName, encodePoint } from '../crypto/curves.ts'
import { type FiniteFieldGroupName, namedFiniteFieldGroups } from '../crypto/finite-field-parameters.ts'
import { chipAuthenticationChoices, chooseChipAuthentication } from './chip-authentication-choice.ts'
import { tlv } from './tlv.ts'

const dg14Of = (...infos: Uint8Array[]) => tlv(0x6e, tlv(0x31, ...infos))
const number = (value: number | undefined) => (value === undefined ? [] : [integer(value)])
const publicPoint = (name: CurveName) => encodePoint(curveByName(name).Point.BASE.multiply(0x123456789abcdefn))
const ecInfo = (name: CurveName, point = publicPoint(name)) =>
  sequence(sequence(oid('1.2.840.10045.2.1'), oid(curveByName(name).oid)), bitString(point))
const dhInfo = (name: FiniteFieldGroupName, given?: bigint) => {
  const { p, g, q } = namedFiniteFieldGroups[name]
  return sequence(
    sequence(oid('1.2.840.10046.2.1'), sequence(integer(p), integer(g), integer(q))),
    bitString(integer(given ?? (g * g) % p)),
  )
}
const ecKey = (name: CurveName, keyId?: number, protocol = '0.4.0.127.0.7.2.2.1.2') =>
  sequence(oid(protocol), ecInfo(name), ...number(keyId))
const dhKey = (name: FiniteFieldGroupName, keyId?: number, given?: bigint) =>
  sequence(oid('0.4.0.127.0.7.2.2.1.1'), dhInfo(name, given), ...number(keyId))
const [dh, ecdh] = [1, 2]
const [tripleDes, aes128, aes192, aes256] = [1, 2, 3, 4]
const protocolOid = (agreement: number, cipher: number) => `0.4.0.127.0.7.2.2.3.${agreement}.${cipher}`
const protocol = (agreement: number, cipher: number, keyId?: number, version = 1) =>
  sequence(oid(protocolOid(agreement, cipher)), integer(version), ...number(keyId))

function choose(...infos: Uint8Array[]) {
  const choice = chooseChipAuthentication(dg14Of(...infos))
  if (!choice.ok || !choice.value) throw new Error(choice.ok ? 'no choice' : choice.error.message)
  return choice.value
}
const errorOf = (...infos: Uint8Array[]) => {
  const choice = chooseChipAuthentication(dg14Of(...infos))
  return choice.ok ? choice.value : `${choice.error.tag}: ${choice.error.message}`
}
const key = ecKey('brainpoolP256r1', 1)

describe('order of preference', () => {
  it('is the longer AES key, 3DES last', () => {
    const all = [tripleDes, aes256, aes128, aes192].map(cipher => protocol(ecdh, cipher, 1))
    expect(choose(...all, key)).toMatchObject({
      cipher: 'AES-256',
      keyId: 1,
      inferred: false,
      parameters: 'brainpoolP256r1',
    })
    expect(choose(...all.toSpliced(1, 1), key)).toMatchObject({ cipher: 'AES-192' })
    expect(choose(protocol(ecdh, tripleDes, 1), protocol(ecdh, aes128, 1), key).oid).toBe(protocolOid(ecdh, aes128))
  })

  it('then the stronger key, the first among equals', () => {
    const pair = (first: CurveName, second: CurveName) => [
      ecKey(first, 1),
      ecKey(second, 2),
      protocol(ecdh, aes128, 1),
      protocol(ecdh, aes128, 2),
    ]
    expect(choose(...pair('P-256', 'brainpoolP384r1')).keyId).toBe(2)
    expect(choose(...pair('P-384', 'brainpoolP320r1')).keyId).toBe(1)
    expect(choose(...pair('P-256', 'brainpoolP256r1')).keyId).toBe(1)
    expect(choose(...pair('brainpoolP256r1', 'P-256')).keyId).toBe(1)
  })

  it.each([
    ['MODP-1024-160', 'P-192', 2],
    ['MODP-2048-256', 'P-192', 1],
    ['MODP-2048-256', 'P-256', 2],
  ] as const)('weighs %s against %s', (field, curve, expected) => {
    const infos = [dhKey(field, 1), ecKey(curve, 2), protocol(dh, aes128, 1), protocol(ecdh, aes128, 2)]
    expect(choose(...infos).keyId).toBe(expected)
    expect(choose(...infos.toReversed()).keyId).toBe(expected)
  })

  it('of the cipher goes before that of the key', () => {
    const infos = [ecKey('P-521', 1), protocol(ecdh, tripleDes, 1), dhKey('MODP-1024-160', 2), protocol(dh, aes128, 2)]
    expect(choose(...infos)).toMatchObject({ keyId: 2, parameters: 'MODP-1024-160', cipher: 'AES-128' })
  })
})

describe('pairs of key and protocol', () => {
  it('belong together by id where there are several keys', () => {
    const keys = [ecKey('brainpoolP256r1', 1), ecKey('P-256', 2)]
    expect(choose(...keys, protocol(ecdh, tripleDes, 1), protocol(ecdh, aes128, 2))).toMatchObject({
      keyId: 2,
      parameters: 'P-256',
    })
    expect(choose(...keys, protocol(ecdh, aes128, 1), protocol(ecdh, tripleDes, 2))).toMatchObject({
      keyId: 1,
      parameters: 'brainpoolP256r1',
    })
    expect(errorOf(...keys, protocol(ecdh, aes128))).toMatch(/^AccessUnsupported/)
  })

  it('are of the same kind of group', () => {
    const infos = [dhKey('MODP-2048-224'), protocol(ecdh, aes256), protocol(dh, aes128)]
    expect(choose(...infos)).toMatchObject({ oid: protocolOid(dh, aes128), parameters: 'MODP-2048-224' })
    expect(errorOf(dhKey('MODP-2048-224'), protocol(ecdh, aes256))).toMatch(/^AccessUnsupported/)
  })

  it('may leave the id out on either side of a lone key', () => {
    expect(choose(ecKey('P-256'), protocol(ecdh, aes128, 7)).keyId).toBe(7)
    expect(choose(ecKey('P-256', 7), protocol(ecdh, aes128)).keyId).toBe(7)
    expect(choose(ecKey('P-256'), protocol(ecdh, aes128))).not.toHaveProperty('keyId')
  })

  it('are all found for a transcript, the weaker ones too', () => {
    const all = chipAuthenticationChoices(dg14Of(key, protocol(ecdh, tripleDes, 1), protocol(ecdh, aes128, 1)))
    expect(all.ok && all.value.map(({ oid: each }) => each)).toEqual([
      protocolOid(ecdh, tripleDes),
      protocolOid(ecdh, aes128),
    ])
  })
})

describe('no protocol named', () => {
  it('is 3DES, of the kind of the key, with its id', () => {
    expect(choose(key)).toMatchObject({ oid: protocolOid(ecdh, tripleDes), cipher: '3DES', keyId: 1, inferred: true })
    expect(choose(dhKey('MODP-2048-256'))).toMatchObject({ oid: protocolOid(dh, tripleDes), inferred: true })
    expect(choose(dhKey('MODP-2048-256'))).not.toHaveProperty('keyId')
  })

  it('or one without its cipher, as in version 1.0 of the guideline, or under id-PK, is 3DES too', () => {
    for (const misnamed of ['0.4.0.127.0.7.2.2.3.2', '0.4.0.127.0.7.2.2.1.2'])
      expect(choose(sequence(oid(misnamed), integer(1)), key)).toMatchObject({
        cipher: '3DES',
        inferred: true,
        keyId: 1,
      })
  })
})

it.each(['0.4.0.127.0.7.2.2.3.2', '0.4.0.127.0.7.2.2.3.2.2'])('a key under id-CA %s is taken for one', misnamed => {
  expect(choose(ecKey('P-256', 5, misnamed), protocol(ecdh, aes128, 5))).toMatchObject({
    keyId: 5,
    parameters: 'P-256',
  })
  expect(choose(ecKey('P-256', 5, misnamed))).toMatchObject({ cipher: '3DES', inferred: true })
  const off = publicPoint('P-256')
  off[64] = (off[64] ?? 0) ^ 1
  expect(errorOf(sequence(oid(misnamed), ecInfo('P-256', off)))).toMatch(/^ChipHostile/)
})

describe('without a choice', () => {
  it('is undefined where there is no key', () => {
    expect(errorOf()).toBeUndefined()
    expect(errorOf(protocol(ecdh, aes128))).toBeUndefined()
    expect(errorOf(sequence(oid('0.4.0.127.0.7.2.2.3.9'), sequence()))).toBeUndefined()
    expect(errorOf(sequence(oid('0.4.0.127.0.7.2.2.3.2'), integer(1)))).toBeUndefined()
  })

  it('names version 2, which is never used', () => {
    expect(errorOf(ecKey('P-256'), protocol(ecdh, aes128, undefined, 2))).toBe(
      `AccessUnsupported: chip authentication version 2 (${protocolOid(ecdh, aes128)})`,
    )
    expect(choose(ecKey('P-256'), protocol(ecdh, aes256, undefined, 2), protocol(ecdh, tripleDes))).toMatchObject({
      cipher: '3DES',
      inferred: false,
    })
  })

  it('says what it does not have', () => {
    const otherCurve = sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.3.132.0.10')), bitString(new Uint8Array(65)))
    expect(errorOf(sequence(oid('0.4.0.127.0.7.2.2.1.2'), otherCurve))).toMatch(/^AccessUnsupported: elliptic curve/)
    expect(chooseChipAuthentication(Uint8Array.of(1, 2))).toMatchObject({ ok: false, error: { tag: 'ProtocolTlv' } })
  })

  const { p, q } = namedFiniteFieldGroups['MODP-1024-160']
  const outside = Array.from({ length: 50 }, (_, i) => BigInt(i + 2)).find(y => power(y, q, p) !== 1n) ?? 0n
  it.each<[string, Uint8Array]>([
    [
      'a point off the curve',
      sequence(
        oid('0.4.0.127.0.7.2.2.1.2'),
        ecInfo('P-256', concatBytes(publicPoint('P-256').subarray(0, 64), Uint8Array.of(0))),
      ),
    ],
    [
      'a point of another curve',
      sequence(oid('0.4.0.127.0.7.2.2.1.2'), ecInfo('P-256', publicPoint('brainpoolP256r1'))),
    ],
    ['infinity', sequence(oid('0.4.0.127.0.7.2.2.1.2'), ecInfo('P-256', Uint8Array.of(0)))],
    [
      'an odd number of point bytes',
      sequence(oid('0.4.0.127.0.7.2.2.1.2'), ecInfo('P-256', publicPoint('P-256').subarray(0, 33))),
    ],
    ['0', dhKey('MODP-1024-160', undefined, 0n)],
    ['1', dhKey('MODP-1024-160', undefined, 1n)],
    ['p − 1, of order 2', dhKey('MODP-1024-160', undefined, p - 1n)],
    ['p', dhKey('MODP-1024-160', undefined, p)],
    ['a number out of the subgroup', dhKey('MODP-1024-160', undefined, outside)],
    ['a curve’s key as of a finite field', sequence(oid('0.4.0.127.0.7.2.2.1.1'), ecInfo('P-256'))],
  ])('refuses %s', (_, info) => {
    expect(errorOf(info, protocol(ecdh, aes128), protocol(dh, aes128))).toMatch(/^ChipHostile/)
  })

  it('the honest one of two keys is used', () => {
    const infos = [
      dhKey('MODP-1024-160', 1, p - 1n),
      ecKey('P-256', 2),
      protocol(dh, aes256, 1),
      protocol(ecdh, aes128, 2),
    ]
    expect(choose(...infos)).toMatchObject({ keyId: 2 })
  })
})

it('DG14 of the BSI of 2008, on brainpoolP224r1 with explicit parameters', ctx => {
  const file = '../shared/vectors/jmrtd-resources/lds/bsi2008/Datagroup14.bin'
  if (!existsSync(file)) return ctx.skip(`${file} is not there`)
  const choice = chooseChipAuthentication(new Uint8Array(readFileSync(file)))
  expect(choice).toMatchObject({ ok: true, value: { cipher: '3DES', parameters: 'brainpoolP224r1' } })
})

it('no bytes make it throw, and many misnamed keys do not cost more than a few', () => {
  const good = dg14Of(key, protocol(ecdh, aes128, 1))
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      expect(chooseChipAuthentication(good.with(at, byte))).toHaveProperty('ok')
    }),
  )
  const prime = BigInt(`0x${'f'.repeat(1023)}5`)
  const slow = Array.from({ length: 60 }, (_, i) =>
    sequence(
      oid('0.4.0.127.0.7.2.2.3.1'),
      sequence(
        sequence(oid('1.2.840.113549.1.3.1'), sequence(integer(prime - BigInt(2 * i)), integer(2))),
        bitString(hexToBytes('020102')),
      ),
    ),
  )
  const before = performance.now()
  expect(errorOf(...slow)).toMatch(/^ChipHostile|^AccessUnsupported/)
  expect(performance.now() - before).toBeLessThan(10_000)
}, 20_000)

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) result = (result * result * (bit === '1' ? base : 1n)) % modulus
  return result
}
