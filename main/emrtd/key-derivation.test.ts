import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import gm from '../../fixtures/vectors/icao9303-11-pace-gm-ecdh.json' with { type: 'json' }
import { blockCiphers, keyLength } from '../crypto/block-cipher.ts'
import { hash } from '../crypto/hash.ts'
import { deriveKey, passwordKey, passwordNumbers } from './key-derivation.ts'

const seed = hexToBytes(gm.k)

it('lengths, and the hash that the length needs', () => {
  for (const cipher of blockCiphers) expect(deriveKey(seed, 'mac', cipher)).toHaveLength(keyLength(cipher))
  const whole = hash('SHA-256', seed, Uint8Array.of(0, 0, 0, 2))
  expect(deriveKey(seed, 'mac', 'AES-256')).toEqual(whole)
  expect(deriveKey(seed, 'mac', 'AES-192')).toEqual(whole.slice(0, 24))
  expect(bytesToHex(deriveKey(seed, 'password', 'AES-128')).toUpperCase()).toBe(gm.kPi)
})

it('a password of digits is used as it is, the MRZ by its SHA-1', () => {
  const digits = passwordKey({ kind: 'CAN', value: '123456' }, 'AES-128')
  for (const kind of ['PIN', 'PUK'] as const) expect(passwordKey({ kind, value: '123456' }, 'AES-128')).toEqual(digits)
  expect(passwordKey({ kind: 'MRZ', value: '123456' }, 'AES-128')).not.toEqual(digits)
  expect(digits).toEqual(deriveKey(hexToBytes('313233343536'), 'password', 'AES-128'))
  expect(passwordNumbers).toEqual({ MRZ: 1, CAN: 2, PIN: 3, PUK: 4 })
})
