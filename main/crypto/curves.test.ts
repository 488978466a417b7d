import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, getCurves, verify } from 'node:crypto'
import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Curve,
  curveByName,
  curveByOid,
  curveByParameters,
  curveNames,
  decodePoint,
  ecdsaSign,
  ecdsaVerify,
  encodePoint,
} from './curves.ts'

const openssl = (...args: string[]): string | undefined => {
  try {
    return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  } catch {
    return undefined
  }
}
const opensslName = (name: string) =>
  name
    .replace(/^P-(192|256)$/, 'prime$1v1')
    .replace(/^P-/, 'secp')
    .replace(/^(secp\d+)$/, '$1r1')

describe.each(curveNames)('%s', name => {
  const curve = curveByName(name)
  const { p, a, b, gx, gy, n } = curve.parameters

  it('has the constants of openssl', ctx => {
    const text = openssl('ecparam', '-name', opensslName(name), '-param_enc', 'explicit', '-text', '-noout')
    if (!text) return ctx.skip('openssl is not installed or lacks the curve')
    const field = (label: string) => {
      const lines = new RegExp(`${label}[^\\n]*:\\s*\\n((?: {4}.*\\n)+)`).exec(text)?.[1] ?? ''
      return BigInt(`0x${lines.replace(/[\s:]/g, '')}`)
    }
    const shift = BigInt(8 * curve.byteLength)
    expect([field('Prime'), field('A'), field('B'), field('Order')]).toEqual([p, a, b, n])
    expect(field('Generator')).toBe((((4n << shift) | gx) << shift) | gy)
  })

  it('has the OID of openssl', ctx => {
    const pem = openssl('ecparam', '-name', opensslName(name), '-outform', 'DER')
    if (!pem) return ctx.skip('openssl is not installed or lacks the curve')
    const der = execFileSync('openssl', ['ecparam', '-name', opensslName(name), '-outform', 'DER'])
    expect(oidText(der.subarray(2))).toBe(curve.oid)
  })

  it('generator has order n', () => {
    const { BASE } = curve.Point
    expect(
      BASE.multiply(n - 1n)
        .add(BASE)
        .is0(),
    ).toBe(true)
  })

  it('is found by OID and by full parameters only', () => {
    expect(curveByOid(curve.oid)).toBe(curve)
    expect(curveByParameters(curve.parameters)).toBe(curve)
    expect(curveByParameters({ p, a, b, gx, gy, n })).toBe(curve)
    const chosen = curve.Point.BASE.double()
    expect(curveByParameters({ ...curve.parameters, gx: chosen.x, gy: chosen.y })).toBeUndefined()
    for (const key of ['p', 'a', 'b', 'gx', 'gy', 'n', 'h'] as const)
      expect(curveByParameters({ ...curve.parameters, [key]: curve.parameters[key] + 1n })).toBeUndefined()
  })

  it('refuses what is no point of it', () => {
    const good = encodePoint(curve.Point.BASE)
    expect(decodePoint(curve, good)).toMatchObject({ ok: true })
    const off = good.slice()
    off[off.length - 1] = (off[off.length - 1] ?? 0) ^ 1
    const compressed = curve.Point.BASE.toBytes(true)
    const hybrid = good.slice()
    hybrid[0] = 6
    const zeros = new Uint8Array(good.length)
    zeros[0] = 4
    const overPrime = encodeRaw(curve, gx + p, gy)
    const bad = [
      off,
      compressed,
      hybrid,
      zeros,
      overPrime,
      Uint8Array.of(0),
      new Uint8Array(),
      good.subarray(1),
      good.subarray(0, -1),
    ]
    for (const bytes of bad)
      expect(decodePoint(curve, bytes)).toMatchObject({ ok: false, error: { tag: 'ProtocolValue' } })
  })

  it('signs what itself verifies, for digests longer and shorter than n', () => {
    const key = (n / 3n) | 1n
    const point = curve.Point.BASE.multiply(key)
    for (const hash of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']) {
      const message = new TextEncoder().encode(`message for ${hash}`)
      const digest = new Uint8Array(createHash(hash).update(message).digest())
      const signature = ecdsaSign(curve, key, digest)
      expect(ecdsaVerify(curve, point, digest, signature)).toBe(true)
      expect(ecdsaVerify(curve, point, digest, { r: signature.r, s: n - signature.s })).toBe(true)
      expect(ecdsaVerify(curve, point, digest, { r: signature.r, s: signature.s ^ 1n })).toBe(false)
      expect(ecdsaVerify(curve, curve.Point.BASE, digest, signature)).toBe(false)
      for (const wrong of [0n, n, n + signature.r, -1n]) {
        expect(ecdsaVerify(curve, point, digest, { ...signature, r: wrong })).toBe(false)
        expect(ecdsaVerify(curve, point, digest, { ...signature, s: wrong })).toBe(false)
      }
    }
  })

  it('signs what the library of the runtime verifies', ctx => {
    if (!getCurves().includes(opensslName(name))) return ctx.skip(`the runtime has no ${name}`)
    const key = (n / 3n) | 1n
    const publicKey = createPublicKey({
      key: Buffer.from(spki(curve, encodePoint(curve.Point.BASE.multiply(key)))),
      format: 'der',
      type: 'spki',
    })
    const length = Math.ceil(n.toString(2).length / 8)
    for (const hash of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']) {
      const message = new TextEncoder().encode(`message for ${hash}`)
      const { r, s } = ecdsaSign(curve, key, new Uint8Array(createHash(hash).update(message).digest()))
      const plain = Buffer.from(hex(r, length) + hex(s, length), 'hex')
      expect(verify(hash, message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, plain)).toBe(true)
    }
  })
})

it('signs as RFC 6979 A.2.5 says (P-256, SHA-256, "sample")', () => {
  const key = 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n
  const digest = new Uint8Array(createHash('sha256').update('sample').digest())
  expect(ecdsaSign(curveByName('P-256'), key, digest)).toEqual({
    r: 0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
    s: 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
  })
})

it('no bytes make decodePoint throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...curveNames), fc.uint8Array({ maxLength: 140 }), (name, bytes) => {
      expect(typeof decodePoint(curveByName(name), bytes).ok).toBe('boolean')
    }),
  )
})

const hex = (value: bigint, length: number) => value.toString(16).padStart(2 * length, '0')
const encodeRaw = (curve: Curve, x: bigint, y: bigint) => {
  const length = curve.byteLength
  const mask = (1n << BigInt(8 * length)) - 1n
  return hexToBytes(`04${hex(x & mask, length)}${hex(y & mask, length)}`)
}

function oidText(content: Uint8Array): string {
  const arcs: number[] = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(
        ...(arcs.length === 0
          ? [Math.min(Math.floor(value / 40), 2), value - 40 * Math.min(Math.floor(value / 40), 2)]
          : [value]),
      )
      value = 0
    }
  }
  return arcs.join('.')
}

function spki(curve: Curve, point: Uint8Array): Uint8Array {
  const derLength = (length: number) =>
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  const der = (tag: number, ...parts: ArrayLike<number>[]) => {
    const content = parts.flatMap(part => Array.from(part))
    return [tag, ...derLength(content.length), ...content]
  }
  const arcs = curve.oid.split('.').map(Number)
  const base128 = (value: number): number[] =>
    value < 128 ? [value] : [...base128(value >> 7).map(each => each | 0x80), value & 127]
  const oid = der(6, [(arcs[0] ?? 0) * 40 + (arcs[1] ?? 0)], ...arcs.slice(2).map(base128))
  return Uint8Array.from(der(0x30, der(0x30, [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], oid), der(3, [0], point)))
}
