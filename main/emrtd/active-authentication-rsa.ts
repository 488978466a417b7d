import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { equal } from '../crypto/mac.ts'
import { type RsaPublicKey, rsaPublicOperation } from '../crypto/rsa.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'

const refused = (message: string) => fail<EmrtdError>({ tag: 'ChipRefused', message })

/** Number of a dedicated hash function in ISO/IEC 10118-3, which a trailer of two bytes names before its `CC`. */
const hashOfNumber: Readonly<Record<number, HashName>> = {
  51: 'SHA-1',
  52: 'SHA-256',
  53: 'SHA-512',
  54: 'SHA-384',
  56: 'SHA-224',
}

/**
 * Verifies a signature of ISO/IEC 9796-2 digital signature scheme 1, as a chip with an RSA key makes over the challenge (9303-11 §6.1.2.2). The
 * recovered string is header ‖ M1 ‖ H(M) ‖ trailer, where M1 is whole bytes of the chip's own choice:
 *
 * - trailer `BC` is SHA-1, `33CC` SHA-1, `34CC` SHA-256, `35CC` SHA-512, `36CC` SHA-384, `38CC` SHA-224;
 * - partial recovery (`6A` for a key of whole bytes): M is M1 ‖ challenge. A message that had to be cut fills the string, so a shorter M1 behind
 *   padding is refused;
 * - total recovery (`4A`, or `4B BB…BA` before a short message): M is M1 itself, which must end with the challenge.
 *
 * The signature may be the smaller of s and n − s, may have leading zeros, and may have lost its own.
 * @returns the hash in use. Error: `ChipRefused`.
 */
export function verifyMessageRecovery(
  key: RsaPublicKey,
  challenge: Uint8Array,
  signature: Uint8Array,
): Result<HashName, EmrtdError> {
  const recovered = recoverableString(key, signature)
  if (!recovered.ok) return recovered
  const trailer = trailerOf(recovered.value)
  if (!trailer.ok) return trailer
  const { name, length } = trailer.value
  const signed = (over: HashName) => isSigned(key.bits, recovered.value, over, length, challenge)
  if (signed(name)) return ok(name)
  const used = hashNames.find(signed)
  return refused(
    used ? `trailer names ${name}, but the digest is ${used}` : 'header or digest of the challenge is wrong',
  )
}

/**
 * Signature opening function of ISO/IEC 9796-2 annex A: of J and n − J the one that is 12 modulo 16, as every trailer makes it. As long as the
 * modulus.
 */
function recoverableString(key: RsaPublicKey, signature: Uint8Array): Result<Uint8Array, EmrtdError> {
  const length = Math.ceil(key.bits / 8)
  const digits = signature.subarray(signature.findIndex(byte => byte !== 0))
  if (digits.length > length) return refused(`signature of ${signature.length} bytes for a key of ${key.bits} bits`)
  const padded = new Uint8Array(length)
  padded.set(digits, length - digits.length)
  const representative = rsaPublicOperation(key, padded)
  if (!representative) return refused('signature is not below the modulus')
  if (((representative.at(-1) ?? 0) & 0xf) === 12) return ok(representative)
  return ok(numberToBytesBE(key.modulus - bytesToNumberBE(representative), length))
}

function trailerOf(recovered: Uint8Array): Result<{ name: HashName; length: number }, EmrtdError> {
  const [number = 0, last] = recovered.subarray(-2)
  if (last === 0xbc) return ok({ name: 'SHA-1', length: 1 })
  const name = last === 0xcc ? hashOfNumber[number] : undefined
  return name ? ok({ name, length: 2 }) : refused('no ISO/IEC 9796-2 trailer of a hash that we have')
}

function isSigned(bits: number, recovered: Uint8Array, name: HashName, trailerLength: number, challenge: Uint8Array) {
  const end = recovered.length - trailerLength
  const start = end - hash(name).length
  const digest = recovered.subarray(start, end)
  return messages(bits, recovered.subarray(0, start), bits - 8 * (recovered.length - start), challenge).some(message =>
    equal(hash(name, message), digest),
  )
}

/**
 * The message for each header that fits.
 * @param front everything before the digest, whole bytes
 * @param capacity bits before the digest in a string as long as the modulus in bits
 */
function messages(bits: number, front: Uint8Array, capacity: number, challenge: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  // A message shorter than the longest begins behind the first byte that ends in the border's nibble.
  const afterBorder = front.length - 1 - front.findIndex(byte => (byte & 0xf) === 0xa)
  // The string has as many bits as the modulus; chips that count whole bytes put the header one place higher.
  for (const room of new Set([capacity, capacity + ((8 - (bits % 8)) % 8)])) {
    const longest = Math.floor((room - shortestHeader) / 8)
    const after = (length: number) => front.subarray(front.length - length)
    if (longest > 0 && hasHeader(front, room, longest, true)) found.push(concatBytes(after(longest), challenge))
    for (const length of new Set([longest, afterBorder])) {
      if (length > longest || !hasHeader(front, room, length, false)) continue
      const whole = after(length)
      if (equal(whole.subarray(-challenge.length), challenge)) found.push(whole)
    }
  }
  return found
}

/** Bits `01`, the more-data bit and the border of the padding. */
const shortestHeader = 4

/**
 * True if M1 of that length stands behind its one possible header (ISO/IEC 9796-2 §8.2): `01`, the more-data bit, and padding of zeros up to a one.
 * Of the nibbles that are all padding those of zeros are `B`, and the last, with the one, is `A`.
 */
function hasHeader(front: Uint8Array, room: number, length: number, moreData: boolean): boolean {
  const padding = room - 3 - 8 * length
  const nibbles = Math.floor(padding / 4)
  const start = moreData ? 3n : 2n
  const filled = nibbles === 0 ? 1n : BigInt(`0x${'b'.repeat(nibbles - 1)}a`)
  const header = (start << BigInt(padding)) | filled
  const bytes = front.subarray(0, front.length - length)
  return equal(bytes, hexToBytes(header.toString(16).padStart(2 * bytes.length, '0')))
}
