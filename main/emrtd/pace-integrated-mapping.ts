import { bytesToNumberBE } from '@noble/curves/utils.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, blockLength, encryptCbc, keyLength } from '../crypto/block-cipher.ts'
import type { KeyAgreementGroup } from '../crypto/key-agreement-group.ts'
import { bitLength } from '../crypto/prime.ts'
import type { Random } from '../crypto/random.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { exchange, hostile, type Step } from './pace-exchange.ts'
import type { MappedGenerator } from './pace-generic-mapping.ts'
import { fail, ok } from './result.ts'
import { tlv } from './tlv.ts'

/** c0 and c1 of 9303-11 §4.4.3.3.2 by the bits of s: for 3DES and AES-128, and for longer keys. */
const constants = {
  128: ['a668892a7c41e3ca739f40b057d85904', 'a4e136ac725f738b01c1f60217c188ad'],
  256: [
    'd463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676',
    '54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517',
  ],
} as const

/** Bytes of the nonce s for integrated mapping: the smallest whole number of blocks that is not shorter than the key. */
export const integratedNonceLength = (cipher: BlockCipher): number =>
  Math.ceil(keyLength(cipher) / blockLength(cipher)) * blockLength(cipher)

/** R_p(s, t) of 9303-11 §4.4.3.3.2: a number below p out of the chip's nonce s and ours, t, which is as long as a key. */
export function pseudoRandomNumber(cipher: BlockCipher, s: Uint8Array, t: Uint8Array, p: bigint): bigint {
  const [c0, c1] = constants[s.length === 32 ? 256 : 128].map(hexToBytes)
  if (!c0 || !c1 || s.length !== integratedNonceLength(cipher)) throw new RangeError(`nonce of ${s.length} bytes`)
  const encrypt = (key: Uint8Array, data: Uint8Array) =>
    encryptCbc(cipher, key.subarray(0, keyLength(cipher)), new Uint8Array(blockLength(cipher)), data)
  const parts: Uint8Array[] = []
  let key = encrypt(t, s)
  while (parts.length * s.length * 8 < bitLength(p) + 64) {
    parts.push(encrypt(key, c1))
    key = encrypt(key, c0)
  }
  return bytesToNumberBE(concatBytes(...parts)) % p
}

/**
 * Integrated mapping (9303-11 §4.4.3.3.2): the generator is a pseudo-random element that both nonces determine, ours sent in clear. The chip
 * answers with an empty object, or none.
 * @param random asked for as many bytes as a key has
 */
export function* mapIntegrated<E>(
  group: KeyAgreementGroup<E>,
  cipher: BlockCipher,
  nonce: Uint8Array,
  random: Random,
): Step<MappedGenerator<E>> {
  if (!group.fromField) return fail<EmrtdError>(noMapping(group.name))
  const t = random(keyLength(cipher))
  const answer = yield* exchange(tlv(0x81, t), 'the mapping')
  if (!answer.ok) return answer
  const [object, ...more] = answer.value
  if (more.length > 0 || (object && (object.tag !== 0x82 || object.value.length > 0))) {
    return fail({ tag: 'ProtocolTlv', message: 'mapping data of integrated mapping are not empty' })
  }
  const generator = group.fromField(pseudoRandomNumber(cipher, nonce, t, group.prime))
  if (generator === undefined || group.isLowOrder(generator)) return hostile('mapped generator is the neutral element')
  return ok({ generator })
}

const noMapping = (name: string): EmrtdError => ({
  tag: 'AccessUnsupported',
  message: `integrated mapping is not defined on ${name}`,
})
