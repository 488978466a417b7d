import { pow } from '@noble/curves/abstract/modular.js'
import { randomBytes, randomScalar } from './random.ts'

/** Length of a number in bits. */
export const bitLength = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length)

/** Primes below 2^16. */
const smallPrimes: readonly bigint[] = (() => {
  const composite = new Uint8Array(1 << 16)
  const found: bigint[] = []
  for (let n = 2; n < composite.length; n++) {
    if (composite[n]) continue
    found.push(BigInt(n))
    for (let multiple = n * n; multiple < composite.length; multiple += n) composite[multiple] = 1
  }
  return found
})()

const rounds = 8

/**
 * Miller-Rabin with random bases (FIPS 186-5 B.3.1): a number made to deceive passes with a chance of at most 2^−16. Eight modular
 * exponentiations for a prime, one for nearly any other number; callers bound the size.
 */
export function isProbablePrime(n: bigint): boolean {
  if (n < 2n) return false
  for (const prime of smallPrimes.slice(0, 54)) if (n % prime === 0n) return n === prime
  let odd = n - 1n
  let twos = 0
  for (; odd % 2n === 0n; odd /= 2n) twos++
  const witnesses = (base: bigint): boolean => {
    let power = pow(base, odd, n)
    if (power === 1n || power === n - 1n) return false
    for (let i = 1; i < twos; i++) {
      power = (power * power) % n
      if (power === n - 1n) return false
    }
    return true
  }
  for (let i = 0; i < rounds; i++) if (witnesses(randomScalar(n - 1n, randomBytes))) return false
  return true
}

/** The largest divisor of n that has only prime factors below 2^16. */
export function smoothPart(n: bigint): bigint {
  let smooth = 1n
  let rest = n
  for (const prime of smallPrimes) {
    for (; rest % prime === 0n; rest /= prime) smooth *= prime
  }
  return smooth
}
