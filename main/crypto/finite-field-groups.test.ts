import { createDiffieHellman, getDiffieHellman } from 'node:crypto'
import { pow } from '@noble/curves/abstract/modular.js'
import { numberToBytesBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { finiteFieldGroup, finiteFieldGroupByParameters } from './finite-field-groups.ts'
import { finiteFieldGroupNames, namedFiniteFieldGroups } from './finite-field-parameters.ts'
import { bitLength, isProbablePrime, smoothPart } from './prime.ts'

const bytes = (n: bigint) => numberToBytesBE(n, Math.ceil(bitLength(n) / 8))
const group0 = namedFiniteFieldGroups['MODP-1024-160']
/** 1024-bit safe prime of RFC 2409 §6.2, of which 2 is a quadratic residue. */
const oakley2 = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF',
)
const message = (result: { ok: boolean; error?: { message: string } }) =>
  result.ok ? 'accepted' : result.error?.message

describe.each(finiteFieldGroupNames)('%s of RFC 5114', name => {
  const { p, g, q } = namedFiniteFieldGroups[name]
  const group = finiteFieldGroup(name)

  it('has primes of the lengths in its name and a generator of order q', () => {
    expect(name).toBe(`MODP-${bitLength(p)}-${bitLength(q)}`)
    expect(isProbablePrime(p) && isProbablePrime(q)).toBe(true)
    expect((p - 1n) % q).toBe(0n)
    expect(pow(g, q, p)).toBe(1n)
    expect(g).not.toBe(1n)
  })

  it('agrees with the arithmetic of node:crypto', () => {
    const [a, b] = [0x1234567890abcdef1234567890abcdefn, 0xfedcba0987654321n]
    const other = createDiffieHellman(Buffer.from(bytes(p)), Buffer.from(bytes(g)))
    other.setPrivateKey(Buffer.from(bytes(b)))
    const own = group.encode(group.multiply(group.generator, a))
    const theirs = group.decode(new Uint8Array(other.generateKeys()))
    expect(theirs.ok && group.sharedSecret(group.multiply(theirs.value, a))).toEqual(
      new Uint8Array(other.computeSecret(Buffer.from(own))),
    )
  })

  it('is known by its parameters, with q and without', () => {
    const found = [finiteFieldGroupByParameters({ p, g, q }), finiteFieldGroupByParameters({ p, g })]
    for (const each of found) expect(each.ok && each.value).toBe(group)
  })
})

describe('elements', () => {
  const { p, g, q } = group0
  const group = finiteFieldGroup('MODP-1024-160')
  const accepted = (bytesOf: Uint8Array) => message(group.decode(bytesOf))

  it('of the subgroup are accepted, with leading zeros up to the length of p and none sent', () => {
    const y = group.multiply(g, 0xabcdefn)
    expect(group.decode(group.encode(y))).toEqual({ ok: true, value: y })
    const short = Array.from({ length: 2000 }, (_, i) => pow(g, BigInt(i + 2), p)).find(each => bitLength(each) <= 1016)
    if (short === undefined) throw new Error('no element with a leading zero among the first powers')
    expect(group.encode(short)).toHaveLength(127)
    expect(group.sharedSecret(short)).toHaveLength(128)
    expect(group.decode(numberToBytesBE(short, 128))).toEqual({ ok: true, value: short })
    expect(accepted(numberToBytesBE(short, 129))).toBe('DH public key of 129 bytes')
    expect(group.compress(short)).toHaveLength(20)
  })

  it.each([
    ['empty', new Uint8Array(), 'DH public key of 0 bytes'],
    ['0', Uint8Array.of(0), 'DH public key out of 2…p−2'],
    ['1', Uint8Array.of(1), 'DH public key out of 2…p−2'],
    ['p − 1', bytes(p - 1n), 'DH public key out of 2…p−2'],
    ['p', bytes(p), 'DH public key out of 2…p−2'],
    ['p + 1', bytes(p + 1n), 'DH public key out of 2…p−2'],
    ['one not in the subgroup', bytes(2n), 'DH public key is not in the subgroup'],
    ['the negative of one in the subgroup', bytes(p - g), 'DH public key is not in the subgroup'],
    ['one of small order', bytes(pow(2n, (p - 1n) / 7n, p)), 'DH public key is not in the subgroup'],
  ])('%s is refused', (_, given, why) => {
    expect((p - 1n) % (7n * q)).toBe(0n)
    expect(accepted(given)).toBe(why)
  })
})

