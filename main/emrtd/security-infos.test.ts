import { existsSync, readFileSync } from 'node:fs'
import { pow } from '@noble/curves/abstract/modular.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveByName, encodePoint } from '../crypto/curves.ts'
import { finiteFieldGroup } from '../crypto/finite-field-groups.ts'
import { namedFiniteFieldGroups } from '../crypto/finite-field-parameters.ts'
import { encodeOid } from './object-identifier.ts'
import { parseDg14, parseSecurityInfos, type SecurityInfos } from './security-infos.ts'
import { tlv } from './tlv.ts'

const oid = (dotted: string) => tlv(6, encodeOid(dotted))
const integer = (value: number) => tlv(2, Uint8Array.of(value))
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
const set = (...parts: Uint8Array[]) => tlv(0x31, ...parts)
const bsi = '0.4.0.127.0.7.2.2'

const parsed = (bytes: Uint8Array): SecurityInfos => {
  const result = parseSecurityInfos(bytes)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

it('EF.CardAccess of 9303-11 G.1', () => {
  expect(parsed(hexToBytes('31143012060A04007F0007020204020202010202010D')).pace).toEqual([
    {
      kind: 'pace',
      oid: `${bsi}.4.2.2`,
      keyAgreement: 'ECDH',
      mapping: 'GM',
      cipher: 'AES-128',
      version: 2,
      parameterId: 13,
    },
  ])
})

it('EF.CardAccess of the Vietnamese card', () => {
  const infos = parsed(
    hexToBytes(
      '3134300D060804007F0007020202020101300F060A04007F000702020302020201013012060A04007F0007020204020202010202010D',
    ),
  )
  expect(infos.terminalAuthentication).toMatchObject([{ version: 1 }])
  expect(infos.chipAuthentication).toEqual([
    { kind: 'chip-authentication', oid: `${bsi}.3.2.2`, keyAgreement: 'ECDH', cipher: 'AES-128', version: 1 },
  ])
  expect(infos.pace).toMatchObject([{ cipher: 'AES-128', parameterId: 13 }])
  expect(infos.unknown).toEqual([])
})

describe('PACE object identifiers', () => {
  it.each([
    ['1.1', 'DH', 'GM', '3DES'],
    ['2.4', 'ECDH', 'GM', 'AES-256'],
    ['3.2', 'DH', 'IM', 'AES-128'],
    ['4.3', 'ECDH', 'IM', 'AES-192'],
    ['6.2', 'ECDH', 'CAM', 'AES-128'],
  ])('%s', (arcs, keyAgreement, mapping, cipher) => {
    const infos = parsed(set(sequence(oid(`${bsi}.4.${arcs}`), integer(2), integer(12))))
    expect(infos.pace).toMatchObject([{ keyAgreement, mapping, cipher }])
  })

  it.each(['5.1', '7.1', '2.5', '2.0', '0.1', '2.2.1'])('%s is none', arcs => {
    const infos = parsed(set(sequence(oid(`${bsi}.4.${arcs}`), integer(2))))
    expect(infos.pace).toEqual([])
    expect(infos.unknown).toHaveLength(1)
  })
})

describe('chip authentication keys', () => {
  const curve = curveByName('brainpoolP256r1')
  const point = encodePoint(curve.Point.BASE.double())
  const bits = tlv(3, Uint8Array.of(0), point)
  const ecPublicKey = oid('1.2.840.10045.2.1')
  const keyInfo = (...parts: Uint8Array[]) => set(sequence(oid(`${bsi}.1.2`), ...parts))
  const only = (bytes: Uint8Array) => parsed(bytes).chipAuthenticationPublicKeys[0]

  it('on a named curve, with key id', () => {
    const info = only(keyInfo(sequence(sequence(ecPublicKey, oid(curve.oid)), bits), integer(5)))
    expect(info).toMatchObject({ keyAgreement: 'ECDH', keyId: 5, key: { ok: true, value: { curve } } })
  })

  it('on standardized domain parameters', () => {
    const algorithm = sequence(oid('0.4.0.127.0.7.1.2'), integer(13))
    expect(only(keyInfo(sequence(algorithm, bits)))).toMatchObject({ key: { ok: true, value: { curve } } })
    for (const reserved of [3, 7, 19, 255]) {
      const unknown = sequence(
        oid('0.4.0.127.0.7.1.2'),
        reserved < 128 ? integer(reserved) : tlv(2, Uint8Array.of(0, reserved)),
      )
      expect(only(keyInfo(sequence(unknown, bits)))).toMatchObject({
        key: { ok: false, error: { tag: 'unsupported' } },
      })
    }
  })

  it('with explicit parameters and a chosen generator', () => {
    const number = (value: bigint) => hexToBytes(value.toString(16).padStart(64, '0'))
    const { p, a, b, n } = curve.parameters
    const explicit = (generator: Uint8Array) =>
      sequence(
        ecPublicKey,
        sequence(
          integer(1),
          sequence(oid('1.2.840.10045.1.1'), tlv(2, Uint8Array.of(0), number(p))),
          sequence(tlv(4, number(a)), tlv(4, number(b))),
          tlv(4, generator),
          tlv(2, Uint8Array.of(0), number(n)),
          integer(1),
        ),
      )
    const honest = explicit(encodePoint(curve.Point.BASE))
    expect(only(keyInfo(sequence(honest, bits)))).toMatchObject({ key: { ok: true, value: { curve } } })
    expect(only(keyInfo(sequence(explicit(point), bits)))).toMatchObject({
      key: { ok: false, error: { tag: 'malformed' } },
    })
  })

  it('with a point off the curve', () => {
    const off = point.slice()
    off[64] = (off[64] ?? 0) ^ 1
    const info = only(keyInfo(sequence(sequence(ecPublicKey, oid(curve.oid)), tlv(3, Uint8Array.of(0), off))))
    expect(info).toMatchObject({ key: { ok: false, error: { tag: 'malformed' } } })
  })
})

const unsigned = (value: bigint) => {
  const hex = value.toString(16)
  const even = hexToBytes(hex.padStart(hex.length + (hex.length % 2), '0'))
  return tlv(2, (even[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), even) : even)
}

describe('DH chip authentication keys', () => {
  const { p, g, q } = namedFiniteFieldGroups['MODP-2048-256']
  const group = finiteFieldGroup('MODP-2048-256')
  const y = group.multiply(g, 0x1234567890n)
  const bits = (value: bigint) => tlv(3, Uint8Array.of(0), unsigned(value))
  const only = (...parts: Uint8Array[]) =>
    parsed(set(sequence(oid(`${bsi}.1.1`), sequence(...parts), integer(1)))).chipAuthenticationPublicKeys[0]
  const x942 = (...more: Uint8Array[]) => sequence(oid('1.2.840.10046.2.1'), sequence(unsigned(p), ...more))
  const whole = x942(unsigned(g), unsigned(q))
  const pkcs3 = sequence(oid('1.2.840.113549.1.3.1'), sequence(unsigned(p), unsigned(g), integer(0)))
  const numbered = sequence(oid('0.4.0.127.0.7.1.2'), integer(2))

  it.each([
    ['X9.42 with p, g, q', whole],
    ['X9.42 with the cofactor after them', x942(unsigned(g), unsigned(q), unsigned((p - 1n) / q))],
    ['PKCS #3 with p, g', pkcs3],
    ['standardized domain parameters', numbered],
  ])('%s', (_, algorithm) => {
    expect(only(algorithm, bits(y))).toEqual({
      kind: 'chip-authentication-public-key',
      oid: `${bsi}.1.1`,
      keyAgreement: 'DH',
      key: { ok: true, value: { kind: 'dh', group, value: y, bits: 2048 } },
      keyId: 1,
    })
  })

  it.each([
    ['1', whole, bits(1n)],
    ['p − 1', whole, bits(p - 1n)],
    ['p', whole, bits(p)],
    ['one outside the subgroup', whole, bits(2n)],
    ['one outside the subgroup, without q', pkcs3, bits(2n)],
    ['negative', whole, tlv(3, Uint8Array.of(0), tlv(2, Uint8Array.of(0x80, 1)))],
    ['no INTEGER', whole, tlv(3, Uint8Array.of(0), tlv(4, Uint8Array.of(5)))],
    ['in no bit string', whole, unsigned(y)],
    ['of a group without q', x942(unsigned(g)), bits(y)],
    ['of a group with another q', x942(unsigned(g), unsigned(q - 2n)), bits(y)],
    ['of a group with g = 1', x942(integer(1), unsigned(q)), bits(y)],
    ['of an elliptic curve', sequence(oid('0.4.0.127.0.7.1.2'), integer(13)), bits(y)],
  ])('%s is refused', (_, algorithm, key) => {
    expect(only(algorithm, key)).toMatchObject({ key: { ok: false, error: { tag: 'malformed' } } })
  })

  it('a good key under the name of the other kind is refused', () => {
    const keyOf = (arc: number, algorithm: Uint8Array, key: Uint8Array) =>
      parsed(set(sequence(oid(`${bsi}.1.${arc}`), sequence(algorithm, key)))).chipAuthenticationPublicKeys[0]?.key
    const curve = curveByName('P-256')
    const algorithm = sequence(oid('1.2.840.10045.2.1'), oid(curve.oid))
    const point = tlv(3, Uint8Array.of(0), encodePoint(curve.Point.BASE))
    expect([keyOf(2, algorithm, point)?.ok, keyOf(1, whole, bits(y))?.ok]).toEqual([true, true])
    for (const key of [keyOf(1, algorithm, point), keyOf(2, whole, bits(y))])
      expect(key).toMatchObject({ ok: false, error: { tag: 'malformed' } })
  })

  it('a third explicit field in one file is not even looked at', () => {
    const info = (byte: number) =>
      sequence(
        oid(`${bsi}.1.1`),
        sequence(sequence(oid('1.2.840.10046.2.1'), sequence(unsigned(p), integer(byte), unsigned(q))), bits(y)),
      )
    const keys = parsed(set(info(2), info(3), info(4))).chipAuthenticationPublicKeys
    expect(keys.map(({ key }) => !key.ok && key.error.tag)).toEqual(['malformed', 'malformed', 'unsupported'])
  })
})

describe('explicit PACE parameters', () => {
  const only = (arc: number, ...parts: Uint8Array[]) =>
    parsed(set(sequence(oid(`${bsi}.4.${arc}`), sequence(...parts), integer(100)))).paceDomainParameters[0]
  const { p, g, q } = namedFiniteFieldGroups['MODP-2048-224']

  it('of a known curve and of a finite field', () => {
    const curve = only(4, oid('1.2.840.10045.2.1'), oid(curveByName('P-256').oid))
    expect(curve).toMatchObject({ keyAgreement: 'ECDH', mapping: 'IM', parameterId: 100 })
    expect(curve?.group).toMatchObject({ ok: true, value: { name: 'P-256' } })
    const field = only(1, oid('1.2.840.10046.2.1'), sequence(unsigned(p), unsigned(g), unsigned(q)))
    expect(field?.group).toMatchObject({ ok: true, value: { name: 'MODP-2048-224' } })
  })
  it('of a field that a chip made itself are not even examined', () => {
    // It would pass, as the key of a chip.
    const own = pow(g, 3n, p)
    const algorithm = [oid('1.2.840.10046.2.1'), sequence(unsigned(p), unsigned(own), unsigned(q))]
    expect(only(1, ...algorithm)?.group).toMatchObject({ ok: false, error: { tag: 'unsupported' } })
    const key = tlv(3, Uint8Array.of(0), unsigned(pow(own, 5n, p)))
    const infos = parsed(set(sequence(oid(`${bsi}.1.1`), sequence(sequence(...algorithm), key))))
    expect(infos.chipAuthenticationPublicKeys[0]).toMatchObject({ key: { ok: true, value: { kind: 'dh' } } })
  })
  it('of something else are kept with the reason', () => {
    expect(only(2, oid('1.2.840.10045.2.1'))?.group).toMatchObject({ ok: false, error: { tag: 'malformed' } })
    expect(only(2, oid('1.2.3'))?.group).toMatchObject({ ok: false, error: { tag: 'unsupported' } })
  })
})

it('active authentication', () => {
  const infos = parsed(set(sequence(oid('2.23.136.1.1.5'), integer(1), oid('0.4.0.127.0.7.1.1.4.1.3'))))
  expect(infos.activeAuthentication).toMatchObject([{ version: 1, signatureAlgorithm: '0.4.0.127.0.7.1.1.4.1.3' }])
})

it('keeps broken infos raw beside good ones', () => {
  const broken = sequence(oid(`${bsi}.4.2.2`), oid('1.2.3'))
  const tooMany = sequence(oid(`${bsi}.4.2.2`), integer(2), integer(13), integer(1))
  const good = sequence(oid(`${bsi}.4.2.2`), integer(2), integer(13))
  const infos = parsed(set(broken, tooMany, good))
  expect(infos.pace).toHaveLength(1)
  expect(infos.unknown.map(info => info.raw)).toEqual([broken, tooMany])
})

it('refuses what is no SecurityInfos', () => {
  const many = set(...Array.from({ length: 65 }, () => sequence(oid('1.2.3'), integer(1))))
  const bad = [new Uint8Array(), Uint8Array.of(0x31), sequence(), set(integer(1)), set(sequence(integer(1))), many]
  for (const bytes of [...bad, concatBytes(set(), Uint8Array.of(0))])
    expect(parseSecurityInfos(bytes)).toMatchObject({ ok: false, error: { tag: 'ProtocolTlv' } })
  expect(parseDg14(set())).toMatchObject({ ok: false, error: { tag: 'ProtocolTlv' } })
  expect(parseDg14(tlv(0x6e, set()))).toMatchObject({ ok: true })
})

it('no bytes make it throw', () => {
  const seed = hexToBytes('31143012060A04007F0007020204020202010202010D')
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => void parseSecurityInfos(bytes)))
  fc.assert(
    fc.property(fc.nat(seed.length - 1), fc.nat(255), (at, byte) => {
      const bytes = seed.slice()
      bytes[at] = byte
      parseSecurityInfos(bytes)
      parseDg14(tlv(0x6e, bytes))
    }),
  )
})

describe('BSI TR-03105-5 reference set', () => {
  const file = '../shared/vectors/bsi-tr03105-5-reference/Datagroup14.bin'
  it('DG14: CA-ECDH-3DES on explicit brainpoolP224r1', ctx => {
    if (!existsSync(file)) return ctx.skip(`${file} is not there`)
    const infos = parseDg14(new Uint8Array(readFileSync(file)))
    expect(infos).toMatchObject({
      ok: true,
      value: {
        chipAuthentication: [{ cipher: '3DES', keyAgreement: 'ECDH', version: 1 }],
        chipAuthenticationPublicKeys: [{ key: { ok: true, value: { curve: curveByName('brainpoolP224r1') } } }],
        terminalAuthentication: [{ version: 1 }],
      },
    })
  })
})
