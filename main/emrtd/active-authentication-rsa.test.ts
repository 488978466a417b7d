import { constants, generateKeyPairSync, type KeyObject, privateEncrypt } from 'node:crypto'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { type HashName, hash } from '../crypto/hash.ts'
import { randomBytes } from '../crypto/random.ts'
import { type RsaPublicKey, rsaPublicKey } from '../crypto/rsa.ts'
import { verifyMessageRecovery } from './active-authentication-rsa.ts'

const challenge = hexToBytes('8877665544332211')
const trailers: readonly (readonly [HashName, string])[] = [
  ['SHA-1', 'bc'],
  ['SHA-1', '33cc'],
  ['SHA-224', '38cc'],
  ['SHA-256', '34cc'],
  ['SHA-384', '36cc'],
  ['SHA-512', '35cc'],
]

interface Chip {
  readonly publicKey: RsaPublicKey
  readonly modulus: bigint
  readonly length: number
  readonly sign: (representative: Uint8Array) => Uint8Array
}

const chips = new Map<number, Chip>()
function chip(bits: number): Chip {
  const known = chips.get(bits)
  if (known) return known
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const part = (name: 'n' | 'e') =>
    new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' })[name] ?? '', 'base64url'))
  const key = rsaPublicKey(part('n'), part('e'))
  if (!key) throw new Error('key refused')
  const made = {
    publicKey: key,
    modulus: BigInt(`0x${bytesToHex(part('n'))}`),
    length: part('n').length,
    sign: (representative: Uint8Array) => rawSign(privateKey, representative),
  }
  chips.set(bits, made)
  return made
}
const rawSign = (key: KeyObject, representative: Uint8Array) =>
  new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, representative))

/** `header ‖ message ‖ H(signed) ‖ trailer`; the header in hexadecimal may begin with zeros to fill whole bytes. */
const representative = (header: string, m1: Uint8Array, signed: Uint8Array, name: HashName, trailer: string) =>
  concatBytes(hexToBytes(header), m1, hash(name, signed), hexToBytes(trailer))

/** With partial recovery, as 9303-11 §6.1.2.2 has it: M1 fills what header, digest and trailer leave. */
function partial(length: number, header = '6a', name: HashName = 'SHA-1', trailer = 'bc') {
  const m1 = randomBytes(length - header.length / 2 - hash(name).length - trailer.length / 2)
  return representative(header, m1, concatBytes(m1, challenge), name, trailer)
}
/** With total recovery: the message, of that length, has the challenge at its end. */
function total(header: string, length: number, name: HashName = 'SHA-1', trailer = 'bc') {
  const message = concatBytes(randomBytes(length - 8), challenge)
  return representative(header, message, message, name, trailer)
}

const verdict = ({ publicKey }: Chip, signature: Uint8Array) => verifyMessageRecovery(publicKey, challenge, signature)
const refusedAs = (message: string) => ({ ok: false, error: { tag: 'ChipRefused', message } })
const wrongDigest = refusedAs('header or digest of the challenge is wrong')
const bytesOf = (value: bigint, length: number) => hexToBytes(value.toString(16).padStart(2 * length, '0'))
const numberOf = (bytes: Uint8Array) => BigInt(`0x${bytesToHex(bytes)}`)

describe.each([1024, 2048, 3072])('a key of %i bits', bits => {
  it.each(trailers)('%s with trailer %s, partial and total recovery', (name, trailer) => {
    const { length, sign } = chip(bits)
    const room = length - 1 - hash(name).length - trailer.length / 2
    for (const signed of [partial(length, '6a', name, trailer), total('4a', room, name, trailer)])
      expect(verdict(chip(bits), sign(signed))).toEqual({ ok: true, value: name })
  })
})

describe('total recovery', () => {
  const room = 128 - 1 - 20 - 1
  it.each([
    ['4a', room],
    ['4bba', room - 1],
    ['4bbbba', room - 2],
    [`4b${'bb'.repeat(room - 9)}ba`, 8],
  ])('of a message behind %s', (header, length) => {
    expect(verdict(chip(1024), chip(1024).sign(total(header, length)))).toEqual({ ok: true, value: 'SHA-1' })
  })

  it('refuses a message without the challenge at its end, though its digest is right', () => {
    const message = randomBytes(room)
    const other = representative('4a', message, message, 'SHA-1', 'bc')
    expect(verdict(chip(1024), chip(1024).sign(other))).toEqual(wrongDigest)
    const front = concatBytes(challenge, randomBytes(room - 8))
    const early = representative('4a', front, front, 'SHA-1', 'bc')
    expect(verdict(chip(1024), chip(1024).sign(early))).toEqual(wrongDigest)
  })

  it('refuses a digest over more than was recovered, and padding that is not as it must be', () => {
    const m1 = randomBytes(room)
    const more = representative('4a', m1, concatBytes(m1, challenge), 'SHA-1', 'bc')
    expect(verdict(chip(1024), chip(1024).sign(more))).toEqual(wrongDigest)
    for (const header of ['4bbbaa', '4b00ba', '400001', '4bbb0a', '4abbba', '4bbbbb', '5bbbba'])
      expect(verdict(chip(1024), chip(1024).sign(total(header, room - 2)))).toEqual(wrongDigest)
  })

  it('refuses the header of partial recovery before a message that holds the challenge', () => {
    const message = concatBytes(randomBytes(room - 8), challenge)
    const signed = representative('6a', message, message, 'SHA-1', 'bc')
    expect(verdict(chip(1024), chip(1024).sign(signed))).toEqual(wrongDigest)
  })
})

