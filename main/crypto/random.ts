import { randomBytes as nodeRandomBytes } from 'node:crypto'
import { bytesToNumberBE } from '@noble/curves/utils.js'

/** Gives that many fresh random bytes. A parameter wherever worked examples fix them. */
export type Random = (length: number) => Uint8Array

/** Random bytes of the operating system. */
export const randomBytes: Random = length => new Uint8Array(nodeRandomBytes(length))

/**
 * Private key in 1…n−1, uniform by rejection (FIPS 186-5 A.2.2). Asks `random` for as many bytes as n has and drops the bits
 * above its highest.
 */
export function randomScalar(n: bigint, random: Random): bigint {
  const bits = n.toString(2).length
  const mask = (1n << BigInt(bits)) - 1n
  for (let tries = 0; tries < 256; tries++) {
    const scalar = bytesToNumberBE(random(Math.ceil(bits / 8))) & mask
    if (scalar > 0n && scalar < n) return scalar
  }
  throw new Error('the random source gives no usable number')
}