describe('explicit parameters', () => {
  const { p, g, q } = group0
  const otherGenerator = pow(g, 3n, p)

  it('of a standardized field with another generator of order q', () => {
    const found = finiteFieldGroupByParameters({ p, g: otherGenerator, q })
    expect(found.ok && [found.value.name, found.value.order]).toEqual(['DH-1024-160', q])
    expect(found.ok && message(found.value.decode(bytes(2n)))).toBe('DH public key is not in the subgroup')
  })

  it('without q: a safe prime has the order (p − 1) / 2', () => {
    const found = finiteFieldGroupByParameters({ p: oakley2, g: 2n })
    expect(found.ok && [found.value.name, found.value.order]).toEqual(['DH-1024', (oakley2 - 1n) / 2n])
    // −4 is no square modulo p, which is 3 mod 4.
    expect(found.ok && message(found.value.decode(bytes(oakley2 - 4n)))).toBe('DH public key is not in the subgroup')
    expect(found.ok && message(found.value.decode(bytes(4n)))).toBe('accepted')
    expect(found.ok && message(found.value.decode(bytes(oakley2 - 1n)))).toBe('DH public key out of 2…p−2')
  })

  it('without q where it stays unknown: elements of low order are refused', () => {
    const found = finiteFieldGroupByParameters({ p, g: otherGenerator })
    if (!found.ok) throw new Error(found.error.message)
    const group = found.value
    expect(group.order).toBe(p - 1n)
    const low = pow(2n, (p - 1n) / smoothPart(p - 1n), p)
    expect(low).not.toBe(1n)
    expect(message(group.decode(bytes(low)))).toBe('DH public key of low order')
    expect(message(group.decode(bytes(pow(otherGenerator, 5n, p))))).toBe('accepted')
    expect(message(finiteFieldGroupByParameters({ p, g: low }))).toBe('DH generator of low order')
  })

  it.each([
    ['p too short', { p: p >> 8n, g, q }, 'DH prime of 1016 bits'],
    ['p too long', { p: (1n << 3072n) + 1n, g, q }, 'DH prime of 3073 bits'],
    ['p huge', { p: (1n << 65536n) + 1n, g, q }, 'DH prime of 65537 bits'],
    ['p zero', { p: 0n, g, q }, 'DH prime of 0 bits'],
    ['p even', { p: p + 1n, g, q }, 'DH prime is even'],
    ['p composite, with q', { p: p + 2n * q, g: 2n, q }, 'DH generator is not of order q'],
    ['p composite, without q', { p: p + 2n, g: 2n }, 'DH parameter is not prime'],
    // A prime p whose p − 1 = 33835·2^1008 falls apart: logarithms are easy.
    ['small subgroups only', { p: (33835n << 1008n) + 1n, g: 3n }, 'DH group with small subgroups only'],
    ['g = 0', { p, g: 0n, q }, 'DH generator out of 2…p−2'],
    ['g = 1', { p, g: 1n, q }, 'DH generator out of 2…p−2'],
    ['g = p − 1', { p, g: p - 1n, q }, 'DH generator out of 2…p−2'],
    ['g = p', { p, g: p, q }, 'DH generator out of 2…p−2'],
    ['g not of order q', { p, g: 2n, q }, 'DH generator is not of order q'],
    ['q too short', { p, g: pow(2n, (p - 1n) / 7n, p), q: 7n }, 'DH order q out of bounds'],
    ['q even', { p, g, q: 2n * q }, 'DH order q out of bounds'],
    ['q = p − 1', { p, g, q: p - 1n }, 'DH order q out of bounds'],
    ['q no divisor', { p, g, q: q + 2n }, 'DH order q does not divide p − 1'],
    ['q composite', { p, g, q: 7n * q }, 'DH parameter is not prime'],
  ])('%s', (_, given, why) => {
    expect(message(finiteFieldGroupByParameters(given))).toBe(why)
  })

  it('with a p that is a product of two primes, and g of order q modulo both', () => {
    // p₁ = p₂ = p: everything is right modulo p², but it is no field.
    const { p: p1, q: q1 } = group0
    const square = p1 * p1
    const inSquare = pow(3n, (p1 * (p1 - 1n)) / q1, square)
    expect(pow(inSquare, q1, square)).toBe(1n)
    expect((square - 1n) % q1).toBe(0n)
    expect(message(finiteFieldGroupByParameters({ p: square, g: inSquare, q: q1 }))).toBe('DH parameter is not prime')
  })

  it('the largest ones take no more than some seconds', () => {
    // 3072-bit safe prime of RFC 3526 §4: the most that is ever computed.
    const group15 = group15Prime()
    const start = performance.now()
    expect(message(finiteFieldGroupByParameters({ p: group15, g: 2n }))).toBe('accepted')
    expect(performance.now() - start).toBeLessThan(20_000)
  }, 30_000)
})

describe('primes', () => {
  it.each([2n, 3n, 251n, 257n, 65537n, (1n << 127n) - 1n, oakley2])('%s is one', n => {
    expect(isProbablePrime(n)).toBe(true)
  })
  // A Carmichael number, a strong pseudoprime to the bases 2…31, and a square.
  it.each([-7n, 0n, 1n, 4n, 561n, 3825123056546413051n, 257n * 257n, oakley2 - 2n])('%s is none', n => {
    expect(isProbablePrime(n)).toBe(false)
  })
  it('smooth part', () => {
    expect(smoothPart(2n ** 5n * 65521n * 65537n * 65539n)).toBe(2n ** 5n * 65521n)
    expect(smoothPart(65537n)).toBe(1n)
  })
})

function group15Prime(): bigint {
  const prime = getDiffieHellman('modp15').getPrime('hex')
  return BigInt(`0x${prime}`)
}