it('partial recovery of less than what fits is refused: a message that was cut fills the string', () => {
  for (const header of ['6bba', '6bbbba', `6b${'bb'.repeat(20)}ba`])
    expect(verdict(chip(1024), chip(1024).sign(partial(128, header)))).toEqual(wrongDigest)
})

it('other headers and trailers are refused', () => {
  const { length, sign } = chip(1024)
  for (const header of ['0a', '2a', '60', '6b', '61', '7a'])
    expect(verdict(chip(1024), sign(partial(length, header)))).toEqual(wrongDigest)
  for (const trailer of ['31cc', '32cc', '37cc', '00cc', 'ac'])
    expect(verdict(chip(1024), sign(partial(length, '6a', 'SHA-1', trailer)))).toEqual(
      refusedAs('no ISO/IEC 9796-2 trailer of a hash that we have'),
    )
})

it('tells which digest was used where the trailer names another', () => {
  const { length, sign } = chip(2048)
  for (const [name, trailer, named] of [
    ['SHA-1', '34cc', 'SHA-256'],
    ['SHA-256', 'bc', 'SHA-1'],
    ['SHA-512', '36cc', 'SHA-384'],
  ] as const)
    expect(verdict(chip(2048), sign(partial(length, '6a', name, trailer)))).toEqual(
      refusedAs(`trailer names ${named}, but the digest is ${name}`),
    )
})

describe('the signature', () => {
  const { length, modulus, sign } = chip(1024)

  it('may be s or n − s, whichever is smaller', () => {
    const chosen = new Set<boolean>()
    for (const [name, trailer] of [...trailers, ...trailers, ...trailers]) {
      const s = numberOf(sign(partial(length, '6a', name, trailer)))
      const other = modulus - s
      chosen.add(s < other)
      for (const value of [s, other])
        expect(verdict(chip(1024), bytesOf(value, length))).toEqual({ ok: true, value: name })
    }
    expect(chosen.size).toBe(2)
  })

  it('may have leading zeros, and may have lost its own', () => {
    const good = sign(partial(length))
    expect(verdict(chip(1024), concatBytes(new Uint8Array(5), good)).ok).toBe(true)
    let short = good
    while (short[0] !== 0) short = sign(partial(length))
    expect(verdict(chip(1024), short.subarray(1)).ok).toBe(true)
  })

  it('must be below the modulus and not longer than it', () => {
    const s = numberOf(sign(partial(length)))
    expect(verdict(chip(1024), bytesOf(s + modulus, length + 1)).ok).toBe(false)
    for (const value of [modulus, (1n << 1024n) - 1n])
      expect(verdict(chip(1024), bytesOf(value, length))).toEqual(refusedAs('signature is not below the modulus'))
    expect(verdict(chip(1024), new Uint8Array(129).fill(1))).toEqual(
      refusedAs('signature of 129 bytes for a key of 1024 bits'),
    )
    for (const value of [0n, 1n, modulus - 1n]) expect(verdict(chip(1024), bytesOf(value, length)).ok).toBe(false)
    expect(verdict(chip(1024), new Uint8Array()).ok).toBe(false)
  })
})

const boringssl = 'boringssl' in process.versions
const oddSizes = boringssl ? ' (skipped: BoringSSL makes no such keys)' : ''
describe.skipIf(boringssl)(
  `a modulus of no whole number of bytes has the header at its own first bit${oddSizes}`,
  () => {
    // Counted by hand: 01, more data, then zeros up to a one; nibbles that are all padding are B, the last of them A.
    it.each([
      [1025, '00ca', '008a'],
      [1026, '018a', '010a'],
      [1027, '03ba', '02ba'],
      [1028, '07', '05'],
      [1029, '0d', '09'],
      [1030, '19', '11'],
      [1031, '3a', '2a'],
      [2047, '3a', '2a'],
    ])('%i bits: partial %s, total %s', (bits, header, whole) => {
      const { length, sign } = chip(bits)
      expect(verdict(chip(bits), sign(partial(length, header)))).toEqual({ ok: true, value: 'SHA-1' })
      expect(verdict(chip(bits), sign(total(whole, length - whole.length / 2 - 21)))).toEqual({
        ok: true,
        value: 'SHA-1',
      })
    })

    it('or, of 2047 bits, at the first bit of its bytes', () => {
      let { length, modulus, sign } = chip(2047)
      const signed = partial(length)
      // One key in six is above it: of forty runs one found none among twenty.
      while (numberOf(signed) >= modulus) {
        chips.delete(2047)
        ;({ length, modulus, sign } = chip(2047))
      }
      expect(verdict(chip(2047), sign(signed))).toEqual({ ok: true, value: 'SHA-1' })
    })
  },
)
