import { createCipheriv, createHash } from 'node:crypto'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockCiphers, blockLength, decryptCbc, encryptBlock, encryptCbc, keyLength } from './block-cipher.ts'
import { hash, hashNames } from './hash.ts'
import { equal, mac, pad, unpad } from './mac.ts'
import { randomBytes, randomScalar } from './random.ts'

const bytes = hexToBytes
const ascii = (text: string) => new TextEncoder().encode(text)

it.each([
  ['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA-224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
  ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
] as const)('%s of "abc" is that of FIPS 180', (name, expected) => {
  expect(bytesToHex(hash(name, ascii('abc')))).toBe(expected)
  expect(bytesToHex(hash(name, ascii('a'), ascii('bc')))).toBe(expected)
})

it.each(hashNames)('%s has its own length', name => {
  const length = { 'SHA-1': 20, 'SHA-224': 28, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }[name]
  expect(hash(name).length).toBe(length)
  expect(hash(name)).toEqual(new Uint8Array(createHash(name.replace('-', '')).digest()))
})

// NIST SP 800-38A F.2.1, F.2.3, F.2.5
it.each([
  ['AES-128', '2b7e151628aed2a6abf7158809cf4f3c', '7649abac8119b246cee98e9b12e9197d'],
  ['AES-192', '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', '4f021db243bc633d7178183a9fa071e8'],
  ['AES-256', '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'f58c4c04d6e5f1ba779eabfb5f7bfbd6'],
] as const)('%s-CBC as in SP 800-38A', (cipher, key, expected) => {
  const iv = bytes('000102030405060708090a0b0c0d0e0f')
  const plain = bytes('6bc1bee22e409f96e93d7e117393172a')
  expect(bytesToHex(encryptCbc(cipher, bytes(key), iv, plain))).toBe(expected)
  expect(decryptCbc(cipher, bytes(key), iv, bytes(expected))).toEqual(plain)
})

it('3DES and retail MAC as in 9303-11 D.3', () => {
  const plain = bytes('781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B')
  const encrypted = bytes('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2')
  expect(encryptCbc('3DES', bytes('AB94FDECF2674FDFB9B391F85D7F76F2'), new Uint8Array(8), plain)).toEqual(encrypted)
  expect(mac('3DES', bytes('7962D9ECE03D1ACD4C76089DCE131543'), encrypted)).toEqual(bytes('5F1448EEA8AD90A7'))
})

// RFC 4493 §4, cut to 8 bytes
it.each([
  ['', 'bb1d6929e9593728'],
  ['6bc1bee22e409f96e93d7e117393172a', '070a16b46b4d4144'],
  ['6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411', 'dfa66747de9ae630'],
])('AES-CMAC of %s as in RFC 4493', (message, expected) => {
  expect(bytesToHex(mac('AES-128', bytes('2b7e151628aed2a6abf7158809cf4f3c'), bytes(message)))).toBe(expected)
})

describe.each(blockCiphers)('%s', cipher => {
  const key = randomBytes(keyLength(cipher))

  it('decrypts what it encrypts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), data => {
        const padded = pad(data, blockLength(cipher))
        const iv = randomBytes(blockLength(cipher))
        const back = decryptCbc(cipher, key, iv, encryptCbc(cipher, key, iv, padded))
        expect(unpad(back, blockLength(cipher))).toEqual(data)
      }),
    )
  })

  it('encrypts a block as ECB does', () => {
    const name = cipher === '3DES' ? 'des-ede3' : `aes-${keyLength(cipher) * 8}-ecb`
    const whole = cipher === '3DES' ? Buffer.concat([key, key.subarray(0, 8)]) : key
    const block = randomBytes(blockLength(cipher))
    const expected = createCipheriv(name, whole, null).setAutoPadding(false).update(block)
    expect(encryptBlock(cipher, key, block)).toEqual(new Uint8Array(expected))
  })

  it('refuses a key of another length', () => {
    expect(() => encryptBlock(cipher, key.subarray(1), new Uint8Array(blockLength(cipher)))).toThrow(RangeError)
  })

  it('changes its MAC with every bit of a message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), (data, bit) => {
        const other = data.slice()
        const at = Math.floor(bit / 8) % data.length
        other[at] = (other[at] ?? 0) ^ (1 << (bit % 8))
        expect(equal(mac(cipher, key, data), mac(cipher, key, other))).toBe(false)
      }),
    )
  })
})

it('takes off only padding method 2 within the last block', () => {
  expect(unpad(bytes('8000000000000000'), 8)).toEqual(new Uint8Array())
  for (const wrong of ['', '00', '0000000000000000', '01', '81', '80000000000000000000000000000000', '8001'])
    expect(unpad(bytes(wrong), 8)).toBeUndefined()
})

it('compares contents and length', () => {
  expect(equal(bytes('0102'), bytes('0102'))).toBe(true)
  for (const other of ['0103', '01', '010200', '']) expect(equal(bytes('0102'), bytes(other))).toBe(false)
})

it('draws scalars within 1…n−1 and gives up on a stuck source', () => {
  const n = 1000003n
  const drawn = Array.from({ length: 200 }, () => randomScalar(n, randomBytes))
  expect(drawn.every(each => each > 0n && each < n)).toBe(true)
  expect(new Set(drawn).size).toBeGreaterThan(190)
  expect(() => randomScalar(n, length => new Uint8Array(length))).toThrow()
})
