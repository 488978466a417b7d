import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, keyLength } from '../crypto/block-cipher.ts'
import { hash } from '../crypto/hash.ts'

/** Counter of the key derivation function (9303-11 §9.7.1): encryption, MAC, password. */
const counters = { encryption: 1, mac: 2, password: 3 } as const
export type KeyPurpose = keyof typeof counters

/** Passwords of PACE by their number in MSE:Set AT (TR-03110-3 B.11.1); 9303-11 §4.4.4.1 has the first two. */
export const passwordNumbers = { MRZ: 1, CAN: 2, PIN: 3, PUK: 4 } as const

/** What opens a chip: the MRZ information of `mrzInformation`, or a card access number, PIN or PUK, which are digits. */
export interface Password {
  readonly kind: keyof typeof passwordNumbers
  readonly value: string
}

/** Key derivation function KDF(K, c), 9303-11 §9.7.1: SHA-1 for 3DES and AES-128, SHA-256 for longer keys. */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose, cipher: BlockCipher): Uint8Array {
  const counter = Uint8Array.of(0, 0, 0, counters[purpose])
  const algorithm = cipher === 'AES-192' || cipher === 'AES-256' ? 'SHA-256' : 'SHA-1'
  const key = hash(algorithm, secret, counter).slice(0, keyLength(cipher))
  return cipher === '3DES' ? key.map(withOddParity) : key
}

/** K_seed of BAC, 16 bytes, from the MRZ information (9303-11 §9.7.2). */
export const bacKeySeed = (mrzInformation: string): Uint8Array =>
  hash('SHA-1', utf8ToBytes(mrzInformation)).slice(0, 16)

/** K_π = KDF(f(π), 3), the key of the nonce of PACE (9303-11 §9.7.3): f is SHA-1 for the MRZ, and nothing for the others. */
export function passwordKey(password: Password, cipher: BlockCipher): Uint8Array {
  const text = utf8ToBytes(password.value)
  return deriveKey(password.kind === 'MRZ' ? hash('SHA-1', text) : text, 'password', cipher)
}

/** The lowest bit of every byte of a DES key makes the number of ones odd. */
function withOddParity(byte: number): number {
  let ones = 0
  for (let rest = byte >> 1; rest > 0; rest >>= 1) ones += rest & 1
  return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
}

/** Keys of a session from its shared secret (9303-11 §9.7.4). */
export const sessionKeysFrom = (secret: Uint8Array, cipher: BlockCipher) => ({
  cipher,
  kEnc: deriveKey(secret, 'encryption', cipher),
  kMac: deriveKey(secret, 'mac', cipher),
})
